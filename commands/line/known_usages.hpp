// The usages of commands, each worked out when it is first asked for.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "commands/line/command_path.hpp"
#include "commands/line/option.hpp"

namespace rasctl::commands {

// The usage of the command that the path leads to, with the options that every command has; only those where
// it leads to none. A command that passes its words on has its own usage alone.
std::shared_ptr<const Usage> usage_of(const CommandPath& path);

class KnownUsages {
  public:
    // As usage_of(). Of a catalogue other than the built-in one, which may be gone at the next line, nothing
    // is kept.
    std::shared_ptr<const Usage> of(const CommandPath& path);

  private:
    std::map<std::string, std::shared_ptr<const Usage>, std::less<>> known_;
};

}  // namespace rasctl::commands
