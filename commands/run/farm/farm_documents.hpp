// The farm as documents, for export, diff, apply and edit.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "state/snapshot.hpp"

namespace rasctl::commands {

struct FarmDocuments {
    std::unique_ptr<state::Kinds> kinds{};  // that objects of the snapshot point to
    int version = 0;
    state::Snapshot snapshot{};

    // One document an object, in the order of the snapshot.
    std::vector<state::Document> documents(bool minimal = false) const;
    // The same to be kept, or held against those of another farm: without what each farm finds for itself.
    std::vector<state::Document> exported(bool minimal = false) const;
    // The same of a farm of which nothing else is asked: what was read of an object goes with its document.
    std::vector<state::Document> take_exported(bool minimal);
};

// What is read of the farm.
struct FarmChoice {
    std::vector<std::string> nouns{};  // empty: all
    std::vector<std::string> sites{};  // names; empty: all, or what --site says
};

// Words of a command line as nouns: {"rds", "host", "policy"} are "rds host" and "policy". Exit code usage
// for a word that is none.
Result<std::vector<std::string>> nouns_of_words(const catalog::Catalog& catalog, const std::string& command,
                                                const std::vector<std::string>& words);

// Reads the farm side by side, with a progress line. What could not be read is told on stderr.
boost::asio::awaitable<Result<FarmDocuments>> read_farm(Context& context, FarmChoice choice);

}  // namespace rasctl::commands
