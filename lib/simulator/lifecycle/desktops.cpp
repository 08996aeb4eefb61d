// Virtual desktops that belong to somebody, and PCs that a provider takes in from a file.
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"
#include "text/ascii.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view desktops = "vdihost";

Response no_desktop(const Call& call) {
    return not_found(fmt::format("The virtual machine {} is no VDI host.", call.key(1).to_text()));
}

// A desktop shows its owner as its user; whom a free one serves for the moment is no owner.
Response show_assignment(Farm& farm, const Call& call) {
    const auto row = farm.read(desktops, call.key(1));
    if (!row) return no_desktop(call);
    json::Object owner;
    if (flag_in(*row, "persistent"))
        owner = object({{"account", text_in(*row, "user")},
                        {"sid", text_in(*row, "$ownerSid")},
                        {"type", number_in(*row, "$ownerType")}});
    return ok(project(call.operation.response(), json::Value(owner), farm.options().api));
}

Response assign(Farm& farm, const Call& call) {
    const auto row = farm.read(desktops, call.key(1));
    if (!row) return no_desktop(call);
    json::Object changes = object({{"persistent", true}});
    constexpr std::array<std::pair<const char*, const char*>, 3> members{
        {{"account", "user"}, {"sid", "$ownerSid"}, {"type", "$ownerType"}}};
    for (const auto& [taken, kept] : members)
        if (const json::Value* value = call.field(taken)) changes.set(kept, *value);
    if (!flag_in(*row, "persistent") && text_in(changes, "user").empty() &&
        text_in(changes, "$ownerSid").empty())
        return business_error("the assignment names nobody");
    farm.change(desktops, call.key(1), changes);
    farm.mark_pending();
    return no_content();
}

Response release(Farm& farm, const Call& call) {
    const auto row = farm.read(desktops, call.key(1));
    if (!row) return no_desktop(call);
    if (!flag_in(*row, "persistent"))
        return business_error(fmt::format("the host {} is assigned to nobody", text_in(*row, "name")));
    farm.change(desktops, call.key(1),
                object({{"user", ""}, {"persistent", false}, {"$ownerSid", ""}, {"$ownerType", 0}}));
    farm.mark_pending();
    return no_content();
}

// A file within JSON is base64. What is not may be the text itself.
std::string content_of_field(const json::Value* field) {
    const std::string text = field ? field->scalar_text() : std::string();
    std::string bytes(text.size(), '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return text;
    const auto padding = static_cast<std::size_t>(std::ranges::count(text, '='));
    bytes.resize(static_cast<std::size_t>(size) -
                 std::min<std::size_t>(padding, static_cast<std::size_t>(size)));
    return bytes;
}

std::string_view take_until(std::string_view& rest, char end) {
    const auto at = rest.find(end);
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return trimmed(part);
}

// A line is "name,MAC address,subnet"; the last two may be left out. Empty lines and those of a PC that is
// there already are passed over.
Response import_computers(Farm& farm, const Call& call) {
    const std::string content =
        call.files.empty() ? content_of_field(call.field("file")) : call.files.front().content;
    if (content.empty()) return business_error("the file is empty");
    const std::string table = fmt::format("provider/remotepcstatic/{}/remotepc", call.key(0).to_text());
    const auto known = [&](std::string_view name) {
        return std::ranges::any_of(farm.store().keys(table), [&](const RowKey& key) {
            return equal_ignoring_case(text_in(farm.read(table, key).value_or(json::Object{}), "name"), name);
        });
    };
    json::Array made;
    std::string_view rest = content;
    while (!rest.empty()) {
        std::string_view line = take_until(rest, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::string name(take_until(line, ','));
        if (name.empty() || known(name)) continue;
        const std::string mac(take_until(line, ','));
        const json::Object row = object({{"id", fmt::format("pc-{}", farm.next_id())},
                                         {"name", name},
                                         {"mac", mac},
                                         {"subnet", std::string(take_until(line, ','))},
                                         {"enabled", true}});
        farm.add(table, row);
        made.emplace_back(row);
    }
    farm.mark_pending();
    return created(project(call.operation.response(), json::Value(std::move(made)), farm.options().api));
}

}  // namespace

void add_desktop_life_cycle(Handlers& handlers) {
    const std::string assignment = "/api/Provider/{providerId}/VM/{vmId}/VDIHost/Assignment";
    handlers.add("GET", assignment, show_assignment);
    handlers.add("PUT", assignment, assign);
    handlers.add("DELETE", assignment, release);
    handlers.add("POST", "/api/Provider/remotepcstatic/{id}/remotepc/Import", import_computers);
}

}  // namespace rasctl::simulator
