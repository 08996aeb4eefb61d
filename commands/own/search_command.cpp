// search: which command does it?
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "commands/line/cmdlet.hpp"
#include "commands/line/command_search.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/path_words.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/run/context.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view search_summary = "Find the command for something";
constexpr std::size_t most_words = 20;
constexpr std::size_t most_found = 10;
constexpr std::size_t more_than_there_are = 1'000'000;

Usage search_usage() {
    return {
        .name = "search",
        .summary = std::string(search_summary),
        .description =
            "Looks into the names of commands, their summaries, fields and values, and what people say "
            "instead, and shows the ten best, or --limit. The name of a cmdlet of the vendor's PowerShell "
            "module leads to its command. Nothing is asked of the farm.",
        .positionals = {{.placeholder = "WORD", .help = "what it is about", .several = true}},
        .examples = {"rasctl search log off user", "rasctl search certificate expire",
                     "rasctl search New-RASRDSHost"}};
}

json::Value row_of(FoundCommand found) {
    json::Object row;
    row.append("command", std::move(found.name));
    row.append("summary", std::move(found.summary));
    row.append("example", std::move(found.example));
    return row;
}

// What needs no quotes in a line to run.
bool is_plain_word(const std::string& word) {
    return std::ranges::all_of(word, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

Error nothing_found(const std::vector<std::string>& words, std::string why) {
    return {.exit_code = ExitCode::not_found,
            .what = fmt::format("no command is about '{}'",
                                terminal::sanitize(fmt::format("{}", fmt::join(words, " ")))),
            .why = std::move(why),
            .hint = words.size() == 1 && is_plain_word(words.front())
                        ? fmt::format("what the farm itself has: rasctl pub item list --where name~{0}, or "
                                      "rasctl user show {0}",
                                      words.front())
                        : "rasctl --help"};
}

// What the words mean as a line comes first: "move host" is told of where it is typed, too.
std::vector<FoundCommand> found_by(const catalog::Catalog& catalog, const std::vector<std::string>& words,
                                   std::size_t most) {
    std::vector<FoundCommand> found;
    const auto is_new = [&](const std::string& name) {
        return std::ranges::find(found, name, &FoundCommand::name) == found.end();
    };
    for (const std::string& name : commands_meant(catalog, words))
        if (is_new(name)) found.push_back(command_called(catalog, name));
    for (FoundCommand& one : search_commands(catalog, words, most + found.size()))
        if (is_new(one.name)) found.push_back(std::move(one));
    if (found.size() > most) found.resize(most);
    return found;
}

// The best without --limit, all with 0.
std::size_t most_wanted(const config::Settings& settings) {
    if (!settings.is_set(config::SettingId::limit)) return most_found;
    const auto limit = static_cast<std::size_t>(settings.integer(config::SettingId::limit));
    return limit == 0 ? more_than_there_are : limit;
}

Result<ExitCode> run_search(Context& context, const Arguments& arguments) {
    TRY_LET(const auto given, operands(search_usage(), arguments, 1, most_words));
    // A question in quotes is as good as its words.
    std::vector<std::string> words;
    for (const std::string& one : given) std::ranges::move(at_blanks(one), std::back_inserter(words));
    std::erase(words, "");
    if (words.empty()) words = given;
    std::vector<FoundCommand> found;
    if (const auto cmdlet = meaning_of_cmdlet(context.catalog(), words.front())) {
        if (!cmdlet->without.empty()) return nothing_found(words, cmdlet->without);
        for (const std::string& name : cmdlet->commands)
            found.push_back(command_called(context.catalog(), name));
    } else {
        found = found_by(context.catalog(), words, most_wanted(context.settings()));
    }
    if (found.empty()) return nothing_found(words, "neither a name, a field nor a text has these words");
    json::Array rows;
    for (FoundCommand& one : found) rows.push_back(row_of(std::move(one)));
    const output::Shape shape{
        .identity = "command", .id = "command", .default_columns = {"command", "summary", "example"}};
    TRY(show_value(context, shape, std::move(rows)));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten search_command{"search", search_summary, "Tools", search_usage, run_search};

}  // namespace rasctl::commands
