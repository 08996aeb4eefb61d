#include "commands/call/where_check.hpp"

#include "farm/directory.hpp"
#include "output/column.hpp"
#include "output/where.hpp"

namespace rasctl::commands {

using config::SettingId;

Result<> check_where(Context& context, const farm::Choice& choice, bool chooses) {
    if (!context.settings().is_set(SettingId::where)) return {};
    std::optional<catalog::Operation> shown = choice.operation;
    if (chooses)
        shown = choice.per_target ? farm::list_of_targets(choice.operation, choice.shared_targets, 0)
                                  : std::nullopt;
    if (!shown) return {};
    const auto where =
        output::Where::parse(context.settings().text(SettingId::where), output::shape_of(*shown).row);
    return where ? Result<>{} : Result<>(where.error());
}

}  // namespace rasctl::commands
