#include "config/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "config/file_error.hpp"
#include "terminal/descriptor.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;
using terminal::Descriptor;

constexpr std::string_view temporary_suffix = ".tmp";
constexpr int most_links = 40;  // as the kernel's own limit
constexpr int most_attempts = 100;

std::string temporary_prefix(const path& file) {
    return "." + file.filename().string() + ".";
}

path temporary_name(const path& file, int attempt) {
    return file.parent_path() /
           fmt::format("{}{}.{}{}", temporary_prefix(file), ::getpid(), attempt, temporary_suffix);
}

// The process that made a temporary file of this file; 0 when the name is another.
pid_t maker_of(const path& file, const std::string& name) {
    const std::string prefix = temporary_prefix(file);
    if (!name.starts_with(prefix) || !name.ends_with(temporary_suffix)) return 0;
    pid_t process = 0;
    const auto [end, error] =
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), process);
    return error == std::errc{} && *end == '.' ? process : 0;
}

// Where a chain of links ends; the last target need not exist.
Result<path> end_of_links(path file) {
    for (int hops = 0; hops < most_links; ++hops) {
        std::error_code error;
        const path target = std::filesystem::read_symlink(file, error);
        if (error) return file;
        file = target.is_absolute() ? target : file.parent_path() / target;
    }
    return file_error("write", file, ELOOP);
}

Result<path> place_to_write(const path& file, Symlinks symlinks) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0) return file;
    if (S_ISDIR(status.st_mode)) return file_error("write", file, EISDIR);
    if (!S_ISLNK(status.st_mode)) return file;
    if (symlinks == Symlinks::follow) return end_of_links(file);
    Error error = file_error("write", file, ELOOP);
    error.why = "it is a symbolic link, which could lead secrets to a file of somebody else";
    error.hint = "rm " + shell_word(file);
    return error;
}

// A temporary file that goes away again unless it becomes the file.
class TemporaryFile {
  public:
    ~TemporaryFile() {
        if (!name.empty()) ::unlink(name.c_str());
    }
    TemporaryFile(Descriptor open, path at) : name(std::move(at)), descriptor(std::move(open)) {}
    TemporaryFile(TemporaryFile&& other) noexcept
        : name(std::exchange(other.name, path{})), descriptor(std::move(other.descriptor)) {}
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    TemporaryFile& operator=(TemporaryFile&&) = delete;

    path name;
    Descriptor descriptor;
};

Result<TemporaryFile> create_temporary(const path& file) {
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        const path name = temporary_name(file, attempt);
        Descriptor open(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (open) return TemporaryFile(std::move(open), name);
        if (errno != EEXIST) return file_error("write", file, errno);
    }
    return file_error("write", file, EEXIST);
}

Result<> fill(const TemporaryFile& temporary, std::string_view content, const path& file, Lasting lasting) {
    while (!content.empty()) {
        const auto count = ::write(temporary.descriptor.get(), content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return file_error("write", file, errno);
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    if (lasting == Lasting::over_power_cuts && ::fsync(temporary.descriptor.get()) != 0)
        return file_error("write", file, errno);
    return {};
}

// Makes the rename last over a power cut. Some file systems cannot, and the file is right either way.
void flush_directory(const path& directory) {
    const Descriptor open(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open) ::fsync(open.get());
}

}  // namespace

Result<> write_atomically(const path& file, std::string_view content, Symlinks symlinks, Lasting lasting) {
    const auto place = place_to_write(file, symlinks);
    if (!place) return place.error();
    auto temporary = create_temporary(*place);
    if (!temporary) return temporary.error();
    if (auto filled = fill(*temporary, content, *place, lasting); !filled) return filled;
    if (::rename(temporary->name.c_str(), place->c_str()) != 0) return file_error("write", *place, errno);
    temporary->name.clear();
    if (lasting == Lasting::over_power_cuts) flush_directory(place->parent_path());
    return {};
}

Result<std::optional<std::string>> read_file(const path& file, std::size_t limit) {
    // O_NONBLOCK: a named pipe in this place must not hold us up.
    const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!open && (errno == ENOENT || errno == ENOTDIR)) return std::optional<std::string>{};
    if (!open) return file_error("read", file, errno);
    struct stat status {};
    if (::fstat(open.get(), &status) != 0) return file_error("read", file, errno);
    Error refused = file_error("read", file, EISDIR);
    if (!S_ISREG(status.st_mode)) {
        if (!S_ISDIR(status.st_mode)) refused.why = "it is no regular file";
        return refused;
    }
    std::string content;
    std::array<char, 16384> chunk{};
    while (true) {
        const auto count = ::read(open.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return file_error("read", file, errno);
        if (count == 0) break;
        content.append(chunk.data(), static_cast<std::size_t>(count));
        if (content.size() > limit) {
            refused.why = fmt::format("it is larger than {} bytes", limit);
            return refused;
        }
    }
    // The file may have been the one with the tokens.
    ::explicit_bzero(chunk.data(), chunk.size());
    return std::optional<std::string>(std::move(content));
}

void remove_strays(const path& file, Strays strays) {
    const auto place = end_of_links(file);
    if (!place) return;
    std::error_code error;
    std::filesystem::directory_iterator entries(place->parent_path(), error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const pid_t maker = maker_of(*place, entries->path().filename().string());
        if (maker == 0) continue;
        const bool dead = ::kill(maker, 0) != 0 && errno == ESRCH;
        // The lock covers this folder only; the target of a link may have writers that came another way.
        const bool locked = strays == Strays::all && *place == file;
        if (dead || locked) ::unlink(entries->path().c_str());
    }
}

Result<> create_private_directories(const path& directory) {
    struct stat status {};
    if (::stat(directory.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return {};
        return file_error("use", directory, ENOTDIR);
    }
    if (errno != ENOENT) return file_error("create", directory, errno);
    if (directory.has_parent_path() && directory.parent_path() != directory) {
        if (auto parent = create_private_directories(directory.parent_path()); !parent) return parent;
    }
    // Another process may have been faster.
    if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
        return file_error("create", directory, errno);
    return {};
}

}  // namespace rasctl::config
