#include "output/object_view.hpp"

#include <algorithm>
#include <set>

#include "output/cell_lines.hpp"
#include "output/field_path.hpp"
#include "output/table.hpp"
#include "output/table_cells.hpp"
#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

constexpr int section_indent = 2;
constexpr int label_gap = 2;
// Beyond this a table of a nested list is harder to read than one block an element.
constexpr std::size_t most_table_columns = 8;

bool is_empty(const json::Value& value) {
    if (value.is_null()) return true;
    if (value.is_string()) return value.as_string().empty();
    if (value.is_array()) return std::ranges::all_of(value.as_array(), is_empty);
    if (!value.is_object()) return false;
    return std::ranges::all_of(value.as_object(),
                               [](const json::Member& member) { return is_empty(member.value); });
}

bool is_list_of_objects(const json::Value& value) {
    if (!value.is_array() || value.as_array().empty()) return false;
    return std::ranges::all_of(value.as_array(),
                               [](const json::Value& element) { return element.is_object(); });
}

// Who made and changed an object, and when: looked for last.
bool is_history(std::string_view name) {
    return name == "adminCreate" || name == "adminLastMod" || name == "timeCreate" || name == "timeLastMod";
}

// "inheritDefaultAgentSettings" as "agent-settings".
std::string words_of_switch(const std::string& name) {
    std::string words = kebab_case(name);
    for (const std::string_view beginning : {"inherit-", "default-"})
        if (words.starts_with(beginning)) words.erase(0, beginning.size());
    return words.empty() || words == "default" || words == "defaults" ? "settings" : words;
}

constexpr std::string_view use = "use";

// "useRoamSearch" says whether `roamSearch` is meant at all. Plain names of what is switched off like this.
std::set<std::string> switched_off(const json::Object& object, const std::optional<catalog::Schema>& schema) {
    std::set<std::string> off;
    for (const json::Member& member : object) {
        const std::string_view name = member.name;
        if (!name.starts_with(use) || name.size() == use.size() || !is_upper(name[use.size()])) continue;
        if (!member.value.is_bool() || member.value.as_bool()) continue;
        const std::string other = plain_name(name.substr(use.size()));
        const auto is_other = [&](const auto& one) { return plain_name(one) == other; };
        bool is_there = std::ranges::any_of(object, is_other, &json::Member::name);
        if (schema)
            for (const catalog::Field field : schema->fields()) is_there = is_there || is_other(field.name());
        if (is_there) off.insert(other);
    }
    return off;
}

// Whether it is the switch of one of them.
bool is_switched_off(std::string_view name, const std::set<std::string>& off) {
    return name.starts_with(use) && off.contains(plain_name(name.substr(use.size())));
}

struct Line {
    std::string label;
    std::string text;
    Meaning meaning = Meaning::none;
};

class View {
  public:
    explicit View(const ViewStyle& style) : style_(style) {}

    // The fields of an object: first those with a plain value, then a section for each of the others.
    void object(const json::Object& object, const std::optional<catalog::Schema>& schema,
                const std::string& title, const std::string& path, const std::string& remark = {}) {
        std::vector<Line> lines, history;
        const std::set<std::string> off =
            style_.show_empty ? std::set<std::string>() : switched_off(object, schema);
        std::string not_used;
        std::map<std::string, std::vector<Line>> governed;
        std::vector<const json::Member*> nested;
        const FieldGroups* groups = title.empty() && style_.groups ? &*style_.groups : nullptr;
        for (const json::Member* member : in_order(object, groups)) {
            if (!style_.show_empty && is_empty(member->value)) continue;
            if (off.contains(plain_name(member->name))) continue;
            if (is_switched_off(member->name, off)) {
                const std::string words =
                    words_at(path + member->name, member->name, field_of(schema, member->name));
                not_used += (not_used.empty() ? "" : ", ") + safe_text(words.substr(words.find('-') + 1));
                continue;
            }
            const bool has_section = (member->value.is_object() && !member->value.as_object().empty()) ||
                                     is_list_of_objects(member->value);
            if (has_section) {
                nested.push_back(member);
                continue;
            }
            const auto field = field_of(schema, member->name);
            Line line = line_of(member->name, words_at(path + member->name, member->name, field),
                                member->value, field);
            if (line.text.empty() && !style_.show_empty) continue;
            group_of(member->name, object, groups, lines, history, governed).push_back(std::move(line));
        }
        if (!not_used.empty()) lines.push_back({"not used", std::move(not_used)});
        if (!lines.empty()) section(title.empty() ? title : title + remark, lines);
        for (const auto& [name, settings] : governed)
            section(words_of_switch(name) + (is_on(object, name) ? " (inherited)" : " (own)"), settings);
        for (const json::Member* member : nested) {
            const auto field = field_of(schema, member->name);
            const std::string name = safe_text(words_at(path + member->name, member->name, field));
            nested_value(member->value, field, title.empty() ? name : title + "." + name,
                         path + member->name + ".", groups ? origin_of(object, member->name) : std::string());
        }
        if (!history.empty()) section("history", history);
    }

    void section(const std::string& title, const std::vector<Line>& lines) {
        begin_section(title);
        // A longer label pushes its own value aside, not those of all others.
        const int widest_label = style_.width > 0 ? style_.width * 3 / 5 : 80;
        int label_width = 0;
        for (const Line& line : lines) {
            const int width = text_width(line.label);
            if (width <= widest_label) label_width = std::max(label_width, width);
        }
        const int indent = title.empty() ? 0 : section_indent;
        for (const Line& line : lines) append_line(line, indent, label_width);
    }

    Line line_of(const std::string& name, const std::string& words, const json::Value& value,
                 const std::optional<catalog::Field>& field) const {
        Line line{safe_text(words), safe_text(shown_text(&value, field, style_.cells))};
        if (is_state_field(name)) line.meaning = meaning_of(line.text, field);
        return line;
    }

    std::string take() { return std::move(out_); }

  private:
    static std::optional<catalog::Field> field_of(const std::optional<catalog::Schema>& schema,
                                                  std::string_view name) {
        return schema ? schema->field(name) : std::nullopt;
    }

    static bool is_on(const json::Object& object, const std::string& name) {
        const json::Value* value = object.find(name);
        return value && value->is_bool() && value->as_bool();
    }

    // What identifies the object first.
    static std::vector<const json::Member*> in_order(const json::Object& object, const FieldGroups* groups) {
        std::vector<const json::Member*> members;
        for (const json::Member& member : object) members.push_back(&member);
        if (groups == nullptr) return members;
        const auto rank = [&](const json::Member* member) {
            return std::ranges::find(groups->first, member->name) - groups->first.begin();
        };
        std::ranges::stable_sort(members, {}, rank);
        return members;
    }

    // The lines that the field belongs to; the switch of settings is said by their title.
    static std::vector<Line>& group_of(const std::string& name, const json::Object& object,
                                       const FieldGroups* groups, std::vector<Line>& lines,
                                       std::vector<Line>& history,
                                       std::map<std::string, std::vector<Line>>& governed) {
        if (groups == nullptr) return lines;
        if (is_history(name)) return history;
        const auto found = groups->governed.find(name);
        if (found == groups->governed.end() || object.find(found->second) == nullptr) return lines;
        return governed[found->second];
    }

    void begin_section(const std::string& title) {
        if (title.empty()) return;
        if (!out_.empty()) out_ += '\n';
        out_ += style_.palette.bold(title) + '\n';
    }

    // The last word of what a flag for this path is called, else the name's own words.
    std::string words_at(const std::string& path, std::string_view name,
                         const std::optional<catalog::Field>& field) const {
        const auto known = style_.words.find(path);
        if (known == style_.words.end()) return words_of(name, field);
        return known->second.substr(known->second.rfind('.') + 1);
    }

    // Whether a switch of the object says that the section is inherited: that of "optimization" is
    // "inheritDefaultOptimizationSettings".
    static std::string origin_of(const json::Object& object, const std::string& section) {
        const std::string wanted = "inheritdefault" + plain_name(section) + "settings";
        for (const json::Member& member : object)
            if (member.value.is_bool() && plain_name(member.name) == wanted)
                return member.value.as_bool() ? " (inherited)" : " (own)";
        return {};
    }

    void nested_value(const json::Value& value, const std::optional<catalog::Field>& field,
                      const std::string& title, const std::string& path, const std::string& remark) {
        const auto schema = field ? field->type().schema() : std::nullopt;
        if (value.is_object()) return object(value.as_object(), schema, title, path, remark);
        if (!sub_table(value.as_array(), schema, title)) blocks(value.as_array(), schema, title);
    }

    // Shows the elements as a table, when they are plain and few fields enough for one.
    bool sub_table(const json::Array& array, const std::optional<catalog::Schema>& schema,
                   const std::string& title) {
        Shape shape;
        shape.row = schema;
        ColumnGatherer gatherer({}, shape);
        for (const json::Value& element : array) gatherer.look_at(element);
        if (gatherer.is_full()) return false;
        std::vector<Column> columns = gatherer.take();
        if (!style_.show_empty) {
            std::erase_if(columns, [&](const Column& column) {
                return std::ranges::all_of(array, [&](const json::Value& element) {
                    const json::Value* value = element.find(column.path.path);
                    return !value || is_empty(*value);
                });
            });
        }
        if (columns.empty() || columns.size() > most_table_columns) return columns.empty();
        Table table(table_columns(columns, shape));
        for (const json::Value& element : array) table.add(table_row(element, columns, style_.cells));
        TableStyle table_style{style_.palette, true, style_.width};
        table_style.indent = section_indent;
        if (!table.fits(table_style)) return false;
        begin_section(title);
        out_ += table.render(table_style).text;
        return true;
    }

    void blocks(const json::Array& array, const std::optional<catalog::Schema>& schema,
                const std::string& title) {
        for (std::size_t i = 0; i < array.size(); ++i) {
            object(array[i].as_object(), schema, title + "." + std::to_string(i), {});
        }
    }

    void append_line(const Line& line, int indent, int label_width) {
        constexpr int least_room = 20;
        int start = indent + label_width + label_gap;
        std::string written(static_cast<std::size_t>(indent), ' ');
        written += line.label;
        if (style_.width > 0 && style_.width - start < least_room) {
            // Beside the label there would be mere shreds, so the value goes below.
            start = indent + section_indent;
            out_ += written + '\n';
            if (line.text.empty()) return;
            written.assign(static_cast<std::size_t>(start), ' ');
        } else {
            const int fill = label_width - text_width(line.label);
            written.append(static_cast<std::size_t>(std::max(fill, 0)) + label_gap, ' ');
        }
        // Long text continues under itself.
        std::vector<std::string> lines{line.text};
        if (style_.width > 0) lines = break_lines(line.text, std::max(style_.width - start, 1));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i > 0) written.assign(static_cast<std::size_t>(start), ' ');
            written += terminal::is_web_address(line.text) ? style_.palette.link(lines[i], line.text)
                                                           : coloured(style_.palette, lines[i], line.meaning);
            while (written.ends_with(' ')) written.pop_back();
            out_ += written + '\n';
        }
    }

    const ViewStyle& style_;
    std::string out_;
};

}  // namespace

FieldGroups groups_of(const Shape& shape) {
    FieldGroups groups{.first = {shape.id, shape.identity, "enabled", "siteId", "description"},
                       .governed = {}};
    std::erase(groups.first, std::string());
    if (!shape.noun) return groups;
    const auto update = shape.noun->catalog().command(std::string(shape.noun->name()) + " update");
    const auto body = update ? update->operation(0).body() : std::nullopt;
    if (!body) return groups;
    for (const catalog::Field field : body->fields())
        if (const auto governor = field.governed_by())
            groups.governed.emplace(field.name(), governor->name());
    return groups;
}

std::string render_object(const json::Value& object, const std::optional<catalog::Schema>& schema,
                          const ViewStyle& style) {
    View view(style);
    if (object.is_object()) view.object(object.as_object(), schema, {}, {});
    return view.take();
}

std::string render_fields(const json::Value& object, const std::vector<Column>& columns,
                          const ViewStyle& style) {
    static const json::Value null;
    View view(style);
    std::vector<Line> lines;
    for (const Column& column : columns) {
        const json::Value* value = column.path.in(object);
        lines.push_back(
            view.line_of(column.path.path, column.path.words, value ? *value : null, column.path.field));
    }
    view.section({}, lines);
    return view.take();
}

}  // namespace rasctl::output
