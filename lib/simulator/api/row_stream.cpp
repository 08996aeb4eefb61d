#include "simulator/api/row_stream.hpp"

#include <algorithm>
#include <memory>

#include "json/writer.hpp"
#include "simulator/api/parts.hpp"
#include "simulator/api/status.hpp"
#include "simulator/model/projection.hpp"
#include "simulator/model/shape.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::size_t rows_piece = 64UL * 1024;
constexpr int rows_at_once = 4096;

// Rejects a row by its text where that is certain: the member is there as a number, and nowhere with that
// value.
bool surely_differs(std::string_view text, const RowFilter& filter) {
    const auto wanted = filter.value.to_int64();
    if (!wanted) return false;
    const std::string member = "\"" + filter.member + "\":";
    const std::string number = std::to_string(*wanted);
    bool there = false;
    for (auto at = text.find(member); at != std::string_view::npos; at = text.find(member, at + 1)) {
        std::string_view value = text.substr(at + member.size());
        if (value.starts_with('"')) value.remove_prefix(1);
        there = true;
        if (value.starts_with(number)) return false;
    }
    return there;
}

bool passes(const json::Object& object, const std::vector<RowFilter>& filters) {
    return std::ranges::all_of(filters, [&](const RowFilter& filter) {
        const json::Value* value = object.find_ignoring_case(filter.member);
        return value && same_value(*value, filter.value);
    });
}

class RowStream {
  public:
    RowStream(Farm& farm, const Handlers& handlers, RowList list)
        : farm_(farm), handlers_(handlers), list_(std::move(list)) {
        const auto schema = list_.type.schema();
        if (schema && !list_.status) projection_.emplace(*schema, farm.options().api);
    }

    bool next_piece(std::string& out) {
        const std::size_t until = out.size() + rows_piece;
        if (!begun_) out += '[';
        begun_ = true;
        // Other connections wait meanwhile, so a filter that nothing passes must not hold them up either.
        for (int looked_at = 0; out.size() < until && looked_at < rows_at_once; ++looked_at) {
            last_ = farm_.store().next(list_.table, last_);
            if (!last_) {
                out += ']';
                return false;
            }
            append_row(out, *farm_.store().text(list_.table, *last_));
        }
        return true;
    }

  private:
    void append_row(std::string& out, std::string_view text) {
        if (std::ranges::any_of(list_.stored,
                                [&](const RowFilter& filter) { return surely_differs(text, filter); }))
            return;
        json::Object row = parse_row(text);
        if (!passes(row, list_.stored)) return;
        const json::Value* site = list_.site ? row.find("siteId") : nullptr;
        if (site && site->to_int64() != list_.site) return;
        if (!projection_) {
            const json::Object shown = shown_row(farm_, handlers_, list_, *last_, std::move(row));
            if (!passes(shown, list_.shown)) return;
            separate(out);
            json::append(out, json::Value(shown));
            return;
        }
        if (shows_rows_) show_rows(farm_, list_.table, *last_, row);
        handlers_.run_decorate(farm_, list_.table, *last_, row);
        for (const RowFilter& filter : list_.shown) {
            const json::Value* value = projection_->shown(row, filter.member);
            if (!value || !same_value(*value, filter.value)) return;
        }
        separate(out);
        projection_->append(out, row);
    }

    void separate(std::string& out) {
        if (!first_) out += ',';
        first_ = false;
    }

    Farm& farm_;
    const Handlers& handlers_;
    RowList list_;
    std::optional<Projection> projection_;
    std::optional<RowKey> last_;
    bool shows_rows_ = !farm_.resources().shown_rows(list_.table).empty();
    bool begun_ = false;
    bool first_ = true;
};

}  // namespace

json::Object shown_row(Farm& farm, const Handlers& handlers, const RowList& list, const RowKey& key,
                       json::Object row) {
    const auto schema = list.type.schema();
    if (list.status) {
        if (!schema) return row;
        json::Object status = derive_status(farm, *schema, list.table, key, row);
        handlers.run_status(farm, list.table, key, status);
        // What was added may hold more than is shown: a session as it is stored.
        return project(*schema, status, farm.options().api);
    }
    show_rows(farm, list.table, key, row);
    handlers.run_decorate(farm, list.table, key, row);
    return schema ? project(*schema, row, farm.options().api) : row;
}

Response row_response(Farm& farm, const Handlers& handlers, RowList list) {
    Response response;
    response.content_type = json_media_type;
    auto stream = std::make_shared<RowStream>(farm, handlers, std::move(list));
    response.pieces = [stream](std::string& out) { return stream->next_piece(out); };
    return response;
}

}  // namespace rasctl::simulator
