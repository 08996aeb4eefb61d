#include "commands/run/catalog/catalog_file.hpp"

#include <fmt/format.h>

#include <cstring>

#include "catalog/image.hpp"
#include "config/atomic_file.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "system/mapped_file.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

// A mapped file with the catalogue in it.
struct Mapped {
    system::MappedFile file;
    std::optional<catalog::Catalog> catalog{};
};

Error cannot_use(Error error, const fs::path& file) {
    error.what = "cannot use the catalogue " + file.string();
    return error;
}

fs::path note_beside(const fs::path& file) {
    return file.string() + ".checked";
}

// What the note says of a file that was found to be good.
std::string note_of(const system::MappedFile& file) {
    const auto& identity = file.identity();
    return fmt::format("{} {} {} {} {}\n", catalog::image::format, identity.device, identity.inode,
                       identity.size, identity.changed);
}

bool is_noted(const fs::path& note, const system::MappedFile& file) {
    constexpr std::size_t longest = 200;
    auto text = system::read_file(note, longest);
    return text && *text && **text == note_of(file);
}

bool are_equal(std::span<const std::byte> one, std::span<const std::byte> other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size()) == 0;
}

// Where it cannot be kept the file is checked again the next time.
void leave_note(const fs::path& note, const system::MappedFile& file) {
    if (system::create_private_directories(note.parent_path()))
        static_cast<void>(config::write_atomically(note, note_of(file), config::Symlinks::refuse,
                                                   config::Lasting::while_powered));
}

void forget_image(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(note_beside(file), ignored);
}

}  // namespace

fs::path imported_catalog(const config::Paths& paths, const std::string& context_name) {
    return paths.cache_directory / "catalogs" /
           (context_name.empty() ? "default.image" : "context-" + context_name + ".image");
}

fs::path looked_for_description(const config::Paths& paths, const std::string& context_name) {
    return imported_catalog(paths, context_name).string() + ".looked";
}

void rename_imported_catalog(const config::Paths& paths, const std::string& from, const std::string& to) {
    if (from == to || paths.cache_directory.empty()) return;
    std::error_code failure, ignored;
    const fs::path old_file = imported_catalog(paths, from), new_file = imported_catalog(paths, to);
    fs::rename(looked_for_description(paths, from), looked_for_description(paths, to), ignored);
    fs::rename(old_file, new_file, failure);
    fs::rename(note_beside(old_file), note_beside(new_file), ignored);
    // One of an earlier context of the new name is not this one's.
    if (failure) forget_image(new_file);
}

void forget_imported_catalog(const config::Paths& paths, const std::string& context_name) {
    if (paths.cache_directory.empty()) return;
    std::error_code ignored;
    forget_image(imported_catalog(paths, context_name));
    fs::remove(looked_for_description(paths, context_name), ignored);
}

Result<> write_catalog_file(const fs::path& file, std::span<const std::byte> image) {
    TRY(system::create_private_directories(file.parent_path()));
    const std::string_view bytes(reinterpret_cast<const char*>(image.data()), image.size());
    TRY(config::write_atomically(file, bytes, config::Symlinks::follow));
    // What lies there is looked at, not checked again: only another file would have to be.
    auto opened = system::MappedFile::open(file);
    if (!opened) return cannot_use(opened.error(), file);
    if (*opened && are_equal((*opened)->bytes(), image)) leave_note(note_beside(file), **opened);
    return {};
}

Result<bool> remove_catalog_file(const fs::path& file) {
    std::error_code failure, ignored;
    const bool removed = fs::remove(file, failure);
    if (failure)
        return Error{
            .exit_code = ExitCode::usage, .what = "cannot remove " + file.string(), .why = failure.message()};
    fs::remove(note_beside(file), ignored);
    return removed;
}

Result<std::shared_ptr<const catalog::Catalog>> open_catalog_file(const fs::path& file) {
    return open_catalog_file(file, note_beside(file));
}

Result<std::shared_ptr<const catalog::Catalog>> open_catalog_file(const fs::path& file,
                                                                  const fs::path& note) {
    auto opened = system::MappedFile::open(file);
    if (!opened) return cannot_use(opened.error(), file);
    if (!*opened) return std::shared_ptr<const catalog::Catalog>();
    auto mapped = std::make_shared<Mapped>(Mapped{std::move(**opened)});
    const bool known = is_noted(note, mapped->file);
    auto catalog = known ? catalog::Catalog::open_again(mapped->file.bytes())
                         : catalog::Catalog::open(mapped->file.bytes());
    if (!catalog) return cannot_use(catalog.error(), file);
    if (!known) leave_note(note, mapped->file);
    mapped->catalog.emplace(*catalog);
    const catalog::Catalog& in_place = *mapped->catalog;
    return std::shared_ptr<const catalog::Catalog>(mapped, &in_place);
}

}  // namespace rasctl::commands
