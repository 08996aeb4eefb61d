// A command line, read once: what everything that asks about its words asks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/word_reader.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

struct WholeLine {
    CommandPath path{};                      // aliases and synonyms replaced
    std::optional<std::string> plugin{};     // the executable that the unknown first word names
    std::shared_ptr<const Usage> read_by{};  // null where nothing but help is asked for
    ReadWords given{};
    config::Settings::Flags flags{};  // the settings among what was given
    bool help = false;

    // Of the command; of every command where there is none.
    const Usage& usage() const { return read_by ? *read_by : global_usage(); }
};

// Whether all words are there. Behind a noun with options there may come its verb, when the line goes on.
enum class LineEnd { come, to_come };

// Reads the words; chooses the context's catalogue on the way, for it says which commands there are. After a
// failure `line` holds what was understood by then.
Result<> read_line(Context& context, const std::vector<std::string>& words, LineEnd end, WholeLine& line);

}  // namespace rasctl::commands
