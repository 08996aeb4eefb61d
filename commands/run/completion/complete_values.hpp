// What is offered for the value of an option or a positional argument.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/option.hpp"
#include "commands/run/completion/complete_candidates.hpp"
#include "commands/run/completion/complete_live.hpp"
#include "commands/run/context.hpp"

namespace rasctl::commands {

// What a completion knows of the line when it comes to a value.
struct ValuePlace {
    const CommandPath& path;
    const std::vector<std::string>& positionals;  // those before the word being typed
    const config::Settings::Flags& flags;         // given for the settings: --context and the like
};

class ValueSource {
  public:
    ValueSource(Context& context, Candidates& candidates, ValuePlace place)
        : context_(context), candidates_(candidates), place_(place) {}

    // `prefix` goes before each value ("--output="); `typed` is the value so far.
    void for_option(const Option& option, const std::string& prefix, std::string_view typed);
    void for_positional(const Positional& positional, std::size_t index, std::string_view typed);
    // Targets of a command of the API: the words before are those of its path.
    void for_target(const catalog::Command& command, const std::vector<std::string>& before,
                    std::string_view typed);

    void contexts(const std::string& prefix);

  private:
    void elements(const Option& option, const std::string& prefix, std::string_view typed);
    void columns(const Option& option, const std::string& prefix, std::string_view typed);
    void condition(const std::string& prefix, std::string_view typed);
    void assignment(const std::string& prefix, std::string_view typed);
    void fields_of(const catalog::Schema& schema, const std::string& prefix, std::string_view typed,
                   std::string_view behind);
    void words_of(const catalog::Field& field, const std::string& prefix);
    void entries(const std::vector<farm::Entry>& list, const std::string& prefix, std::string_view typed,
                 const std::vector<std::string>& taken);
    void endpoints();
    void config_keys(const std::string& prefix);
    void config_value(const std::string& key);
    void api_paths(std::string_view typed_method);
    std::optional<catalog::Schema> rows() const;
    LiveNames* live();
    bool configured();

    Context& context_;
    Candidates& candidates_;
    ValuePlace place_;
    std::optional<bool> configured_;
    std::optional<LiveNames> live_;
};

}  // namespace rasctl::commands
