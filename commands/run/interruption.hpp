// Running asynchronous work so that Ctrl-C ends it in order.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>

#include "error/error.hpp"

namespace rasctl::commands {

// Runs work, one after the other, for as long as it lives listening for stop signals. The first one cancels
// what is in flight (the work sees operation_aborted) and the answer is terminal::interrupted(); one that
// came between two runs ends the next at its beginning. A second one ends the process at once.
class StoppableRuns {
  public:
    explicit StoppableRuns(boost::asio::io_context& io);
    ~StoppableRuns();
    StoppableRuns(const StoppableRuns&) = delete;
    StoppableRuns& operator=(const StoppableRuns&) = delete;

    // Runs the work to its end. An exception that leaves the work is a bug and passes through.
    Result<> run(std::function<boost::asio::awaitable<Result<>>()> work);

  private:
    struct Listening;
    boost::asio::io_context& io_;
    std::shared_ptr<Listening> listening_;
};

// One run.
Result<> run_until_done_or_interrupted(boost::asio::io_context& io,
                                       std::function<boost::asio::awaitable<Result<>>()> work);

}  // namespace rasctl::commands
