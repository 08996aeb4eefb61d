// Keeps a progress line moving while nothing arrives.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <memory>

#include "commands/run/context.hpp"
#include "terminal/progress.hpp"

namespace rasctl::commands {

// Ticks as long as it lives and the context's work runs. `progress` must outlive it.
class ProgressTicker {
  public:
    ProgressTicker(Context& context, terminal::Progress& progress);

  private:
    void wait();

    terminal::Progress& progress_;
    boost::asio::steady_timer timer_;
    // A wait that has ended just before this object must not find it gone.
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace rasctl::commands
