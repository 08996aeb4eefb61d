#include "system/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "text/ascii.hpp"

namespace rasctl::system {
namespace {

// The folder of a path, as a command may name it.
std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : ".";
}

}  // namespace

std::string shell_word(const std::filesystem::path& path) {
    const std::string text = path.string();
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
                .what = fmt::format("cannot {} {}", action, path.string()),
                .why = std::generic_category().message(number)};
    error.why.front() = to_lower(error.why.front());
    switch (number) {
        case ENOSPC:
        case EDQUOT:
            error.exit_code = ExitCode::refused;
            error.hint = "df -h " + shell_word(folder_of(path));
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            error.hint = "ls -ld " + shell_word(folder_of(path));
            break;
        case EIO:
        case EPIPE:
            error.exit_code = ExitCode::refused;
            break;
        case EINTR:
            return {.exit_code = ExitCode::interrupted, .what = "interrupted"};
        default:
            break;
    }
    return error;
}

}  // namespace rasctl::system
