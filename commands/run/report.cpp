#include "commands/run/report.hpp"

#include <fmt/format.h>

#include "json/writer.hpp"
#include "terminal/output.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/width.hpp"
#include "text/utf8.hpp"

namespace rasctl::commands {

std::string in_utf8(const std::string& text) {
    return is_utf8(text) ? text : terminal::sanitize(text, terminal::LineEnds::keep);
}

void report(terminal::Streams& streams, const Error& error, bool as_json) {
    // Where there is nothing to say, only the exit code counts (--exit-status).
    if (terminal::is_quiet(error) || error.what.empty()) return;
    if (as_json) {
        json::Object object;
        object.append("error", in_utf8(error.what));
        if (!error.why.empty()) object.append("reason", in_utf8(error.why));
        if (!error.details.empty()) {
            json::Array details;
            for (const std::string& detail : error.details) details.emplace_back(in_utf8(detail));
            object.append("details", std::move(details));
        }
        if (!error.hint.empty()) object.append("hint", in_utf8(error.hint));
        if (error.http_status != 0) object.append("status", error.http_status);
        object.append("exitCode", static_cast<int>(error.exit_code));
        [[maybe_unused]] const auto said = streams.say(json::write(object));
        return;
    }
    const auto palette = streams.error_palette();
    // A hint stays on its line, so that its command can be copied.
    const auto fitted = [&](const std::string& text, int before) {
        return streams.error_is_terminal() ? terminal::wrap(text, streams.error_width() - before, before + 2)
                                           : text;
    };
    constexpr std::string_view name = "rasctl:";
    std::string line = fmt::format("{} {}", name, terminal::sanitize(error.what));
    if (!error.why.empty()) line += ": " + terminal::sanitize(error.why);
    [[maybe_unused]] auto said = streams.say(palette.bad(name) + fitted(line, 0).substr(name.size()));
    for (const std::string& detail : error.details)
        said = streams.say("  " + fitted(terminal::sanitize(detail), 2));
    if (!error.hint.empty())
        said = streams.say(fmt::format("{} {}", palette.dim("hint:"), terminal::sanitize(error.hint)));
}

}  // namespace rasctl::commands
