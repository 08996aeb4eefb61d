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
    std::string id;    // as the list shows it, empty when its rows show none
    std::string name;  // identity field, may be empty
    json::Value row;
};

class Directory {
  public:
    // Called with every list that was fetched, for instance to keep names for completion. The key is the
    // list's path.
    using OnList = std::function<void(const std::string& path, const std::vector<Entry>&)>;

    // Takes a line for the person, for instance that a number was read as a name.
    using OnNote = std::function<void(const std::string&)>;

    Directory(session::Session& session, const catalog::Catalog& catalog, OnList on_list = {},
              OnNote on_note = {})
        : session_(session), catalog_(catalog), on_list_(std::move(on_list)), on_note_(std::move(on_note)) {}

    // The ID of what a person called `text`: an ID, a name, or one forced by "id:" or "name:". The exact name
    // counts before one that differs in how its accents are composed, and that before one that differs in
    // letter case. Digits are an ID first and a name when no object has such an ID; where neither is known
    // they are an ID, which the server knows best. Usage failures: an empty text, a name where objects have
    // none, and several matches (all listed in the details); a name that nothing has is not_found.
    boost::asio::awaitable<Result<std::string>> target_id(const catalog::Operation& operation,
                                                          std::size_t position,
                                                          const std::vector<std::string>& parents,
                                                          std::string text);

    // Digits are an ID without asking, for a read that finds out by itself: where it answers "not found", ask
    // again without this.
    void trust_digits(bool trusted) { trusts_digits_ = trusted; }

    // Of the server, 0 where it is not known.
    int known_version() const { return session_.known_server_version(); }

    // The ID of an object of a kind (x-refers) for a field that refers to it.
    boost::asio::awaitable<Result<std::string>> reference_id(std::string kind, std::string text);

    // All objects that the operation's parameter at `position` can name: those that the `list` of its noun
    // shows, and none of other nouns in the same list. With `site` those of one site, where the list can be
    // asked for one.
    boost::asio::awaitable<Result<const std::vector<Entry>*>> candidates(
        const catalog::Operation& operation, std::size_t position, const std::vector<std::string>& parents,
        std::string site = {});

    // The operation that lists what the parameter names, at this session's server; nothing when the API has
    // none.
    std::optional<catalog::Operation> list_for_parameter(const catalog::Operation& operation,
                                                         std::size_t position) const;
    std::optional<catalog::Operation> list_for_kind(std::string_view kind) const;
    // Where that list serves several nouns: the noun whose rows alone the parameter can name.
    std::optional<catalog::Noun> noun_among(const catalog::Operation& operation, std::size_t position) const;

    // Objects of a list operation; the row's identity field is that of its command's noun.
    boost::asio::awaitable<Result<const std::vector<Entry>*>> entries(
        const catalog::Operation& list, const std::vector<std::string>& parents,
        const std::vector<std::pair<std::string, json::Value>>& query = {});

  private:
    // Tells when digits turned out to be a name.
    void note_name(const catalog::Noun& noun, std::string_view text, std::string_view id) const;

    session::Session& session_;
    const catalog::Catalog& catalog_;
    OnList on_list_;
    OnNote on_note_;
    bool trusts_digits_ = false;
    std::map<std::string, std::vector<Entry>> lists_;  // by request path
};

// The same for a server of that version (0: not known).
std::optional<catalog::Operation> list_of_targets(const catalog::Operation& operation, std::size_t position,
                                                  int version);

}  // namespace rasctl::farm
