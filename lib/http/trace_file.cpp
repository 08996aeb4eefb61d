#include "http/trace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "http/shown_text.hpp"

namespace rasctl::http {
namespace {

Error refuse_trace(const std::string& path, std::string why, std::string hint = {}) {
    return Error{ExitCode::usage, "cannot write the trace file " + shown_text(path), std::move(why),
                 std::move(hint)};
}

std::string why_not_written(int number) {
    switch (number) {
        case ENOENT:
            return "its directory does not exist";
        case EACCES:
        case EPERM:
            return "you may not write there";
        case EISDIR:
            return "it is a directory";
        case ELOOP:
            return "it is a symbolic link";
        case ENOSPC:
            return "no space left on device";
        case EROFS:
            return "the file system is read-only";
        default:
            return std::error_code(number, std::generic_category()).message();
    }
}

}  // namespace

Result<int> open_trace_file(const std::string& path) {
    const int file =
        open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (file < 0) return refuse_trace(path, why_not_written(errno));
    struct stat info {};
    const bool known = fstat(file, &info) == 0;
    if (known && S_ISREG(info.st_mode) && (info.st_mode & 077) != 0) {
        close(file);
        return refuse_trace(path, "others can read it", "chmod 600 " + shown_text(path));
    }
    if (!known || !(S_ISREG(info.st_mode) || S_ISCHR(info.st_mode))) {
        close(file);
        return refuse_trace(path, "it is not a regular file");
    }
    return file;
}

std::string append_line(int file, std::string line) {
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t written = write(file, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return why_not_written(errno);
        if (written == 0) return "nothing can be written to it";
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace rasctl::http
