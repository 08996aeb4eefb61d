#include "commands/run/call/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "commands/run/call/look_ups.hpp"
#include "commands/run/call/named_objects.hpp"
#include "error/try.hpp"
#include "farm/row_member.hpp"
#include "farm/text_format.hpp"
#include "farm/text_pattern.hpp"
#include "farm/text_pieces.hpp"
#include "farm/value_text.hpp"
#include "output/fields_beside.hpp"
#include "output/unseen_fields.hpp"
#include "output/where.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::size_t maximum_stdin = 16U << 20U;

// What a path needs of an entry: its ID, or what the parameter calls it where rows have no ID.
Result<std::string> path_id(const farm::Entry& entry, const catalog::Operation& operation,
                            std::size_t position) {
    if (!entry.id.empty()) return entry.id;
    const std::string_view parameter = operation.path_parameters()[position].name();
    std::string id = farm::text_of(entry.row, parameter);
    if (!id.empty()) return id;
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("'{}' cannot choose its targets", operation.command().name()),
                 .why = "their list shows no ID",
                 .hint = "name them one by one"};
}

// The entries that --all or --where choose.
asio::awaitable<Result<std::vector<Target>>> select(Context& context, const std::vector<farm::Entry>& entries,
                                                    catalog::Operation list, const farm::Selection& selection,
                                                    const farm::Choice& choice, farm::Directory& directory) {
    std::optional<output::Where> where;
    output::UnseenFields needed;
    const output::Shape shape = output::shape_of(list);
    output::FieldsBeside beside(shape);
    output::LookedUp looked_up;
    if (const std::string text = selection.where(); !text.empty()) {
        CO_TRY_LET(auto parsed, output::Where::parse(text, shape.row, beside.resolver()));
        where.emplace(std::move(parsed));
        CO_TRY(co_await look_names_up(*where, directory));
        if (const auto note = where->note()) context.note("rasctl: --where: " + *note);
        for (const output::FieldPath& field : where->needed_fields()) needed.expect(field);
        for (const output::FieldPath& field : where->fields()) beside.need(field);
        output::Lookups wanted{.kinds = {}, .verbs = beside.verbs(), .is_asked_for = true};
        const SitesAsked all_sites;
        CO_TRY(co_await look_up(std::move(wanted), looked_up, directory, directory, list.command().noun(),
                                all_sites));
    }
    std::vector<Target> chosen;
    for (const farm::Entry& entry : entries) {
        json::Value filled = beside.none_needed() ? json::Value() : entry.row;
        CO_TRY(beside.fill(filled, looked_up));
        const json::Value& row = beside.none_needed() ? entry.row : filled;
        needed.look_at(row);
        if (where && !where->matches(row)) continue;
        CO_TRY_LET(auto id, path_id(entry, choice.operation, choice.shared_targets));
        chosen.push_back({std::move(id), entry.name});
    }
    CO_TRY(needed.check(shape));
    co_return chosen;
}

std::string name_of_entry(const std::vector<farm::Entry>& entries, const std::string& id) {
    const auto found = std::ranges::find(entries, id, &farm::Entry::id);
    return found == entries.end() ? std::string{} : found->name;
}

// 007 is 7 where IDs are numbers, and the same object.
std::string plain_id(const catalog::Field& parameter, std::string id) {
    if (parameter.type().kind() != catalog::Kind::integer || !is_all_digits(id)) return id;
    return id.substr(std::min(id.find_first_not_of('0'), id.size() - 1));
}

// What was typed goes into the path as the parameter wants it: a name of an enum as its number, a list
// element by element. An ID that was looked up is the server's own.
Result<std::string> fitting(const catalog::Operation& operation, std::size_t position, std::string id,
                            const std::string& word) {
    const catalog::Field parameter = operation.path_parameters()[position];
    const bool typed = id == word || "id:" + id == word;
    if (!typed || !parameter.refers().empty() || parameter.type().kind() == catalog::Kind::any) return id;
    const farm::ParsedValue parsed = farm::parse_values(parameter, std::vector<std::string>{id});
    // Patterns and lengths of targets are the server's to judge: people name things by what they see.
    const bool is_choice = parameter.type().kind() == catalog::Kind::enumeration ||
                           !farm::words_of_pattern(parameter.pattern()).empty();
    const bool refused = is_choice || farm::format_problem(parameter.type().format(), id);
    if (!parsed.problems.empty() && !refused) return id;
    if (!parsed.problems.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot run '{}'", operation.command().name()),
                     .why = fmt::format("{}: {}", upper_case(operation.positionals()[position].value()),
                                        parsed.problems.front()),
                     .hint = fmt::format("rasctl {} --help", operation.command().name())};
    if (!parsed.value.is_array()) return parsed.value.scalar_text();
    std::string elements;
    for (const json::Value& element : parsed.value.as_array())
        elements += (elements.empty() ? "" : ",") + farm::with_escaped_commas(element.scalar_text());
    return elements;
}

std::string typed_name(const std::string& word, const std::string& id) {
    if (id == word || word.starts_with("id:") || is_all_digits(word)) return {};
    return word.starts_with("name:") ? word.substr(5) : word;
}

}  // namespace

Result<TargetWords> target_words(Context& context, const Arguments& arguments) {
    TargetWords found;
    for (const std::string& word : arguments.targets()) {
        if (word != "-") {
            found.words.push_back(word);
            continue;
        }
        TRY_LET(auto text, context.streams().in().read_all(maximum_stdin));
        std::istringstream lines(text);
        found.stdin_was_empty = true;
        for (std::string line; std::getline(lines, line);) {
            const auto begin = line.find_first_not_of(" \t\r");
            if (begin == std::string::npos) continue;
            found.stdin_was_empty = false;
            found.words.push_back(line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1));
        }
    }
    return found;
}

std::vector<farm::Narrowing> narrowings(const Arguments& arguments, const std::vector<std::string>& options,
                                        bool lists) {
    std::vector<farm::Narrowing> given;
    for (const std::string& option : options) {
        const auto texts = arguments.all(option);
        if (!texts.empty())
            given.push_back({option, std::vector<std::string>(texts.begin(), texts.end()), lists});
    }
    return given;
}

json::Value id_value(const std::string& id) {
    const auto number = json::Value(id).to_int64();
    return number ? json::Value(*number) : json::Value(id);
}

std::string shown(const Target& target) {
    if (target.name.empty() || target.name == target.id) return terminal::sanitize(target.id);
    if (target.id.empty()) return terminal::sanitize(target.name);
    return fmt::format("{} ({})", terminal::sanitize(target.name), terminal::sanitize(target.id));
}

asio::awaitable<Result<Targets>> find_targets(Context& context, const farm::Choice& choice,
                                              const farm::Selection& selection, farm::Directory& directory,
                                              bool with_names) {
    Targets targets;
    const std::vector<std::string>& words = selection.words();
    const std::size_t last = choice.shared_targets;
    const auto parameters = choice.operation.path_parameters();
    for (std::size_t i = 0; i < last; ++i) {
        auto id = co_await directory.target_id(choice.operation, i, targets.shared, words[i]);
        if (id) id = fitting(choice.operation, i, plain_id(parameters[i], std::move(*id)), words[i]);
        if (!id) co_return id.error();
        targets.shared.push_back(std::move(*id));
    }
    if (!choice.per_target) co_return targets;
    if (selection.is_by_rule() && words.size() <= last) {
        CO_TRY_LET(auto entries,
                   co_await directory.candidates(choice.operation, last, targets.shared,
                                                 context.settings().text(config::SettingId::site)));
        const auto list = directory.list_for_parameter(choice.operation, last);
        CO_TRY_LET(auto chosen, co_await select(context, *entries, *list, selection, choice, directory));
        targets.each = std::move(chosen);
        co_return targets;
    }
    for (std::size_t i = last; i < words.size(); ++i) {
        auto found = co_await directory.target_id(choice.operation, last, targets.shared, words[i]);
        if (found)
            found = fitting(choice.operation, last, plain_id(parameters[last], std::move(*found)), words[i]);
        if (!found) co_return found.error();
        const std::string id = std::move(*found);
        const bool twice = std::ranges::any_of(
            targets.each, [&](const Target& one) { return equal_ignoring_case(one.id, id); });
        if (!twice) targets.each.push_back({id, typed_name(words[i], id)});
    }
    if (with_names && directory.list_for_parameter(choice.operation, last)) {
        // Best effort: a question without names is better than none.
        auto entries = co_await directory.candidates(choice.operation, last, targets.shared);
        if (entries)
            for (Target& target : targets.each)
                if (auto name = name_of_entry(**entries, target.id); !name.empty())
                    target.name = std::move(name);
    }
    co_return targets;
}

}  // namespace rasctl::commands
