#include "commands/line/registry.hpp"

#include <algorithm>
#include <array>

// One row a command, by the commands' names; its definition stands in the file of its name.
#define RASCTL_HAND_WRITTEN(COMMAND)       \
    COMMAND(complete_command)              \
    COMMAND(api_command)                   \
    COMMAND(apply_command)                 \
    COMMAND(batch_command)                 \
    COMMAND(catalog_diff_command)          \
    COMMAND(catalog_import_command)        \
    COMMAND(catalog_list_command)          \
    COMMAND(catalog_path_command)          \
    COMMAND(catalog_reset_command)         \
    COMMAND(catalog_update_source_command) \
    COMMAND(completion_command)            \
    COMMAND(config_explain_command)        \
    COMMAND(config_get_command)            \
    COMMAND(config_path_command)           \
    COMMAND(config_set_command)            \
    COMMAND(config_unset_command)          \
    COMMAND(context_delete_command)        \
    COMMAND(context_list_command)          \
    COMMAND(context_rename_command)        \
    COMMAND(context_show_command)          \
    COMMAND(context_use_command)           \
    COMMAND(diff_command)                  \
    COMMAND(doctor_command)                \
    COMMAND(edit_command)                  \
    COMMAND(explain_command)               \
    COMMAND(export_command)                \
    COMMAND(help_command)                  \
    COMMAND(inventory_command)             \
    COMMAND(login_command)                 \
    COMMAND(logout_command)                \
    COMMAND(man_command)                   \
    COMMAND(unreachable_command)           \
    COMMAND(host_pool_command)             \
    COMMAND(search_command)                \
    COMMAND(session_disconnect_command)    \
    COMMAND(session_logoff_command)        \
    COMMAND(session_message_command)       \
    COMMAND(settings_pending_command)      \
    COMMAND(simulate_command)              \
    COMMAND(status_command)                \
    COMMAND(user_show_command)             \
    COMMAND(version_command)               \
    COMMAND(wait_command)                  \
    COMMAND(whoami_command)

namespace rasctl::commands {

#define RASCTL_DECLARE(command) extern const HandWritten command;
RASCTL_HAND_WRITTEN(RASCTL_DECLARE)
#undef RASCTL_DECLARE

namespace {

constexpr std::array nouns{
    std::pair<std::string_view, std::string_view>{"catalog", "What rasctl knows of the API"},
    std::pair<std::string_view, std::string_view>{"config", "Settings in the configuration file"},
    std::pair<std::string_view, std::string_view>{"context", "Farms and accounts that rasctl knows"},
    std::pair<std::string_view, std::string_view>{"user", "What users have open and can reach"},
};

#define RASCTL_PLACE(command) &command,
constexpr std::array places{RASCTL_HAND_WRITTEN(RASCTL_PLACE)};
#undef RASCTL_PLACE

}  // namespace

std::span<const HandWritten* const> places_of_hand_written() {
    return places;
}

bool takes_dry_run(const HandWritten& command) {
    return command.changes != Changes::this_machine || command.has_dry_run;
}

const HandWritten* find_hand_written(std::string_view name) {
    const auto found =
        std::ranges::lower_bound(places, name, {}, [](const HandWritten* one) { return one->name; });
    return found != places.end() && (*found)->name == name ? *found : nullptr;
}

std::string_view hand_written_noun_summary(std::string_view noun) {
    const auto found = std::ranges::find(nouns, noun, &std::pair<std::string_view, std::string_view>::first);
    return found == nouns.end() ? std::string_view{} : found->second;
}

}  // namespace rasctl::commands
