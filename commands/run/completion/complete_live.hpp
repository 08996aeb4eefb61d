// Names of a farm's objects for completion: those that were kept a moment ago, else one quick request. Never
// logs on, never says anything, never takes longer than its budget.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "commands/run/context.hpp"
#include "farm/directory.hpp"
#include "session/session.hpp"

namespace rasctl::commands {

class LiveNames {
  public:
    // How long all requests of one completion may take together.
    inline static constexpr std::chrono::milliseconds budget{300};
    // Names that old are offered without asking.
    inline static constexpr std::chrono::seconds fresh{60};

    // The context must be configured. Without a farm or a token from an earlier logon only kept names are
    // known.
    explicit LiveNames(Context& context);
    ~LiveNames();

    // What the operation's path parameter at `position` can name; `parents` are the words before it, IDs or
    // names.
    std::vector<farm::Entry> of_parameter(const catalog::Operation& operation, std::size_t position,
                                          const std::vector<std::string>& parents);
    // All objects of a kind (x-refers), "Site".
    std::vector<farm::Entry> of_kind(const std::string& kind);

  private:
    // Where a list serves several nouns: whose rows are wanted, for which parameter.
    struct Place {
        catalog::Operation operation;
        std::size_t position;
        std::string noun;
    };
    std::vector<farm::Entry> of_list(const catalog::Operation& list, const std::vector<std::string>& parents,
                                     const std::optional<Place>& among = {});
    std::optional<std::string> id_of(const catalog::Operation& list, std::size_t position,
                                     const std::vector<std::string>& parents, const std::string& word);

    Context& context_;
    std::unique_ptr<session::Session> session_;
    std::optional<farm::Directory> directory_;
};

}  // namespace rasctl::commands
