#include "commands/call/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "commands/call/named_objects.hpp"
#include "output/unseen_fields.hpp"
#include "output/where.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::size_t maximum_stdin = 16U << 20U;

// The entries that --all or --where choose.
asio::awaitable<Result<std::vector<Target>>> select(Context& context, const std::vector<farm::Entry>& entries,
                                                    catalog::Operation list, const Arguments& arguments,
                                                    farm::Directory& directory) {
    std::optional<output::Where> where;
    output::UnseenFields needed;
    if (const auto text = arguments.last("where")) {
        auto parsed = output::Where::parse(*text, list.response().schema());
        if (!parsed) co_return parsed.error();
        where.emplace(std::move(*parsed));
        if (auto known = co_await look_names_up(*where, directory); !known) co_return known.error();
        if (const auto note = where->note()) context.note("rasctl: --where: " + *note);
        for (const output::FieldPath& field : where->needed_fields()) needed.expect(field);
    }
    std::vector<Target> chosen;
    for (const farm::Entry& entry : entries) {
        needed.look_at(entry.row);
        if (!where || where->matches(entry.row)) chosen.push_back({entry.id, entry.name});
    }
    if (auto seen = needed.check(output::shape_of(list)); !seen) co_return seen.error();
    co_return chosen;
}

std::string name_of_entry(const std::vector<farm::Entry>& entries, const std::string& id) {
    const auto found = std::ranges::find(entries, id, &farm::Entry::id);
    return found == entries.end() ? std::string{} : found->name;
}

}  // namespace

bool selects_targets(const Arguments& arguments) {
    return arguments.on("all") || arguments.given("where");
}

Result<std::vector<std::string>> target_words(Context& context, const Arguments& arguments) {
    std::vector<std::string> words;
    for (const std::string& word : arguments.targets()) {
        if (word != "-") {
            words.push_back(word);
            continue;
        }
        auto text = context.streams().in().read_all(maximum_stdin);
        if (!text) return text.error();
        std::istringstream lines(*text);
        for (std::string line; std::getline(lines, line);) {
            const auto begin = line.find_first_not_of(" \t\r");
            if (begin == std::string::npos) continue;
            words.push_back(line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1));
        }
    }
    return words;
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
                                              const Arguments& arguments, std::vector<std::string> words,
                                              farm::Directory& directory, bool with_names) {
    Targets targets;
    const std::size_t last = choice.shared_targets;
    for (std::size_t i = 0; i < last; ++i) {
        auto id = co_await directory.target_id(choice.operation, i, targets.shared, words[i]);
        if (!id) co_return id.error();
        targets.shared.push_back(std::move(*id));
    }
    if (!choice.per_target) co_return targets;
    // Beside named targets --where filters the rows that they give.
    if (selects_targets(arguments) && words.size() <= last) {
        auto entries = co_await directory.candidates(choice.operation, last, targets.shared);
        if (!entries) co_return entries.error();
        const auto list = directory.list_for_parameter(choice.operation, last);
        auto chosen = co_await select(context, **entries, *list, arguments, directory);
        if (!chosen) co_return chosen.error();
        targets.each = std::move(*chosen);
        co_return targets;
    }
    for (std::size_t i = last; i < words.size(); ++i) {
        auto id = co_await directory.target_id(choice.operation, last, targets.shared, words[i]);
        if (!id) co_return id.error();
        const bool twice =
            std::ranges::any_of(targets.each, [&](const Target& one) { return one.id == *id; });
        if (twice) continue;
        const bool typed_name = *id != words[i] && !words[i].starts_with("id:");
        const std::string_view word = words[i];
        targets.each.push_back(
            {*id, typed_name ? std::string(word.starts_with("name:") ? word.substr(5) : word) : ""});
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
