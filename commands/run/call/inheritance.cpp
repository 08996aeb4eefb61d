#include "commands/run/call/inheritance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

// By switch: the fields of the body that it governs. One that the body itself switches off governs nothing.
std::map<std::string, std::string> governed_fields(const ActPlan& plan) {
    std::map<std::string, std::string> fields;
    const auto schema = plan.operation.body();
    if (!schema || !plan.input.body || !plan.input.body->is_object()) return fields;
    for (const json::Member& member : plan.input.body->as_object()) {
        const auto field = schema->field(member.name);
        const auto governor = field ? field->governed_by() : std::nullopt;
        if (!governor || farm::member_of(*plan.input.body, governor->name()) != nullptr) continue;
        std::string& names = fields[std::string(governor->name())];
        names += (names.empty() ? "" : ", ") + member.name;
    }
    return fields;
}

std::string flag_of(const catalog::Operation& operation, std::string_view path) {
    for (const catalog::Flag flag : operation.flags())
        if (flag.path() == path) return fmt::format("--no-{}", flag.name());
    return fmt::format("--set {}=false", path);
}

}  // namespace

asio::awaitable<std::vector<std::string>> without_effect(farm::Directory& directory, const ActPlan& plan) {
    std::vector<std::string> warnings;
    const auto fields = governed_fields(plan);
    const std::size_t last = plan.targets.shared.size();
    if (fields.empty() || !plan.per_target || !directory.list_for_parameter(plan.operation, last))
        co_return warnings;
    auto entries = co_await directory.candidates(plan.operation, last, plan.targets.shared);
    if (!entries) co_return warnings;
    for (const auto& [governor, names] : fields) {
        std::string inheriting;
        std::size_t count = 0;
        for (const Target& target : plan.targets.each) {
            const auto entry = std::ranges::find(**entries, target.id, &farm::Entry::id);
            if (entry == (*entries)->end() || farm::text_of(entry->row, governor) != "true") continue;
            if (++count == 1) inheriting = shown({target.id, entry->name});
        }
        if (count == 0) continue;
        if (count > 1) inheriting += fmt::format(" and {} more", count - 1);
        warnings.push_back(fmt::format("warning: {} has no effect on {} while {} is on; add {}", names,
                                       inheriting, governor, flag_of(plan.operation, governor)));
    }
    co_return warnings;
}

}  // namespace rasctl::commands
