#include "catalog/compiler/commands.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "catalog/compiler/automatic_columns.hpp"
#include "catalog/compiler/collisions.hpp"
#include "catalog/compiler/effects.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {
namespace {

Error refuse_names(std::string what, std::string why) {
    return {.exit_code = ExitCode::invalid, .what = std::move(what), .why = std::move(why)};
}

std::string parent_noun(const std::string& noun) {
    const auto space = noun.rfind(' ');
    return space == std::string::npos ? std::string{} : noun.substr(0, space);
}

class Gatherer {
  public:
    Gatherer(const Tree& tree, const Description& description, bool strict)
        : tree_(tree), description_(description), strict_(strict), rows_(rows_of(description)) {
        for (const auto& [kind, owner] : tree.kinds) kinds_[owner] = kind;
    }

    Result<CommandTree> run() {
        if (strict_) TRY(check_chosen_names());
        for (std::size_t i = 0; i < description_.operations.size(); ++i) add_operation(i);
        add_member_commands(description_, result_);
        by_name_.reserve(result_.commands.size());
        for (const auto& [name, command] : result_.commands) by_name_.emplace(name, &command);
        for (auto& [name, command] : result_.commands) TRY(finish_command(name, command));
        TRY(finish_nouns());
        TRY(check_words());
        if (strict_) TRY(check_curation());
        return std::move(result_);
    }

  private:
    const OperationModel& operation(std::size_t i) const { return description_.operations[i]; }

    void add_operation(std::size_t i) {
        const OperationModel& one = operation(i);
        CommandModel& command = result_.commands[one.noun + " " + one.verb];
        command.noun = one.noun;
        command.verb = one.verb;
        command.operations.push_back(i);
        for (std::string noun = one.noun; !noun.empty(); noun = parent_noun(noun)) result_.nouns[noun];
    }

    const NounTree* curated(const std::string& noun) const {
        const auto found = tree_.nouns.find(noun);
        return found == tree_.nouns.end() ? nullptr : &found->second;
    }

    const SchemaModel* row_schema(const CommandModel& command) const {
        return rows_[command.operations.front()];
    }

    // What the rows that each operation answers consist of; null for nothing.
    static std::vector<const SchemaModel*> rows_of(const Description& description) {
        std::vector<const SchemaModel*> rows;
        for (const OperationModel& one : description.operations) {
            const auto found = description.schemas.find(one.response.schema.view());
            rows.push_back(found == description.schemas.end() ? nullptr : &found->second);
        }
        return rows;
    }

    Result<> finish_command(const std::string& name, CommandModel& command) {
        const auto order = [&](std::size_t a, std::size_t b) {
            const OperationModel &x = operation(a), &y = operation(b);
            const int x_until = x.until == 0 ? 1000 : x.until, y_until = y.until == 0 ? 1000 : y.until;
            if (x_until != y_until) return x_until > y_until;
            return x.path_parameters.size() < y.path_parameters.size();
        };
        std::ranges::stable_sort(command.operations, order);
        if (strict_) TRY(check_scopes(name, command));
        const OperationModel& first = operation(command.operations.front());
        command.effect = effect_of(tree_, name, command.verb, first.method);
        command.serves = command.verb == "update" && tree_.serving.contains(command.noun);
        command.summary = first.summary;
        if (const NounTree* noun = curated(command.noun)) {
            if (const auto verb = noun->verbs.find(command.verb); verb != noun->verbs.end()) {
                if (!verb->second.summary.empty()) command.summary = verb->second.summary;
                command.examples = verb->second.examples;
                command.columns = verb->second.columns;
            }
        }
        if (const SchemaModel* schema = row_schema(command); !strict_ && schema)
            command.columns = present_columns(command, *schema);
        if (command.summary.empty() && strict_)
            return refuse_names("'" + name + "' has no summary", first.path);
        if (command.summary.empty()) command.summary = first.method + " " + first.path;
        return {};
    }

    // No word may be a verb and lead to commands below it.
    Result<> check_words() const {
        for (const auto& [name, command] : result_.commands)
            if (result_.nouns.contains(name))
                return refuse_names(fmt::format("'{}' is ambiguous", name),
                                    fmt::format("it is a command ({} {}) and has commands below it",
                                                operation(command.operations.front()).method,
                                                operation(command.operations.front()).path));
        return {};
    }

    // Two operations in one command must differ in the number of targets or in the server versions.
    Result<> check_scopes(const std::string& name, const CommandModel& command) const {
        for (std::size_t i = 0; i < command.operations.size(); ++i)
            for (std::size_t j = i + 1; j < command.operations.size(); ++j) {
                const OperationModel &a = operation(command.operations[i]),
                                     &b = operation(command.operations[j]);
                if (same_scope(a, b))
                    return refuse_names(fmt::format("'{}' is ambiguous", name),
                                        fmt::format("{} {} and {} {} have the same number of targets",
                                                    a.method, a.path, b.method, b.path));
            }
        return {};
    }

    std::string inherited_summary(const std::string& noun) const {
        std::string best;
        std::size_t longest = 0;
        for (const auto& [ending, summary] : tree_.summaries_by_ending) {
            if (ending.size() > noun.size() || ending.size() <= longest) continue;
            const std::size_t begin = noun.size() - ending.size();
            const bool is_word = begin == 0 || noun[begin - 1] == ' ';
            if (is_word && noun.ends_with(ending)) {
                longest = ending.size();
                best = summary;
            }
        }
        return best;
    }

    Result<> finish_nouns() {
        for (auto& [name, noun] : result_.nouns) {
            if (const NounTree* chosen = curated(name)) {
                noun.summary = chosen->summary;
                noun.identity = chosen->identity;
                noun.columns = chosen->columns;
                noun.aliases = chosen->aliases;
                noun.own_list = chosen->own_list;
                noun.told_by = chosen->told_by;
                noun.told = chosen->told;
            }
            if (noun.summary.empty()) noun.summary = inherited_summary(name);
            if (noun.summary.empty()) {
                if (strict_)
                    return refuse_names("the noun '" + name + "' has no summary", "add it in commands/tree");
                noun.summary = name;
            }
            if (const auto kind = kinds_.find(name); kind != kinds_.end()) noun.refers = kind->second;
            fill_from_schema(name, noun);
        }
        std::unordered_map<std::string_view, const NounModel*> nouns(result_.nouns.size());
        for (const auto& [name, noun] : result_.nouns) nouns.emplace(name, &noun);
        for (auto& [name, command] : result_.commands) {
            if (!command.columns.empty()) continue;
            const NounModel& noun = *nouns.at(command.noun);
            const SchemaModel* schema = row_schema(command);
            if (schema && !all_fields(*schema, noun.columns))
                command.columns = automatic_columns(*schema, noun.identity);
        }
        return {};
    }

    static const FieldModel* field(const SchemaModel& schema, std::string_view path) {
        const auto found =
            std::ranges::find(schema.fields, path.substr(0, path.find('.')), &FieldModel::name);
        return found == schema.fields.end() ? nullptr : &*found;
    }

    static bool all_fields(const SchemaModel& schema, const std::vector<std::string>& columns) {
        return !columns.empty() && std::ranges::all_of(columns, [&](const std::string& one) {
            return field(schema, one) != nullptr;
        });
    }

    // A foreign description may lack columns that were chosen for ours, or spell them in other letters.
    static void keep_present(const SchemaModel& schema, std::vector<std::string>& columns) {
        std::vector<std::string> present;
        for (const std::string& column : columns) {
            const auto dot = std::min(column.find('.'), column.size());
            const auto found = std::ranges::find_if(schema.fields, [&](const FieldModel& one) {
                return one.name == column.substr(0, dot) || one.known_as == column.substr(0, dot);
            });
            if (found != schema.fields.end()) present.push_back(found->name.str() + column.substr(dot));
        }
        columns = std::move(present);
    }

    // "parentId" of "folder=parentId".
    static std::string_view without_heading(std::string_view column) {
        const auto mark = column.find('=');
        return mark == std::string_view::npos ? column : column.substr(mark + 1);
    }

    // "@status.cpuLoad" is a field of the rows that the noun's `status` shows: that command and the field.
    std::pair<const SchemaModel*, std::string_view> joined_field(const std::string& noun,
                                                                 std::string_view column) const {
        const auto dot = std::min(column.find('.'), column.size() - 1);
        const auto command = result_.commands.find(noun + " " + std::string(column.substr(1, dot - 1)));
        if (command == result_.commands.end()) return {nullptr, {}};
        return {row_schema(command->second), column.substr(dot + 1)};
    }

    // "@rds pool" is the one of those that the row is a member of, by what their list and that of their
    // members say.
    bool is_owner(std::string_view column) const {
        const std::string owner(column.substr(1));
        return result_.commands.contains(owner + " list") &&
               result_.commands.contains(owner + " member list");
    }

    bool is_joined_field(const std::string& noun, std::string_view column) const {
        if (column.find('.') == std::string_view::npos) return is_owner(column);
        const auto [joined, name] = joined_field(noun, column);
        return joined && has_place(*joined, name);
    }

    std::vector<std::string> present_columns(const CommandModel& command, const SchemaModel& schema) const {
        std::vector<std::string> present;
        for (const std::string& column : command.columns) {
            std::vector<std::string> one{column};
            if (const auto place = without_heading(column); place.size() < column.size()) {
                if (!has_place(schema, place)) one.clear();
            } else if (column.starts_with('@')) {
                if (!is_joined_field(command.noun, column)) one.clear();
            } else {
                keep_present(schema, one);
            }
            present.insert(present.end(), one.begin(), one.end());
        }
        return present;
    }

    // Identity and columns from the rows that the noun lists, where the tree leaves them open.
    void fill_from_schema(const std::string& name, NounModel& noun) {
        bool seen = false;
        for (const char* verb : {" list", " get", " status"}) {
            const auto command = by_name_.find(name + verb);
            if (command == by_name_.end()) continue;
            const SchemaModel* schema = row_schema(*command->second);
            if (!schema) continue;
            if (!strict_ && !seen && !field(*schema, noun.identity)) noun.identity.clear();
            if (!strict_ && !seen) keep_present(*schema, noun.columns);
            seen = true;
            for (const std::string_view candidate : identity_names)
                if (noun.identity.empty() && field(*schema, candidate)) noun.identity = candidate;
            if (noun.columns.empty()) noun.columns = automatic_columns(*schema, noun.identity);
        }
    }

    // A noun with objects of its own kind in a list of several kinds.
    Result<> check_rows(const std::string& name, const NounTree& noun) const {
        if (noun.own_list && !result_.commands.contains(name + " list"))
            return refuse_names("'" + name + "' has no list of its own", "ownList");
        for (const std::string& value : noun.told) {
            const bool known = std::ranges::any_of(description_.schemas, [&](const auto& schema) {
                return std::ranges::any_of(schema.second.values,
                                           [&](const EnumValueModel& one) { return one.name == value; });
            });
            if (!known) return refuse_names("'" + name + "' is told by an unknown value", value);
        }
        return {};
    }

    Result<> check_curation() const {
        TRY(check_marks(tree_, description_, result_));
        for (const auto& [name, chosen] : tree_.nouns) {
            const auto noun = result_.nouns.find(name);
            if (noun == result_.nouns.end())
                return refuse_names("commands/tree names an unknown noun", "'" + name + "'");
            TRY(check_fields(name, noun->second));
            TRY(check_rows(name, chosen));
            for (const auto& [verb, verb_tree] : chosen.verbs) {
                const auto command = result_.commands.find(name + " " + verb);
                if (command == result_.commands.end())
                    return refuse_names("commands/tree names an unknown command",
                                        "'" + name + " " + verb + "'");
                if (auto checked = check_columns(command->first, command->second, verb_tree); !checked)
                    return checked;
            }
        }
        for (const auto& [kind, noun] : tree_.kinds)
            if (!result_.nouns.contains(noun))
                return refuse_names("unknown noun in 'kinds'", kind + ": " + noun);
        for (const auto& [old, noun] : tree_.replaced)
            if (!result_.nouns.contains(old) || !result_.nouns.contains(noun))
                return refuse_names("unknown noun in 'replaced'", old + ": " + noun);
        return {};
    }

    // A slip in 'operations' would leave the operation to the naming rule, or in no command.
    Result<> check_chosen_names() const {
        std::set<std::string> known;
        for (const OperationModel& one : description_.operations) known.insert(one.method + " " + one.path);
        for (const auto& [operation_name, command] : tree_.operations) {
            if (!known.contains(operation_name))
                return refuse_names("unused name in 'operations'", operation_name);
            if (command.find(' ') == std::string::npos)
                return refuse_names("a name in 'operations' is no noun and verb",
                                    operation_name + ": " + command);
        }
        return {};
    }

    // Whether "ip.from" leads to a field; what lies below a field without members is not known.
    bool has_place(const SchemaModel& schema, std::string_view path) const {
        const FieldModel* found = field(schema, path);
        const auto dot = path.find('.');
        if (!found || dot == std::string_view::npos) return found != nullptr;
        const auto inner = description_.schemas.find(found->type.schema.view());
        return inner == description_.schemas.end() || has_place(inner->second, path.substr(dot + 1));
    }

    Result<> check_fields(const std::string& name, const NounModel& noun) const {
        const SchemaModel* schema = nullptr;
        for (const char* verb : {" list", " get", " status"}) {
            const auto command = result_.commands.find(name + verb);
            if (!schema && command != result_.commands.end()) schema = row_schema(command->second);
        }
        if (!schema) return {};
        if (!noun.identity.empty() && !has_place(*schema, noun.identity))
            return refuse_names("the identity field of '" + name + "' does not exist", noun.identity);
        for (const std::string& column : noun.columns)
            if (!has_place(*schema, column))
                return refuse_names("a column of '" + name + "' does not exist", column);
        return {};
    }

    Result<> check_columns(const std::string& name, const CommandModel& command, const VerbTree& verb) const {
        const SchemaModel* schema = row_schema(command);
        const auto is_there = [&](std::string_view column) {
            column = without_heading(column);
            if (column.starts_with('@')) return is_joined_field(command.noun, column);
            return schema && has_place(*schema, column);
        };
        for (const std::string& column : verb.columns)
            if (!is_there(column)) return refuse_names("a column of '" + name + "' does not exist", column);
        return {};
    }

    const Tree& tree_;
    const Description& description_;
    bool strict_;
    std::vector<const SchemaModel*> rows_;                          // of each operation
    std::unordered_map<std::string_view, std::string_view> kinds_;  // by the noun that lists them
    CommandTree result_;
    std::unordered_map<std::string_view, const CommandModel*> by_name_;
};

}  // namespace

Result<CommandTree> gather_commands(const Tree& tree, const Description& description, bool strict) {
    return Gatherer(tree, description, strict).run();
}

}  // namespace rasctl::catalog::compiler
