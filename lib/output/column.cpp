#include "output/column.hpp"

#include <algorithm>
#include <array>

#include "error/try.hpp"
#include "output/fields_beside.hpp"
#include "output/looked_up.hpp"
#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

bool has_column(const std::vector<Column>& columns, std::string_view path) {
    return std::ranges::any_of(columns, [&](const Column& column) { return column.path.path == path; });
}

std::vector<std::string_view> names_of(std::string_view spec) {
    std::vector<std::string_view> names;
    for (;;) {
        const auto comma = spec.find(',');
        if (const auto name = trimmed(spec.substr(0, comma)); !name.empty()) names.push_back(name);
        if (comma == std::string_view::npos) return names;
        spec.remove_prefix(comma + 1);
    }
}

// "parentId" of "folder=parentId".
std::string_view place_in(std::string_view column) {
    const auto mark = column.find(heading_mark);
    return mark == std::string_view::npos ? column : column.substr(mark + 1);
}

Column own_column(std::string_view spelt, const Shape& shape) {
    const std::string_view place = place_in(spelt);
    Column column = make_column(make_path(place, shape.row), shape);
    if (place.size() < spelt.size())
        column.header = upper_case(kebab_case(spelt.substr(0, spelt.size() - place.size() - 1)));
    return column;
}

bool is_joined(std::string_view column) {
    return column.starts_with(joined_mark);
}

// "@rds pool" as the name of one of those.
Column owner_column(std::string_view owner, const Shape& shape) {
    FieldPath path = make_path(owner.substr(owner.rfind(' ') + 1), std::nullopt);
    const auto list = shape.noun ? shape.noun->catalog().command(std::string(owner) + " list") : std::nullopt;
    if (list)
        if (const auto row = list->operation(0).response().schema())
            path.field = row->field(list->noun().identity());
    Column column = make_column(std::move(path), shape);
    column.joined = owner;
    return column;
}

// "@status.agentState" as a column of the rows that the noun's `status` shows.
Column joined_column(std::string_view spelt, const Shape& shape) {
    if (const auto owner = owner_in(spelt); !owner.empty()) return owner_column(owner, shape);
    spelt.remove_prefix(1);
    const auto dot = std::min(spelt.find('.'), spelt.size() - 1);
    const std::string verb(spelt.substr(0, dot));
    std::optional<catalog::Schema> row;
    if (shape.noun)
        if (const auto command = shape.noun->catalog().command(std::string(shape.noun->name()) + " " + verb))
            row = command->operation(0).response().schema();
    Column column = make_column(make_path(spelt.substr(dot + 1), row), shape);
    column.joined = verb;
    return column;
}

// What a table shows of rows whose noun names no columns that they have.
std::vector<std::string> likely_columns(const catalog::Schema& row, std::string_view identity) {
    constexpr std::size_t most = 7;
    std::vector<std::string> columns;
    const auto add = [&](const std::optional<catalog::Field>& field) {
        if (!field || columns.size() >= most) return;
        const catalog::Kind kind = field->type().kind();
        if (kind == catalog::Kind::object || kind == catalog::Kind::array) return;
        if (std::ranges::find(columns, field->name()) == columns.end()) columns.emplace_back(field->name());
    };
    for (const std::string_view name : {std::string_view("id"), identity, std::string_view("name")}) {
        if (!name.empty()) add(row.field(name));
    }
    for (const catalog::Field field : row.fields()) add(field);
    return columns;
}

// As make_path() finds it, without the words for people.
bool is_in_schema(std::string_view path, const catalog::Schema& row) {
    if (row.fields().empty()) return true;
    if (path.find('.') != std::string_view::npos) return make_path(path, row).field.has_value();
    return row.field(path).has_value();
}

bool changes_defaults(std::string_view name) {
    return name.starts_with('+') || name.starts_with('-');
}

// Flags that say the same words as their field, only better parted.
FlagWords words_of_flags(const catalog::Noun& noun) {
    FlagWords words;
    // Sorted by name: those of the noun and of the nouns below it stand together.
    const auto commands = noun.catalog().commands();
    const std::string before = std::string(noun.name()) + " ";
    std::size_t low = 0;
    for (std::size_t high = commands.size(); low < high;) {
        const std::size_t middle = low + (high - low) / 2;
        if (commands[middle].name() < before)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < commands.size() && commands[low].name().starts_with(before); ++low) {
        const catalog::Command command = commands[low];
        if (!(command.noun() == noun)) continue;
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            for (const catalog::Flag flag : command.operation(i).flags()) {
                const std::string_view path = flag.path();
                if (path.empty() || words.contains(path) || kebab_case(path) == flag.name()) continue;
                if (plain_name(path) == plain_name(flag.name())) words.emplace(path, flag.name());
            }
        }
    }
    return words;
}

}  // namespace

const FlagWords& WordsOfNoun::get() const {
    if (!known_) known_ = std::make_shared<const FlagWords>(noun_ ? words_of_flags(*noun_) : FlagWords());
    return *known_;
}

Shape shape_of(const catalog::Operation& operation) {
    Shape shape;
    const catalog::Type type = operation.response();
    if (type.kind() == catalog::Kind::object || type.element() == catalog::Kind::object)
        shape.row = type.schema();
    const catalog::Command command = operation.command();
    shape.noun = command.noun();
    shape.identity = command.noun().identity();
    shape.words = WordsOfNoun(command.noun());
    if (shape.row && !shape.row->field(shape.id)) {
        // Sessions and the like call their ID after themselves: "sessionID".
        if (const auto own = shape.row->field(std::string(command.noun().last_word()) + "id"))
            shape.id = own->name();
    }
    for (const std::string_view column : command.columns()) {
        if (!shape.row || is_joined(column) || is_in_schema(place_in(column), *shape.row))
            shape.default_columns.emplace_back(column);
    }
    if (shape.row && shape.default_columns.empty()) {
        shape.default_columns = likely_columns(*shape.row, shape.identity);
    }
    return shape;
}

std::string_view owner_in(std::string_view column) {
    return is_joined(column) && column.find('.') == std::string_view::npos ? column.substr(1)
                                                                           : std::string_view();
}

Column make_column(FieldPath path, const Shape& shape) {
    if (const auto known = shape.words.get().find(path.path); known != shape.words.get().end())
        path.words = known->second;
    std::string_view words = path.words;
    // A name stands where the ID is.
    if (!kind_of_reference(path.field).empty() && words.size() > 3 && words.ends_with("-id"))
        words.remove_suffix(3);
    std::string header = upper_case(words);
    return {std::move(path), std::move(header)};
}

Result<std::vector<Column>> resolve_columns(std::string_view spec, const Shape& shape,
                                            const std::vector<Column>& defaults) {
    const auto names = names_of(spec);
    if (names.empty()) return Error{ExitCode::usage, "--columns names no column"};
    const FieldsBeside fields(shape);
    std::vector<Column> columns;
    if (std::ranges::any_of(names, changes_defaults)) columns = defaults;
    for (std::string_view name : names) {
        const bool removes = name.starts_with('-');
        if (changes_defaults(name)) name.remove_prefix(1);
        TRY_LET(auto path, fields.resolve(name));
        if (removes) {
            std::erase_if(columns, [&](const Column& column) { return column.path.path == path.path; });
        } else if (!has_column(columns, path.path)) {
            columns.push_back(make_column(std::move(path), shape));
        }
    }
    if (columns.empty()) return Error{ExitCode::usage, "--columns leaves no column"};
    return columns;
}

std::vector<Column> default_columns(const Shape& shape) {
    std::vector<Column> columns;
    columns.reserve(shape.default_columns.size());
    for (const std::string& path : shape.default_columns)
        columns.push_back(is_joined(path) ? joined_column(path, shape) : own_column(path, shape));
    return columns;
}

std::vector<Column> schema_columns(const Shape& shape) {
    std::vector<Column> columns;
    if (!shape.row) return columns;
    for (const catalog::Field field : shape.row->fields()) {
        columns.push_back(make_column(one_step(field.name(), field), shape));
    }
    return columns;
}

ColumnGatherer::ColumnGatherer(std::vector<Column> columns, const Shape& shape)
    : columns_(std::move(columns)), shape_(shape) {
    for (const Column& column : columns_)
        if (column.joined.empty()) shown_.insert(column.path.steps.front());
}

void ColumnGatherer::look_at(const json::Value& row) {
    if (!row.is_object()) return;
    for (const json::Member& member : row.as_object()) {
        if (shown_.contains(member.name)) continue;
        if (added_ == most_added) {
            if (left_out_.size() < most_counted) left_out_.insert(member.name);
            continue;
        }
        shown_.insert(member.name);
        columns_.push_back(make_column(
            one_step(member.name, shape_.row ? shape_.row->field(member.name) : std::nullopt), shape_));
        ++added_;
    }
}

std::string left_out_note(std::size_t count) {
    if (count == 0) return {};
    return (count == ColumnGatherer::most_counted ? "more than " : "") + std::to_string(count) +
           " more fields are left out: the rows have too many different ones; -o jsonl shows all";
}

std::vector<Column> columns_from_row(const json::Value& row, const Shape& shape, std::size_t most) {
    std::vector<Column> columns;
    const auto add = [&](std::string_view name, const json::Value* value) {
        if (!value || name.empty() || columns.size() >= most || has_column(columns, name)) return;
        if (value->is_array() || value->is_object()) return;
        columns.push_back(
            make_column(one_step(name, shape.row ? shape.row->field(name) : std::nullopt), shape));
    };
    for (const std::string_view name :
         {std::string_view(shape.id), std::string_view(shape.identity), std::string_view("name")})
        add(name, row.find(name));
    if (row.is_object()) {
        for (const json::Member& member : row.as_object()) {
            if (columns.size() >= most) break;
            add(member.name, &member.value);
        }
    }
    return columns;
}

}  // namespace rasctl::output
