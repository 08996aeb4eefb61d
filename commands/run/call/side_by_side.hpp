// farm::for_each as commands use it: as many at a time as --parallel says, with a progress line.
#pragma once

#include <algorithm>
#include <string>

#include "commands/run/call/progress_ticker.hpp"
#include "commands/run/context.hpp"
#include "farm/for_each.hpp"
#include "terminal/progress.hpp"

namespace rasctl::commands {

// Keeps the progress line while things are done. Without a label none is shown.
class SideBySide {
  public:
    SideBySide(Context& context, const std::string& label, std::size_t count)
        : at_once_(static_cast<std::size_t>(
              std::max<std::int64_t>(context.settings().integer(config::SettingId::parallel), 1))),
          bar_(context.streams(), label, count, terminal::Unit::items,
               !label.empty() && !context.settings().on(config::SettingId::quiet)),
          ticker_(context, bar_) {}

    farm::Pace pace(bool writes) {
        return {.at_once = at_once_, .writes = writes, .on_end = [this] { bar_.advance(); }};
    }
    void finish() { bar_.finish(); }

  private:
    std::size_t at_once_;
    terminal::Progress bar_;
    ProgressTicker ticker_;
};

}  // namespace rasctl::commands
