#include "farm/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "text/cut.hpp"

namespace rasctl::farm {
namespace {

std::vector<std::string_view> parts_of(std::string_view text) {
    auto parts = pieces_of(text, ',');
    for (std::string_view& part : parts) {
        const auto begin = part.find_first_not_of(" \t\r\n");
        const auto end = part.find_last_not_of(" \t\r\n");
        part = begin == std::string_view::npos ? std::string_view{} : part.substr(begin, end - begin + 1);
    }
    return parts;
}

Error usage_failure(const std::string& command, std::string what, std::string why) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = fmt::format("rasctl {} --help", command)};
}

// "id:" and "name:" force a reading of what follows, which must be something.
bool names_nothing(std::string_view word) {
    for (const std::string_view prefix : {"id:", "name:"})
        if (word.starts_with(prefix)) word.remove_prefix(prefix.size());
    return word.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n,") == std::string_view::npos;
}

Result<> check_narrowings(const std::string& command, const std::vector<Narrowing>& narrowings) {
    for (const Narrowing& one : narrowings)
        for (const std::string& text : one.texts) {
            const bool hole = one.is_list && std::ranges::any_of(parts_of(text), &std::string_view::empty);
            if (is_blank(text))
                return usage_failure(command, fmt::format("--{} is empty", one.option),
                                     "an empty choice is not taken for everything");
            if (hole)
                return usage_failure(command, fmt::format("--{} has an empty part", one.option),
                                     "there is nothing before or behind a comma");
        }
    return {};
}

std::string all_of(const std::vector<std::string>& conditions) {
    if (conditions.size() == 1) return conditions.front();
    std::string text;
    for (const std::string& one : conditions) text += fmt::format("{}({})", text.empty() ? "" : " and ", one);
    return text;
}

Result<Selection> Selection::of(Choosing choosing, std::size_t parents) {
    TRY(check_narrowings(choosing.command, choosing.narrowings));
    if (std::ranges::any_of(choosing.words, names_nothing))
        return usage_failure(choosing.command, "a target is empty", "name it, or leave it out");
    Selection selection(std::move(choosing));
    const bool named = selection.words().size() > parents;
    if (named && selection.is_by_rule())
        return usage_failure(selection.choosing_.command, fmt::format("'{}'", selection.choosing_.command),
                             "targets are either named, or chosen with --all or --where");
    if (!named && !selection.all() && selection.choosing_.narrowings.empty())
        return usage_failure(selection.choosing_.command, "nothing is chosen",
                             "name targets, narrow them down, or say --all");
    return selection;
}

bool Selection::is_by_rule() const {
    return all() || find("where") != nullptr;
}

const Narrowing* Selection::find(std::string_view option) const {
    const auto found = std::ranges::find(choosing_.narrowings, option, &Narrowing::option);
    return found == choosing_.narrowings.end() ? nullptr : &*found;
}

std::vector<std::string> Selection::parts(std::string_view option) const {
    std::vector<std::string> all;
    if (const Narrowing* given = find(option))
        for (const std::string& text : given->texts)
            for (const std::string_view part : parts_of(text)) all.emplace_back(part);
    return all;
}

std::string Selection::where() const {
    const Narrowing* given = find("where");
    return given != nullptr ? all_of(given->texts) : std::string{};
}

}  // namespace rasctl::farm
