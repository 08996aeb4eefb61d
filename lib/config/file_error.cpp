#include "config/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::config {

std::string shell_word(const std::filesystem::path& path) {
    std::string text = terminal::sanitize(path.string());
    const bool plain = !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_letter(c) || is_digit(c) || std::string_view("/._-+,@%:").find(c) != std::string_view::npos;
    });
    if (plain) return text;
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

Error file_error(std::string_view action, const std::filesystem::path& path, int number) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("cannot {} {}", action, terminal::sanitize(path.string())),
                .why = std::generic_category().message(number)};
    error.why.front() = to_lower(error.why.front());
    switch (number) {
        case ENOSPC:
        case EDQUOT:
            error.exit_code = ExitCode::refused;
            error.hint = "df -h " + shell_word(path.parent_path());
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            error.hint = "ls -ld " + shell_word(path.parent_path());
            break;
        case EIO:
            error.exit_code = ExitCode::refused;
            break;
        default:
            break;
    }
    return error;
}

}  // namespace rasctl::config
