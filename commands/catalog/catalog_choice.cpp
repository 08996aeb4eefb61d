#include "commands/catalog/catalog_choice.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

std::string context_named(const config::Settings::Flags& flags, const terminal::Environment& environment,
                          const config::Paths& paths) {
    if (const auto flag = flags.find("context"); flag != flags.end()) return flag->second;
    if (auto name = environment.find_filled("RASCTL_CONTEXT")) return *name;
    const auto file = config::ConfigFile::load(paths);
    return file ? file->current_context() : std::string{};
}

// A file that somebody else could have put there, or that is none, is not ours to believe.
bool is_ours(const struct stat& facts) {
    return S_ISREG(facts.st_mode) && (facts.st_uid == ::geteuid() || facts.st_uid == 0);
}

Result<bool> use_mapped(Context& context, const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return false;
    struct stat facts {};
    auto mapped = std::make_shared<Mapped>();
    const bool ours = ::fstat(descriptor, &facts) == 0 && is_ours(facts);
    if (ours && facts.st_size > 0) {
        mapped->size = static_cast<std::size_t>(facts.st_size);
        mapped->address = ::mmap(nullptr, mapped->size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    }
    ::close(descriptor);
    if (!ours)
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot use the imported catalogue " + file.string(),
                     .why = "it is no file of yours",
                     .hint = "rasctl catalog reset"};
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
    return true;
}

}  // namespace

fs::path imported_catalog(const config::Paths& paths, const std::string& context_name) {
    return paths.cache_directory / "catalogs" /
           (context_name.empty() ? "default.image" : "context-" + context_name + ".image");
}

Result<bool> choose_catalog(Context& context, const config::Settings::Flags& flags, bool way_back) {
    const auto paths = config::find_paths(context.environment());
    if (!paths) return false;
    std::error_code ignored;
    if (!fs::exists(paths->cache_directory / "catalogs", ignored)) return false;
    const std::string name = context_named(flags, context.environment(), *paths);
    auto used = use_mapped(context, imported_catalog(*paths, name));
    return !used && way_back ? Result<bool>(false) : used;
}

}  // namespace rasctl::commands
