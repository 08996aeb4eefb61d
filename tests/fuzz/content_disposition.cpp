// The name that a server gives a download: whatever it sends, no name leads out of the folder, hides, looks
// like an option, or reaches a terminal as anything but text.
#include "commands/run/call/content_disposition.hpp"
#include "target.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::fuzz {

void check(std::string_view input) {
    const std::string name = commands::file_name_of(input);
    if (name.empty()) return;
    expect(name.size() <= 200, "a file system takes the name", name);
    expect(name.find_first_of("/\\") == std::string::npos, "no folder is named", name);
    expect(std::string_view(" .-").find(name.front()) == std::string_view::npos, "no option, not hidden",
           name);
    expect(!name.ends_with('.') && !name.ends_with(' '), "every system takes the name", name);
    expect(terminal::is_safe(name), "it is text to a terminal", name);
}

}  // namespace rasctl::fuzz
