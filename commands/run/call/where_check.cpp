#include "commands/run/call/where_check.hpp"

#include "farm/directory.hpp"
#include "output/column.hpp"
#include "output/fields_beside.hpp"
#include "output/where.hpp"

namespace rasctl::commands {

using config::SettingId;

Result<> check_where(Context& context, const farm::Choice& choice, const std::string& chosen_by) {
    const std::string text = chosen_by.empty() ? context.settings().text(SettingId::where) : chosen_by;
    if (text.empty()) return {};
    std::optional<catalog::Operation> shown = choice.operation;
    if (!chosen_by.empty())
        shown = choice.per_target ? farm::list_of_targets(choice.operation, choice.shared_targets, 0)
                                  : std::nullopt;
    if (!shown) return {};
    const output::Shape shape = output::shape_of(*shown);
    const output::FieldsBeside fields(shape);
    const auto where = output::Where::parse(text, shape.row, fields.resolver());
    return where ? Result<>{} : Result<>(where.error());
}

}  // namespace rasctl::commands
