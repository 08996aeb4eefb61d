// Asking for what a table shows beyond its own rows: names of the objects that they refer to, fields of the
// same objects in another list, and what they are members of.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "farm/directory.hpp"
#include "output/renderer.hpp"

namespace rasctl::commands {

// The sites that the rows were asked of, by their IDs: the other list is asked of the same. Empty: of none.
using SitesAsked = std::vector<std::string>;

// What is wanted, told in `found`. What the rows are members of costs a request for each of those: it is
// asked for where a person or script wants it or they are few, and of the directory `owners`, which may live
// longer.
boost::asio::awaitable<Result<>> look_up(output::Lookups wanted, output::LookedUp& found,
                                         farm::Directory& directory, farm::Directory& owners,
                                         const catalog::Noun& noun, const SitesAsked& sites);

// Before the first row: what is wanted for programs. One request a kind of object.
boost::asio::awaitable<Result<>> look_up_before(output::Renderer& renderer, farm::Directory& directory,
                                                const catalog::Noun& noun, const SitesAsked& sites);

// The names of what the answers to an act refer to in the columns that are shown of them.
boost::asio::awaitable<Result<>> look_up_answers(output::Renderer& renderer, farm::Directory& directory,
                                                 const output::Shape& shape,
                                                 const std::vector<const json::Value*>& answers);

// Before finish(): what the rows that have come call for. What cannot be asked for, or only with more rights,
// stays a number; only an interruption is a failure.
boost::asio::awaitable<Result<>> look_up_after(output::Renderer& renderer, farm::Directory& directory,
                                               const catalog::Noun& noun, const SitesAsked& sites);

}  // namespace rasctl::commands
