// id and name: one a line, for other programs to read - and for `-`, which finds the same objects by them.
#include <algorithm>
#include <map>
#include <optional>

#include "error/try.hpp"
#include "output/cell.hpp"
#include "output/cell_lines.hpp"
#include "output/row_writer.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace rasctl::output {
namespace {

// Whether the text comes back as it is from a line of its own.
bool survives_a_line(std::string_view text) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; };
    return !text.empty() && text.front() != ' ' && text.back() != ' ' && is_utf8(text) &&
           std::ranges::none_of(text, is_control);
}

// Whether a word is read as something else than a name or an ID: as a forced reading, or as an option.
bool has_other_meaning(std::string_view text) {
    return text.starts_with("id:") || text.starts_with("name:") || text.starts_with('-');
}

class LineWriter : public RowWriter {
  public:
    explicit LineWriter(WriterContext& context) : context_(context) {
        const Shape& shape = context.shape;
        by_name_ = context.options.format == Format::name;
        if (by_name_) {
            for (const std::string& name : {shape.identity, std::string("name"), shape.id}) add(name);
        } else {
            for (const std::string& name : {shape.id, std::string("id"), shape.identity}) add(name);
        }
        id_ = make_path(shape.id, shape.row);
        // Users' sessions are named by their users, and several by one; each host numbers its own.
        if (shape.noun && shape.noun->name() == "session") host_ = make_path("sessionHostName", shape.row);
        addresses_ = host_ || (by_name_ && shape.noun && !shape.identity.empty());
    }

    Result<> row(json::Value&& row) override {
        const json::Value* found = find_in(row);
        if (!found) return nothing_to_print();
        if (!addresses_) return write(*found);
        count(row);
        held_.push_back({found->scalar_text(), id_of(row), host_of(row)});
        return {};
    }
    std::optional<std::vector<FieldPath>> fields() const override {
        std::vector<FieldPath> fields = candidates_;
        if (addresses_) fields.push_back(id_);
        if (host_) fields.push_back(*host_);
        return fields;
    }
    bool takes_members() const override { return !addresses_; }
    Result<> members(std::span<const std::string_view> texts) override {
        for (const std::string_view json : texts.first(candidates_.size())) {
            if (json.empty()) continue;
            // Most lists have numbers, of which nothing has another meaning.
            if (is_digit(json.front())) {
                std::string& out = context_.sink.text();
                out += json;
                out += '\n';
                return context_.sink.settle();
            }
            const bool has_text =
                json != "null" && json != "\"\"" && json.front() != '{' && json.front() != '[';
            if (has_text) return write_word(*plain_text_of(json, room_));
        }
        return nothing_to_print();
    }
    void passed_over(const json::Value& row) override { count(row); }
    // Another object of the same name makes the name useless, also one that is not shown.
    bool looks_at_all() const override { return addresses_; }
    Result<> finish() override {
        for (const Line& line : held_) TRY(write_line(address_of(line)));
        held_.clear();
        return {};
    }
    Result<> single(json::Value&& value) override {
        if (value.is_null()) return {};
        TRY(row(std::move(value)));
        return finish();
    }

  private:
    struct Line {
        std::string name;
        std::string id;
        std::string host;  // of a session
    };

    void add(const std::string& name) {
        if (name.empty() || std::ranges::find(candidates_, name, &FieldPath::path) != candidates_.end())
            return;
        candidates_.push_back(make_path(name, context_.shape.row));
    }

    const json::Value* find_in(const json::Value& row) const {
        if (!row.is_object()) return row.is_array() || row.is_null() ? nullptr : &row;
        for (const FieldPath& candidate : candidates_) {
            const json::Value* value = candidate.in(row);
            if (value && has_text(*value)) return value;
        }
        return nullptr;
    }

    static bool has_text(const json::Value& value) {
        if (value.is_string()) return !value.as_string().empty();
        return value.is_number() || value.is_bool();
    }

    std::string id_of(const json::Value& row) const {
        const json::Value* id = id_.in(row);
        return id ? id->scalar_text() : std::string();
    }

    std::string host_of(const json::Value& row) const {
        const json::Value* host = host_ ? host_->in(row) : nullptr;
        return host ? host->scalar_text() : std::string();
    }

    void count(const json::Value& row) {
        if (!addresses_) return;
        if (const json::Value* name = candidates_.front().in(row)) ++named_[name->scalar_text()];
        if (std::string id = id_of(row); !id.empty()) ++ids_[std::move(id)];
    }

    // A session's number, with its host where another host has the number too.
    std::string number_of(const Line& line) const {
        const auto numbered = ids_.find(line.id);
        const bool alone = numbered == ids_.end() || numbered->second == 1;
        return alone || line.host.empty() ? line.id : line.host + "/" + line.id;
    }

    // What names this object and no other.
    std::string address_of(const Line& line) const {
        if (host_) {
            const auto of_user = named_.find(line.name);
            const bool by_user = by_name_ && of_user != named_.end() && of_user->second == 1 &&
                                 survives_a_line(line.name) && !is_all_digits(line.name) &&
                                 !has_other_meaning(line.name);
            return by_user ? line.name : number_of(line);
        }
        const auto named = named_.find(line.name);
        const bool is_name = named != named_.end();
        if (!line.id.empty() && survives_a_line(line.id) &&
            (!is_name || named->second > 1 || !survives_a_line(line.name)))
            return "id:" + line.id;
        const bool forced =
            is_all_digits(line.name) || has_other_meaning(line.name) || ids_.contains(line.name);
        return is_name && forced ? "name:" + line.name : line.name;
    }

    Result<> write(const json::Value& value) { return write_word(value.scalar_text()); }

    Result<> write_word(std::string_view text) {
        if (!by_name_ && has_other_meaning(text)) return write_line("id:" + std::string(text));
        return write_line(text);
    }

    Result<> write_line(std::string_view text) {
        // A line end inside would make two names of one.
        const bool risky =
            context_.options.is_terminal || text.find_first_of("\r\n") != std::string_view::npos;
        if (risky)
            context_.sink.text() += safe_text(std::string(text));
        else
            context_.sink.text() += text;
        return context_.sink.write("\n");
    }

    Result<> nothing_to_print() const {
        const std::string wanted(to_string(context_.options.format));
        return Error{ExitCode::usage, "cannot print only the " + wanted, "these objects have none",
                     "use -o jsonl"};
    }

    WriterContext& context_;
    std::vector<FieldPath> candidates_;
    FieldPath id_;
    std::optional<FieldPath> host_{};
    bool by_name_ = false;
    bool addresses_ = false;              // the lines are words that name targets
    std::vector<Line> held_{};            // lines until all rows are known
    std::map<std::string, int> named_{};  // how many rows have a name
    std::map<std::string, int> ids_{};
    std::string room_{};
};

}  // namespace

RowWriterPointer make_line_writer(WriterContext& context) {
    return std::make_unique<LineWriter>(context);
}

}  // namespace rasctl::output
