#include "state/field_place.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/ascii.hpp"

namespace rasctl::state {
namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Schema;

constexpr std::size_t deepest = 6;

// Only letters and digits count: `maintenanceMessage_en_US`.
std::string bare(std::string_view name) {
    std::string text;
    for (const char c : lower_case(name))
        if (c != '_') text += c;
    return text;
}

bool fits(Field written, Field shown) {
    const auto is_number = [](Kind kind) {
        return kind == Kind::integer || kind == Kind::enumeration || kind == Kind::number;
    };
    const Kind one = written.type().kind(), other = shown.type().kind();
    if (one == other) return one != Kind::array || written.type().element() == shown.type().element();
    return (is_number(one) && is_number(other)) || one == Kind::any || other == Kind::any;
}

// `publishToSiteIds` is shown as `publishToSite`.
std::string without_ids(const std::string& name) {
    for (const std::string_view end : {"ids", "id"})
        if (name.ends_with(end) && name.size() > end.size() + 2)
            return name.substr(0, name.size() - end.size());
    return name;
}

struct Step {
    std::string_view name;
    std::string plain;  // bare()
};

struct Found {
    std::string path;
    std::size_t steps = 0;
};

class Search {
  public:
    explicit Search(Field field) : field_(field), wanted_(bare(field.name())) {}

    void within(Schema schema) {
        for (const Field shown : schema.fields()) {
            steps_.push_back({shown.name(), bare(shown.name())});
            if (spelt() && fits(field_, shown)) note();
            const auto inner = shown.type().kind() == Kind::object ? shown.type().schema() : std::nullopt;
            if (inner && steps_.size() < deepest) within(*inner);
            steps_.pop_back();
        }
    }

    std::string best() const {
        const auto first = std::ranges::min_element(found_, {}, &Found::steps);
        if (first == found_.end()) return {};
        return std::ranges::count(found_, first->steps, &Found::steps) == 1 ? first->path : std::string{};
    }

  private:
    // Whether the last steps together are the name, in their order or with the last one first: `enableREST`
    // is shown as `rest.enable`.
    bool spelt() const {
        const std::string& last = steps_.back().plain;
        std::string before;
        for (auto step = steps_.rbegin() + 1;; ++step) {
            if (before + last == wanted_ || last + before == wanted_) return true;
            if (step == steps_.rend() || before.size() + last.size() >= wanted_.size()) return false;
            before.insert(0, step->plain);
        }
    }

    void note() {
        Found found{.path = {}, .steps = steps_.size()};
        for (const Step& step : steps_) {
            if (!found.path.empty()) found.path += '.';
            found.path += step.name;
        }
        found_.push_back(std::move(found));
    }

    Field field_;
    std::string wanted_;
    std::vector<Step> steps_;
    std::vector<Found> found_;
};

}  // namespace

std::string place_of(Field field, Schema shown) {
    if (!field.maps().empty()) return std::string(field.maps());
    if (const auto same = shown.field(field.name()); same && fits(field, *same))
        return std::string(same->name());
    Search search(field);
    search.within(shown);
    if (std::string path = search.best(); !path.empty()) return path;
    const std::string plain = without_ids(bare(field.name()));
    for (const Field other : shown.fields())
        if (plain != bare(field.name()) && bare(other.name()) == plain && fits(field, other))
            return std::string(other.name());
    return {};
}

}  // namespace rasctl::state
