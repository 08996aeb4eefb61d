#include "simulator/api/session.hpp"

#include <openssl/rand.h>

#include <array>

#include "simulator/model/http_message.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view accounts = "adminaccount";

// The account's own part of "DOM\name" and "name@domain".
std::string account_name(std::string_view name) {
    if (const auto slash = name.rfind('\\'); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    return lower_case(name.substr(0, name.find('@')));
}

// 64 characters as the service's tokens have them, so that clients meet those that need care in headers.
std::string new_token() {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    std::array<unsigned char, 63> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return {};
    std::string token;
    for (const unsigned char byte : bytes) token += alphabet[byte % alphabet.size()];
    return token + '=';
}

bool flag(const json::Object& object, std::string_view name, bool otherwise) {
    const json::Value* value = object.find(name);
    return value && value->is_bool() ? value->as_bool() : otherwise;
}

Rights rights_of(const json::Object& account) {
    if (flag(account, "fullPermissions", false)) return Rights::root;
    const json::Value* permissions = account.find("permissions");
    switch (permissions ? permissions->to_int64().value_or(0) : 0) {
        case 1:
            return Rights::root;
        case 2:
            return Rights::custom;
        default:
            return Rights::power;
    }
}

}  // namespace

void Sessions::set_password(std::string_view name, std::string_view password) {
    passwords_.insert_or_assign(account_name(name), std::string(password));
}

std::optional<AdminLogon> Sessions::logon(Farm& farm, std::string_view name, std::string_view password,
                                          std::string_view peer) {
    const std::string wanted = account_name(name);
    const auto known = passwords_.find(wanted);
    for (const RowKey& key : farm.store().keys(accounts)) {
        const json::Object account = farm.read(accounts, key).value_or(json::Object{});
        const json::Value* account_label = account.find("name");
        if (!account_label || account_name(account_label->scalar_text()) != wanted) continue;
        // A farm file may give its administrators passwords.
        const json::Value* own = account.find("$password");
        const bool right =
            known != passwords_.end() ? known->second == password : own && own->scalar_text() == password;
        if (!right || !flag(account, "enabled", true)) return std::nullopt;
        drop_idle(farm);
        AdminLogon logon;
        logon.id = next_id_++;
        logon.user = key.number;
        logon.name = account_label->scalar_text();
        logon.rights = rights_of(account);
        logon.token = new_token();
        logon.peer = peer;
        logon.logon_time = logon.last_use = farm.clock().now();
        by_token_.emplace(logon.token, logon.id);
        return sessions_.emplace(logon.id, logon).first->second;
    }
    return std::nullopt;
}

std::int64_t Sessions::open(Farm& farm, std::string_view name) {
    AdminLogon console;
    console.id = next_id_++;
    console.name = name;
    for (const RowKey& key : farm.store().keys(accounts)) {
        const json::Object account = farm.read(accounts, key).value_or(json::Object{});
        const json::Value* label = account.find("name");
        if (!label || account_name(label->scalar_text()) != account_name(name)) continue;
        console.user = key.number;
        console.name = label->scalar_text();
        console.rights = rights_of(account);
    }
    console.peer = "console";
    console.logon_time = console.last_use = farm.clock().now();
    console.stays = true;
    sessions_.emplace(console.id, console);
    return console.id;
}

std::optional<AdminLogon> Sessions::holder(Farm& farm, std::string_view table, const RowKey& key,
                                           std::int64_t by) {
    drop_idle(farm);
    for (const Lock& lock : locks_) {
        if (lock.table != table || lock.key != key || lock.session == by) continue;
        if (const auto found = sessions_.find(lock.session); found != sessions_.end()) return found->second;
    }
    return std::nullopt;
}

const AdminLogon* Sessions::use(Farm& farm, std::string_view token) {
    drop_idle(farm);
    const auto found = by_token_.find(token);
    if (found == by_token_.end()) return nullptr;
    AdminLogon& session = sessions_.at(found->second);
    session.last_use = farm.clock().now();
    return &session;
}

bool Sessions::logoff(std::int64_t session_id) {
    const auto found = sessions_.find(session_id);
    if (found == sessions_.end()) return false;
    by_token_.erase(found->second.token);
    sessions_.erase(found);
    return true;
}

std::vector<AdminLogon> Sessions::living(Farm& farm) {
    drop_idle(farm);
    std::vector<AdminLogon> result;
    result.reserve(sessions_.size());
    for (const auto& [id, session] : sessions_) result.push_back(session);
    return result;
}

void Sessions::drop_idle(Farm& farm) {
    const std::int64_t now = farm.clock().now();
    // The administrator of the web service may have set another time, in minutes.
    const json::Value settings = farm.singleton("webservice/settings");
    const json::Value* minutes = &settings;
    for (const char* step : {"webAdminService", "session", "expire"})
        if (minutes) minutes = minutes->find(step);
    const std::int64_t set = minutes ? minutes->to_int64().value_or(0) : 0;
    const std::int64_t allowed = set > 0 ? set * 60 : idle_seconds_;
    std::erase_if(sessions_, [&](const auto& entry) {
        if (entry.second.stays || now - entry.second.last_use < allowed) return false;
        by_token_.erase(entry.second.token);
        return true;
    });
}

}  // namespace rasctl::simulator
