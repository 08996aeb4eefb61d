#include "commands/line/command_line.hpp"

namespace rasctl::commands {

Arguments::Arguments(const ReadWords& read) : targets_(read.operands) {
    for (const GivenOption& given : read.options) options_[given.name].push_back(given.value);
}

std::span<const std::string> Arguments::all(std::string_view option) const {
    const auto found = options_.find(option);
    if (found == options_.end()) return {};
    return found->second;
}

std::optional<std::string> Arguments::last(std::string_view option) const {
    const auto values = all(option);
    if (values.empty()) return std::nullopt;
    return values.back();
}

Result<Arguments> parse_arguments(const Usage& usage, const std::vector<std::string>& words) {
    const ReadWords read = read_words(usage, words);
    if (read.problem) return *read.problem;
    return Arguments(read);
}

bool selects_targets(const Arguments& arguments) {
    return arguments.on("all") || arguments.given("where");
}

}  // namespace rasctl::commands
