#include "config/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "config/file_error.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "system/temporary_file.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;
using system::TemporaryFile;

Result<path> place_to_write(const path& file, Symlinks symlinks) {
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0) return file;
    if (S_ISDIR(status.st_mode)) return file_error("write", file, EISDIR);
    if (!S_ISLNK(status.st_mode)) return file;
    if (symlinks == Symlinks::follow) return system::end_of_links(file);
    Error error = file_error("write", file, ELOOP);
    error.why = "it is a symbolic link, which could lead secrets to a file of somebody else";
    error.hint = "rm " + path_word(file);
    return error;
}

Result<> fill(const TemporaryFile& temporary, std::string_view content, const path& file, Lasting lasting) {
    struct stat before {};
    if (::geteuid() == 0 && ::stat(file.c_str(), &before) == 0) {
        if (::fchown(temporary.descriptor(), before.st_uid, before.st_gid) != 0)
            return file_error("write", file, errno);
    } else {
        system::give_to_owner_of(file.parent_path(), temporary.descriptor());
    }
    int number = system::write_all(temporary.descriptor(), content);
    if (number == 0 && lasting == Lasting::over_power_cuts) number = temporary.flush();
    return number == 0 ? Result<>{} : Result<>(file_error("write", file, number));
}

// Makes the rename last over a power cut. Some file systems cannot, and the file is right either way.
void flush_directory(const path& directory) {
    const system::Descriptor open(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (open) ::fsync(open.get());
}

}  // namespace

Result<> write_atomically(const path& file, std::string_view content, Symlinks symlinks, Lasting lasting) {
    TRY_LET(const auto place, place_to_write(file, symlinks));
    TRY_LET(auto temporary, TemporaryFile::create_beside(place, 0600));
    TRY(fill(temporary, content, place, lasting));
    if (const int number = temporary.replace(place)) return file_error("write", place, number);
    if (lasting == Lasting::over_power_cuts) flush_directory(place.parent_path());
    return {};
}

void remove_strays(const path& file) {
    if (const auto place = system::end_of_links(file)) system::remove_abandoned(*place);
}

}  // namespace rasctl::config
