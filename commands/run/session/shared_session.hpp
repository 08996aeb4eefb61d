// One session for many runs of the program: what `batch` lends to each of its commands.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "commands/run/context.hpp"

namespace rasctl::commands {

// Runs the lender's io() on a thread of its own while it lives, so that the session that is opened there can
// serve commands that run on an io_context of their own, one after the other.
class SharedSession {
  public:
    explicit SharedSession(Context& lender);
    ~SharedSession();
    SharedSession(const SharedSession&) = delete;
    SharedSession& operator=(const SharedSession&) = delete;

    // Lends the session to a command for the same farm and user; another one opens its own.
    SessionOpener opener();

  private:
    Context& lender_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
    std::thread thread_;
};

}  // namespace rasctl::commands
