#include "system/path_search.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace rasctl::system {

bool is_executable(const std::string& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(file.c_str(), X_OK) == 0;
}

std::vector<std::string> folders_of_path(const std::optional<std::string>& path) {
    std::vector<std::string> folders;
    const std::string text = path.value_or("/usr/local/bin:/usr/bin:/bin");
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        if (end > at) folders.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return folders;
}

std::optional<std::string> find_program(const std::optional<std::string>& path, std::string_view name) {
    for (const std::string& folder : folders_of_path(path))
        if (std::string file = folder + "/" + std::string(name); is_executable(file)) return file;
    return std::nullopt;
}

// Not std::filesystem, which makes a path of every file: in a folder of thousands that took longer than all
// else.
std::vector<std::string> programs_beginning_with(const std::optional<std::string>& path,
                                                 const std::string& prefix) {
    std::vector<std::string> names;
    std::set<std::pair<dev_t, ino_t>> read;
    for (const std::string& folder : folders_of_path(path)) {
        const std::unique_ptr<DIR, int (*)(DIR*)> files(::opendir(folder.c_str()), ::closedir);
        struct stat status {};
        if (!files || ::fstat(::dirfd(files.get()), &status) != 0) continue;
        // /bin is /usr/bin on most systems, and both are in PATH.
        if (!read.emplace(status.st_dev, status.st_ino).second) continue;
        while (const dirent* file = ::readdir(files.get())) {
            const std::string_view name(file->d_name);
            if (name.starts_with(prefix) && is_executable(folder + "/" + file->d_name))
                names.emplace_back(name);
        }
    }
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

}  // namespace rasctl::system
