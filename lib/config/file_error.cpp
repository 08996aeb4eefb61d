#include "config/file_error.hpp"

#include "system/file_error.hpp"
#include "terminal/sanitize.hpp"
#include "text/shell_word.hpp"

namespace rasctl::config {

std::string path_word(const std::filesystem::path& path) {
    return shell_word(terminal::sanitize(path.string()));
}

Error file_error(std::string_view action, const std::filesystem::path& path, int number) {
    return system::file_error(action, terminal::sanitize(path.string()), number);
}

}  // namespace rasctl::config
