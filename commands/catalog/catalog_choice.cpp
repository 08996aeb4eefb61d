#include "commands/catalog/catalog_choice.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

// A mapped file with the catalogue in it; lives as long as the process.
struct Mapped {
    void* address = MAP_FAILED;
    std::size_t size = 0;
    std::optional<catalog::Catalog> catalog{};
    ~Mapped() {
        if (address != MAP_FAILED) ::munmap(address, size);
    }
};

std::string context_named(const std::vector<std::string>& words, const terminal::Environment& environment,
                          const config::Paths& paths) {
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if ((words[i] == "-c" || words[i] == "--context") && i + 1 < words.size()) return words[i + 1];
        if (words[i].starts_with("--context=")) return words[i].substr(10);
    }
    if (auto name = environment.find_filled("RASCTL_CONTEXT")) return *name;
    const auto file = config::ConfigFile::load(paths);
    return file ? file->current_context() : std::string{};
}

Result<> use_mapped(Context& context, const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return {};
    struct stat facts {};
    auto mapped = std::make_shared<Mapped>();
    if (::fstat(descriptor, &facts) == 0 && facts.st_size > 0) {
        mapped->size = static_cast<std::size_t>(facts.st_size);
        mapped->address = ::mmap(nullptr, mapped->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    ::close(descriptor);
    const std::span<const std::byte> bytes(
        mapped->address == MAP_FAILED ? nullptr : static_cast<const std::byte*>(mapped->address),
        mapped->address == MAP_FAILED ? 0 : mapped->size);
    auto opened = catalog::Catalog::open(bytes);
    if (!opened) {
        Error error = opened.error();
        error.what = "cannot use the imported catalogue " + file.string();
        return error;
    }
    mapped->catalog.emplace(*opened);
    const catalog::Catalog& catalog = *mapped->catalog;
    context.use_catalog(std::shared_ptr<const catalog::Catalog>(mapped, &catalog));
    return {};
}

}  // namespace

fs::path imported_catalog(const config::Paths& paths, const std::string& context_name) {
    return paths.cache_directory / "catalogs" /
           (context_name.empty() ? "default.image" : "context-" + context_name + ".image");
}

Result<> choose_catalog(Context& context, const std::vector<std::string>& words) {
    const auto paths = config::find_paths(context.environment());
    if (!paths) return {};
    std::error_code ignored;
    if (!fs::exists(paths->cache_directory / "catalogs", ignored)) return {};
    const bool way_back = std::ranges::find(words, "catalog") != words.end();
    auto used =
        use_mapped(context, imported_catalog(*paths, context_named(words, context.environment(), *paths)));
    return way_back ? Result<>{} : used;
}

}  // namespace rasctl::commands
