// What a run that runs other lines (batch) lends to each of them, so that they need not make it anew.
#pragma once

#include <boost/asio/io_context.hpp>

#include "commands/line/known_usages.hpp"
#include "commands/run/context.hpp"
#include "commands/run/interruption.hpp"
#include "commands/run/known_settings.hpp"
#include "config/config_reader.hpp"

namespace rasctl::commands {

struct Lender {
    explicit Lender(Context& context) : io(context.io()), config(context.config()), runs(io) {}

    boost::asio::io_context& io;
    config::ConfigReader& config;
    StoppableRuns runs;
    KnownUsages usages{};
    KnownSettings settings{};
};

}  // namespace rasctl::commands
