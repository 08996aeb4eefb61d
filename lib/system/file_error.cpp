#include "system/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "text/ascii.hpp"
#include "text/shell_word.hpp"

namespace rasctl::system {
namespace {

// The folder of a path, as a command may name it.
std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : ".";
}

}  // namespace

Error file_error(std::string_view action, const std::filesystem::path& path, int number) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("cannot {} {}", action, path.string()),
                .why = std::generic_category().message(number)};
    error.why.front() = to_lower(error.why.front());
    switch (number) {
        case ENOSPC:
        case EDQUOT:
            error.exit_code = ExitCode::refused;
            error.hint = "df -h " + shell_word(folder_of(path).native());
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            error.hint = "ls -ld " + shell_word(folder_of(path).native());
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
