#include "config/atomic_file.hpp"

#include <cerrno>

#include "config/file_error.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "system/file_facts.hpp"
#include "system/temporary_file.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;
using system::TemporaryFile;

Result<path> place_to_write(const path& file, Symlinks symlinks) {
    const auto kind = system::look_at(file, system::Links::seen).kind;
    if (kind == system::FileFacts::Kind::folder) return file_error("write", file, EISDIR);
    if (kind != system::FileFacts::Kind::link) return file;
    if (symlinks == Symlinks::follow) return system::end_of_links(file);
    Error error = file_error("write", file, ELOOP);
    error.why = "it is a symbolic link, which could lead secrets to a file of somebody else";
    error.hint = "rm " + path_word(file);
    return error;
}

Result<> fill(const TemporaryFile& temporary, std::string_view content, const path& file, Lasting lasting) {
    int number = system::give_to_owner_before(file, temporary.descriptor());
    if (number == 0) number = system::write_all(temporary.descriptor(), content);
    if (number == 0 && lasting == Lasting::over_power_cuts) number = temporary.flush();
    return number == 0 ? Result<>{} : Result<>(file_error("write", file, number));
}

}  // namespace

Result<> write_atomically(const path& file, std::string_view content, Symlinks symlinks, Lasting lasting) {
    TRY_LET(const auto place, place_to_write(file, symlinks));
    TRY_LET(auto temporary, TemporaryFile::create_beside(place, 0600));
    TRY(fill(temporary, content, place, lasting));
    if (const int number = temporary.replace(place)) return file_error("write", place, number);
    if (lasting == Lasting::over_power_cuts) system::flush_folder(place.parent_path());
    return {};
}

void remove_strays(const path& file) {
    if (const auto place = system::end_of_links(file)) system::remove_abandoned(*place);
}

}  // namespace rasctl::config
