#include "http/shown_text.hpp"

#include "terminal/sanitize.hpp"

namespace rasctl::http {

std::string shown_text(std::string_view text, std::size_t limit) {
    std::string shown = terminal::sanitize(text.substr(0, limit));
    if (text.size() > limit) shown += "...";
    return shown;
}

}  // namespace rasctl::http
