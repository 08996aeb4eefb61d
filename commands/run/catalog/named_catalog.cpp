#include "commands/run/catalog/named_catalog.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <vector>

#include "catalog/image.hpp"
#include "catalog/image_checksum.hpp"
#include "commands/run/catalog/catalog_file.hpp"
#include "commands/run/catalog/catalog_source.hpp"
#include "config/paths.hpp"
#include "error/try.hpp"
#include "system/file_identity.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;
using Opened = std::shared_ptr<const catalog::Catalog>;

// Images kept of files that were named; the oldest make room.
constexpr std::size_t most_kept = 8;

// By C's streams: those of C++ cost a start-up a tenth of its instructions.
bool is_image(const fs::path& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"), std::fclose);
    std::array<char, catalog::image::magic.size()> begin{};
    return stream && std::fread(begin.data(), 1, begin.size(), stream.get()) == begin.size() &&
           begin == catalog::image::magic;
}

// The same for the same content at the same place, as long as rasctl itself stays the same: what it knows of
// the API goes into the image.
std::string key_of(const fs::path& file) {
    const auto identity = system::file_identity(file);
    if (!identity) return {};
    const auto own = catalog::Catalog::built_in().bytes().first(sizeof(catalog::image::Header));
    return fmt::format(
        "{:016x}", hash_of(fmt::format("{} {} {} {} {}", identity->device, identity->inode, identity->size,
                                       identity->changed, catalog::image::checksum(own))));
}

void make_room(const fs::path& folder) {
    std::error_code ignored;
    std::vector<std::pair<fs::file_time_type, fs::path>> images;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".image")
            images.emplace_back(entry.last_write_time(ignored), entry.path());
    std::ranges::sort(images);
    for (std::size_t i = 0; i + most_kept < images.size(); ++i) {
        fs::remove(images[i].second, ignored);
        fs::remove(images[i].second.string() + ".checked", ignored);
    }
}

Opened held(LoadedCatalog loaded) {
    auto kept = std::make_shared<LoadedCatalog>(std::move(loaded));
    const catalog::Catalog& in_place = *kept->catalog;
    return {kept, &in_place};
}

Result<Opened> compiled(Context& context, const std::string& source, const fs::path& image) {
    TRY_LET(auto loaded, compile_description(context, source));
    if (!image.empty()) {
        // Where nothing can be kept the next call compiles again.
        if (write_catalog_file(image, loaded.bytes)) make_room(image.parent_path());
    }
    return held(std::move(loaded));
}

// What is kept of a file that is named: the image, and beside it the note that it was checked.
struct Kept {
    fs::path real;   // empty where there is no such file
    fs::path image;  // empty where nothing can be kept
};

Kept kept_of(const Context& context, const std::string& file) {
    std::error_code failure;
    Kept kept{.real = fs::canonical(file, failure), .image = {}};
    if (failure || !fs::is_regular_file(kept.real, failure)) return {};
    const std::string key = key_of(kept.real);
    const fs::path cache = context.paths().cache_directory;
    if (!key.empty() && !cache.empty()) kept.image = cache / "catalogs" / "named" / (key + ".image");
    return kept;
}

}  // namespace

fs::path image_of_named(const Context& context, const std::string& file) {
    const Kept kept = kept_of(context, file);
    return !kept.real.empty() && is_image(kept.real) ? kept.real : kept.image;
}

Result<Opened> open_named_catalog(Context& context, const std::string& file) {
    if (file == "-") return compiled(context, file, {});
    const auto [real, image] = kept_of(context, file);
    if (!real.empty() && is_image(real)) {
        auto opened =
            image.empty() ? open_catalog_file(real) : open_catalog_file(real, image.string() + ".checked");
        if (opened && !*opened)
            return Error{.exit_code = ExitCode::usage, .what = "cannot read " + file, .why = "no such file"};
        return opened;
    }
    if (!image.empty())
        if (auto kept = open_catalog_file(image); kept && *kept) return std::move(*kept);
    return compiled(context, file, image);
}

}  // namespace rasctl::commands
