// Names and IDs of the farm's objects: which ID "gw2.company.dom" has. One list request a kind, kept for the
// run.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "session/session.hpp"

namespace rasctl::farm {

struct Entry {
    std::string id;    // as the list shows it
    std::string name;  // identity field, may be empty
    json::Value row;
};

class Directory {
  public:
    // Called with every list that was fetched, for instance to keep names for completion. The key is the
    // list's path.
    using OnList = std::function<void(const std::string& path, const std::vector<Entry>&)>;

    Directory(session::Session& session, const catalog::Catalog& catalog, OnList on_list = {})
        : session_(session), catalog_(catalog), on_list_(std::move(on_list)) {}

    // The ID of what a person called `text`: an ID, a name (exact, without regard to letter case), or one
    // forced by "id:" or "name:". Numbers are taken as IDs without asking where the parameter is a number.
    // Not found, and several matches (all listed in the details), are failures with exit codes not_found and
    // usage.
    boost::asio::awaitable<Result<std::string>> target_id(const catalog::Operation& operation,
                                                          std::size_t position,
                                                          const std::vector<std::string>& parents,
                                                          std::string text);

    // The ID of an object of a kind (x-refers) for a field that refers to it.
    boost::asio::awaitable<Result<std::string>> reference_id(std::string kind, std::string text);

    // All objects that the operation's parameter at `position` can name.
    boost::asio::awaitable<Result<const std::vector<Entry>*>> candidates(
        const catalog::Operation& operation, std::size_t position, const std::vector<std::string>& parents);

    // The operation that lists what the parameter names; nothing when the API has none.
    std::optional<catalog::Operation> list_for_parameter(const catalog::Operation& operation,
                                                         std::size_t position) const;
    std::optional<catalog::Operation> list_for_kind(std::string_view kind) const;

    // Objects of a list operation; the row's identity field is that of its command's noun.
    boost::asio::awaitable<Result<const std::vector<Entry>*>> entries(
        const catalog::Operation& list, const std::vector<std::string>& parents);

  private:
    session::Session& session_;
    const catalog::Catalog& catalog_;
    OnList on_list_;
    std::map<std::string, std::vector<Entry>> lists_;  // by request path
};

}  // namespace rasctl::farm
