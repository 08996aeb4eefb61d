#include "commands/run/completion/complete_files.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace rasctl::commands {

namespace fs = std::filesystem;

void add_files(Candidates& candidates, const terminal::Environment& environment, std::string_view prefix,
               std::string_view typed, bool only_folders) {
    const auto slash = typed.rfind('/');
    const std::string folder(slash == std::string_view::npos ? "" : typed.substr(0, slash + 1));
    const std::string_view name = slash == std::string_view::npos ? typed : typed.substr(slash + 1);
    fs::path place = folder.empty() ? "." : folder;
    if (folder.starts_with("~/")) place = environment.find("HOME").value_or("/") + "/" + folder.substr(2);
    std::error_code error;
    for (fs::directory_iterator at(place, error), end; !error && at != end; at.increment(error)) {
        const std::string file = at->path().filename().string();
        if (file.starts_with('.') && !name.starts_with('.')) continue;
        std::error_code unknown;
        const bool is_folder = at->is_directory(unknown);
        if (only_folders && !is_folder) continue;
        candidates.add(fmt::format("{}{}{}{}", prefix, folder, file, is_folder ? "/" : ""));
    }
}

}  // namespace rasctl::commands
