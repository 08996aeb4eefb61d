// Administrators' sessions: who is logged on, with which token, and until when.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {

enum class Rights { root, power, custom };

struct AdminLogon {
    std::int64_t id = 0;  // of the session
    std::int64_t user = 0;
    std::string name;
    Rights rights = Rights::root;
    std::int64_t site = 1;
    std::string token;
    std::string peer;
    std::int64_t logon_time = 0;  // simulated seconds
    std::int64_t last_use = 0;
};

class Sessions {
  public:
    // Seconds without a request after which a session ends.
    explicit Sessions(std::int64_t idle_seconds) : idle_seconds_(idle_seconds) {}

    // Lets the account of that name log on with the password; a name that the farm does not have stays
    // refused.
    void set_password(std::string_view name, std::string_view password);

    // A new session, or nothing when name or password are wrong or the account is disabled. Names match
    // without regard to letter case and with or without a domain ("DOM\name", "name@dom").
    std::optional<AdminLogon> logon(Farm& farm, std::string_view name, std::string_view password,
                                    std::string_view peer);
    // The session of that token, kept alive by this; nothing when it never was, ended or idled out.
    const AdminLogon* use(Farm& farm, std::string_view token);
    // Ends the session; false when there is none of that ID.
    bool logoff(std::int64_t session_id);
    // Those that live, oldest first.
    std::vector<AdminLogon> living(Farm& farm);

  private:
    void drop_idle(Farm& farm);
    std::int64_t idle_seconds_;
    std::int64_t next_id_ = 1;
    std::map<std::string, std::string, std::less<>> passwords_;  // by lower-case name
    std::map<std::int64_t, AdminLogon> sessions_;
    std::map<std::string, std::int64_t, std::less<>> by_token_;
};

// Whether the administrator may call the operation, from the account's permissions in the farm.
bool is_allowed(const Farm& farm, const AdminLogon& admin, catalog::Operation operation, std::int64_t site);

}  // namespace rasctl::simulator
