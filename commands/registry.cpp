#include "commands/registry.hpp"

#include <algorithm>
#include <array>

#include "commands/complete_commands.hpp"
#include "commands/farm_commands.hpp"
#include "commands/session_commands.hpp"
#include "commands/tool_commands.hpp"

namespace rasctl::commands {
namespace {

constexpr std::array nouns{
    std::pair<std::string_view, std::string_view>{"catalog", "What rasctl knows of the API"},
    std::pair<std::string_view, std::string_view>{"config", "Settings in the configuration file"},
    std::pair<std::string_view, std::string_view>{"context", "Farms and accounts that rasctl knows"},
};

}  // namespace

std::span<const HandWritten> hand_written_commands() {
    static const auto table = [] {
        std::array list{
            complete_command,
            completion_command,
            api_command,
            batch_command,
            catalog_diff_command,
            catalog_import_command,
            catalog_list_command,
            catalog_reset_command,
            config_explain_command,
            config_get_command,
            config_path_command,
            config_set_command,
            config_unset_command,
            context_delete_command,
            context_list_command,
            context_rename_command,
            context_show_command,
            context_use_command,
            doctor_command,
            explain_command,
            help_command,
            login_command,
            logout_command,
            man_command,
            search_command,
            settings_pending_command,
            simulate_command,
            session_disconnect_command,
            session_logoff_command,
            session_message_command,
            status_command,
            version_command,
            wait_command,
            whoami_command,
        };
        std::ranges::sort(list, {}, &HandWritten::name);
        return list;
    }();
    return table;
}

const HandWritten* find_hand_written(std::string_view name) {
    const auto table = hand_written_commands();
    const auto found = std::ranges::lower_bound(table, name, {}, &HandWritten::name);
    return found != table.end() && found->name == name ? &*found : nullptr;
}

std::string_view hand_written_noun_summary(std::string_view noun) {
    const auto found = std::ranges::find(nouns, noun, &std::pair<std::string_view, std::string_view>::first);
    return found == nouns.end() ? std::string_view{} : found->second;
}

}  // namespace rasctl::commands
