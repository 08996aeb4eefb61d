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
    bool stays = false;  // without requests too: someone sits at the console
};

// An object that an administrator's session holds for itself.
struct Lock {
    std::string table;
    RowKey key;
    std::int64_t session = 0;
};

class Sessions {
  public:
    // Seconds without a request after which a session ends.
    explicit Sessions(std::int64_t idle_seconds) : idle_seconds_(idle_seconds) {}
    std::int64_t idle_seconds() const { return idle_seconds_; }

    // Lets the account of that name log on with the password; a name that the farm does not have stays
    // refused.
    void set_password(std::string_view name, std::string_view password);

    // A new session, or nothing when name or password are wrong or the account is disabled. Names match
    // without regard to letter case and with or without a domain ("DOM\name", "name@dom").
    std::optional<AdminLogon> logon(Farm& farm, std::string_view name, std::string_view password,
                                    std::string_view peer);
    // A session that nobody's request opened: the console of that administrator.
    std::int64_t open(Farm& farm, std::string_view name);
    // Until its session ends, nobody else may write to the object.
    void lock(Lock lock) { locks_.push_back(std::move(lock)); }
    // The session that keeps `by` from writing to the object; nothing when it is free.
    std::optional<AdminLogon> holder(Farm& farm, std::string_view table, const RowKey& key, std::int64_t by);
    // The session of that token, kept alive by this; nothing when it never was, ended or idled out.
    const AdminLogon* use(Farm& farm, std::string_view token);
    // Ends the session; false when there is none of that ID.
    bool logoff(std::int64_t session_id);
    // Those that live, oldest first.
    std::vector<AdminLogon> living(Farm& farm);

  private:
    void drop_idle(Farm& farm);
    std::int64_t idle_seconds_;
    std::vector<Lock> locks_;
    std::int64_t next_id_ = 1;
    std::map<std::string, std::string, std::less<>> passwords_;  // by lower-case name
    std::map<std::int64_t, AdminLogon> sessions_;
    std::map<std::string, std::int64_t, std::less<>> by_token_;
};

// Whether the administrator may call the operation, from the account's permissions in the farm.
bool is_allowed(const Farm& farm, const AdminLogon& admin, catalog::Operation operation, std::int64_t site);

}  // namespace rasctl::simulator
