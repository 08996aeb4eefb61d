// Second factors: who has enrolled, resetting them, and testing servers.
#include <algorithm>

#include <fmt/format.h>

#include "simulator/lifecycle/lifecycles.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/shape.hpp"
#include "simulator/store/farm.hpp"
#include "simulator/store/object_literal.hpp"
#include "simulator/store/row_members.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view enrolled = "$mfausers";

bool is_wanted_factor(const Call& call, const json::Object& row) {
    for (const char* name : {"mfaId", "type"}) {
        const json::Value* wanted = call.field(name);
        const std::int64_t number = wanted ? wanted->to_int64().value_or(0) : 0;
        if (number != 0 && number_in(row, name) != number) return false;
    }
    return true;
}

bool names_user(const json::Value& user, const std::string& username) {
    const std::string wanted = user.scalar_text();
    return equal_ignoring_case(wanted, username) ||
           lower_case(username).starts_with(lower_case(wanted) + "@");
}

bool is_in(const json::Value* users, const std::string& username) {
    return users && users->is_array() && std::ranges::any_of(users->as_array(), [&](const json::Value& user) {
               return names_user(user, username);
           });
}

Response list_users(Farm& farm, const Call& call) {
    const json::Value* only = call.field("users");
    json::Array users;
    for (const RowKey& key : farm.store().keys(enrolled)) {
        const json::Object row = farm.read(enrolled, key).value_or(json::Object{});
        if (!is_wanted_factor(call, row) || (only && !is_in(only, text_in(row, "username")))) continue;
        users.push_back(project(call.operation.response(), json::Value(row), farm.options().api));
    }
    return ok(std::move(users));
}

Response reset_users(Farm& farm, const Call& call) {
    const json::Value* named = call.field("users");
    const bool all = !call.operation.path().ends_with("/Users");
    std::size_t reset = 0;
    for (const RowKey& key : farm.store().keys(enrolled)) {
        const json::Object row = farm.read(enrolled, key).value_or(json::Object{});
        if (!is_wanted_factor(call, row) || (!all && !is_in(named, text_in(row, "username")))) continue;
        farm.store().erase(enrolled, key);
        ++reset;
    }
    if (reset == 0 && !all) return business_error("none of these users has enrolled");
    return no_content();
}

Response check_connection(Farm&, const Call& call) {
    const json::Value* server = call.query_value("Server");
    const std::string name = server ? server->scalar_text() : "";
    // Names under .invalid (RFC 2606) stand for servers that do not answer.
    if (name.empty() || name.ends_with(".invalid"))
        return business_error(fmt::format("the RADIUS server {} does not answer", name));
    return Response{};
}

Response validate_attribute(Farm&, const Call& call) {
    const json::Value* attribute = call.query_value("adCustomAttribute");
    if (attribute && attribute->scalar_text().find(' ') != std::string::npos)
        return business_error("the directory has no such attribute");
    return Response{};
}

}  // namespace

void add_second_factor_life_cycle(Handlers& handlers) {
    handlers.add("POST", "/api/MFA/Users", list_users);
    handlers.add("POST", "/api/MFA/Users/Find", list_users);
    handlers.add("PUT", "/api/MFA/Users", reset_users);
    handlers.add("PUT", "/api/MFA/Users/All", reset_users);
    handlers.add("GET", "/api/MFA/CheckConnection", check_connection);
    handlers.add("GET", "/api/MFA/ValidateADAccess", validate_attribute);
}

}  // namespace rasctl::simulator
