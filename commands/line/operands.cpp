#include "commands/line/operands.hpp"

#include <fmt/format.h>

#include "commands/line/everyday.hpp"
#include "commands/line/filled_line.hpp"
#include "commands/line/synonyms.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {

Result<std::vector<std::string>> operands(const Usage& usage, const Arguments& arguments, std::size_t least,
                                          std::size_t most) {
    const auto& given = arguments.targets();
    if (given.size() >= least && given.size() <= most) return given;
    Error error{.exit_code = ExitCode::usage, .hint = fmt::format("rasctl {} --help", usage.name)};
    if (given.size() < least) {
        error.what = fmt::format("{} is missing", usage.positionals.at(given.size()).placeholder);
        error.why = usage.positionals.at(given.size()).help;
    } else {
        // The word that is too much, or one before it that made it so: "context use site Branch".
        for (const std::string& word : given)
            if (const auto elsewhere = instead_of(usage.name, word); !elsewhere.empty())
                error.hint = fmt::format("did you mean: rasctl {}",
                                         filled_line(catalog::Catalog::built_in(), elsewhere.front(), given));
        // "status rdsh01": a verb of other things.
        if (usage.name.find(' ') == std::string::npos && looks_like_name(given[most]))
            for (const std::string& line :
                 everyday_lines(catalog::Catalog::built_in(), usage.name, {given[most]}))
                error.details.push_back("rasctl " + line);
        error.what = fmt::format("'{}' is too much", terminal::sanitize(given[most]));
        error.why = most == 0 ? fmt::format("'{}' takes no argument", usage.name)
                              : fmt::format("'{}' takes at most {}", usage.name, most);
    }
    return error;
}

}  // namespace rasctl::commands
