#include "system/named_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "error/try.hpp"
#include "system/file.hpp"
#include "system/file_error.hpp"
#include "text/shell_word.hpp"

namespace rasctl::system {
namespace {

using std::filesystem::path;

Error refused(const path& file, std::string why, std::string hint = {}) {
    return {.exit_code = ExitCode::usage,
            .what = "cannot write " + file.string(),
            .why = std::move(why),
            .hint = std::move(hint)};
}

// The number N of /dev/fd/N and its like; opening those anew fails for sockets and begins files from the
// start.
std::optional<int> number_in(const path& file) {
    const std::string text = file.string();
    for (const std::string& folder :
         {std::string("/dev/fd/"), std::string("/proc/self/fd/"), fmt::format("/proc/{}/fd/", ::getpid())}) {
        if (!text.starts_with(folder)) continue;
        int number = -1;
        const auto [end, error] =
            std::from_chars(text.data() + folder.size(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size() && number >= 0) return number;
    }
    return std::nullopt;
}

// The descriptor of ours that a name stands for, perhaps by links (/dev/stdout).
std::optional<int> own_descriptor(path file) {
    for (int hops = 0; hops < 8; ++hops) {
        if (const auto number = number_in(file)) return number;
        std::error_code error;
        const path target = std::filesystem::read_symlink(file, error);
        if (error) return std::nullopt;
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    return std::nullopt;
}

// A link that somebody else made chooses for the user where the bytes go.
Result<> check_link(const path& file) {
    struct stat link {};
    if (::lstat(file.c_str(), &link) != 0 || !S_ISLNK(link.st_mode)) return {};
    if (link.st_uid != 0 && link.st_uid != ::geteuid())
        return refused(file, "it is a symbolic link of another user's", "ls -l " + shell_word(file.native()));
    struct stat target {};
    if (::stat(file.c_str(), &target) != 0 && errno == ENOENT)
        return refused(file, "it is a symbolic link that leads nowhere", "rm " + shell_word(file.native()));
    return {};
}

Descriptor connect_to(const path& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& name = file.native();
    if (name.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return {};
    }
    std::memcpy(address.sun_path, name.data(), name.size());
    Descriptor open(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (open && ::connect(open.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};
    return open;
}

// Devices, pipes and sockets. A pipe waits for its reader, as for every program.
Descriptor open_special(const path& file, mode_t kind) {
    if (S_ISSOCK(kind)) return connect_to(file);
    return Descriptor(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
}

}  // namespace

Error is_there_already(const path& file) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("{} is there already", file.string()),
            .why = "it is not replaced unasked",
            .hint = fmt::format("mv {0} {0}.old, or name another file with --output-file",
                                shell_word(file.native()))};
}

Result<NamedFile> NamedFile::open(const path& file, Existing existing, mode_t mode) {
    NamedFile named(file, existing);
    if (const auto number = own_descriptor(file)) {
        named.descriptor_ = Descriptor(::fcntl(*number, F_DUPFD_CLOEXEC, 3));
        if (!named.descriptor_) return file_error("write", file, errno);
        return named;
    }
    TRY(check_link(file));
    struct stat status {};
    const bool is_there = ::stat(file.c_str(), &status) == 0;
    if (!is_there && errno != ENOENT) return file_error("write", file, errno);
    if (is_there && S_ISDIR(status.st_mode)) return file_error("write", file, EISDIR);
    if (is_there && !S_ISREG(status.st_mode)) {
        named.descriptor_ = open_special(file, status.st_mode);
        if (!named.descriptor_) return file_error("write", file, errno);
        return named;
    }
    TRY(named.begin(mode, is_there));
    return named;
}

Result<> NamedFile::begin(mode_t mode, bool is_there) {
    if (existing_ == Existing::append) return open_to_append(mode);
    if (existing_ == Existing::refuse && is_there) return is_there_already(file_);
    if (is_there) return open_regular();
    auto made = existing_ == Existing::refuse ? TemporaryFile::create_in(file_.parent_path(), mode)
                                              : TemporaryFile::create_beside(file_, mode);
    if (!made) {
        Error error = made.error();
        error.what = "cannot write " + file_.string();
        return error;
    }
    temporary_.emplace(std::move(*made));
    return {};
}

// What is to be replaced keeps its mode and, under root's hand, its owner.
Result<> NamedFile::open_regular() {
    TRY_LET(const auto place, end_of_links(file_));
    file_ = place;
    struct stat status {};
    if (::stat(file_.c_str(), &status) != 0) return file_error("write", file_, errno);
    if (status.st_uid != ::geteuid() && ::geteuid() != 0)
        return refused(file_, "it belongs to another user", "ls -l " + shell_word(file_.native()));
    TRY_LET(auto made, TemporaryFile::create_beside(file_, 0600));
    if (status.st_uid != ::geteuid() && ::fchown(made.descriptor(), status.st_uid, status.st_gid) != 0)
        return file_error("write", file_, errno);
    if (::fchmod(made.descriptor(), status.st_mode & 07777U) != 0) return file_error("write", file_, errno);
    temporary_.emplace(std::move(made));
    return {};
}

Result<> NamedFile::open_to_append(mode_t mode) {
    descriptor_ =
        Descriptor(::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, mode));
    if (!descriptor_) return file_error("write", file_, errno);
    struct stat status {};
    if (::fstat(descriptor_.get(), &status) != 0) return file_error("write", file_, errno);
    if (!S_ISREG(status.st_mode)) return refused(file_, "it is not a regular file");
    if (status.st_uid != ::geteuid())
        return refused(file_, "it belongs to another user", "ls -l " + shell_word(file_.native()));
    if ((status.st_mode & 077U) != 0)
        return refused(file_, "others can read it", "chmod 600 " + shell_word(file_.native()));
    return {};
}

Result<> NamedFile::write(std::string_view bytes) {
    const int number = write_all(descriptor(), bytes);
    return number == 0 ? Result<>{} : Result<>(file_error("write", file_, number));
}

Result<> NamedFile::finish() {
    if (!temporary_) return {};
    int number = 0;
    if (existing_ == Existing::replace) {
        number = temporary_->replace(file_);
    } else {
        number = temporary_->flush();
        if (number == 0) number = temporary_->become(file_);
    }
    if (number == EEXIST) return is_there_already(file_);
    return number == 0 ? Result<>{} : Result<>(file_error("write", file_, number));
}

Result<> write_named_file(const path& file, std::string_view content, Existing existing, mode_t mode) {
    TRY_LET(auto named, NamedFile::open(file, existing, mode));
    TRY(named.write(content));
    return named.finish();
}

}  // namespace rasctl::system
