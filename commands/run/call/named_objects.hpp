// Names of objects that stand in --where for their IDs.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "error/try.hpp"
#include "farm/directory.hpp"
#include "output/where.hpp"

namespace rasctl::commands {

// Looks up what the expression, or the renderer that filters by it, knows by name only. Ask before the first
// row; without such names it costs nothing.
template <class Filter>
boost::asio::awaitable<Result<>> look_names_up(Filter& filter, farm::Directory& directory) {
    for (const output::NamedObject& object : filter.names()) {
        CO_TRY_LET(auto id, co_await directory.reference_id(object.kind, object.name));
        filter.set_id(object, id);
    }
    co_return Result<>{};
}

}  // namespace rasctl::commands
