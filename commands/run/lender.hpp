// What a run that runs other lines (batch) lends to each of them, so that they need not make it anew.
#pragma once

#include <boost/asio/io_context.hpp>

#include "commands/line/known_usages.hpp"
#include "config/config_reader.hpp"

namespace rasctl::commands {

struct Lender {
    boost::asio::io_context& io;
    config::ConfigReader& config;
    KnownUsages usages{};
};

}  // namespace rasctl::commands
