// One simulated farm: its objects, clock, ids and pending changes. What seeds fill and life cycles act on.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "catalog/catalog.hpp"
#include "simulator/model/clock.hpp"
#include "simulator/model/resources.hpp"
#include "simulator/store/store.hpp"

namespace rasctl::simulator {

struct FarmOptions {
    int api = 21;             // major version of the server, 17 to 21
    std::uint64_t seed = 1;   // of everything random
    double time_scale = 1.0;  // simulated seconds in one real second
    bool any_id = false;      // objects that a request names come into being with their defaults
};

// Work that was due at a simulated time (Farm::later).
struct DueJob {
    std::string kind;
    json::Object payload;
};

class Farm {
  public:
    Farm(const catalog::Catalog& catalog, FarmOptions options);

    const catalog::Catalog& catalog() const { return *catalog_; }
    const FarmOptions& options() const { return options_; }
    const Resources& resources() const { return resources_; }
    Store& store() { return store_; }
    const Store& store() const { return store_; }
    Clock& clock() { return clock_; }
    const Clock& clock() const { return clock_; }
    std::mt19937_64& random() { return random_; }

    // Ids are unique over the farm and grow.
    std::int64_t next_id() { return next_id_++; }
    // Later ids are above this one; for seeds that give their own. The API's ids have 32 bits: one that is
    // larger is taken, but none can follow it.
    void reserve_id(std::int64_t id) {
        if (id < std::numeric_limits<std::int32_t>::max()) next_id_ = std::max(next_id_, id + 1);
    }

    // Stores a new object: gives it an id where it has none, the caller's name and the time. Only what
    // differs from the schema's defaults need be in it. `table` is lower case with ids filled in
    // ("provider/12/vm"); the key is the member "id" (or the one that the table's key_field names). Members
    // that begin with "$" stay inside;
    // "$status" holds members that replace derived ones in status objects.
    RowKey add(std::string_view table, json::Object row, std::string_view by = "administrator");
    // Merges `changes` into the object, nested objects member by member. False when there is no such row.
    bool change(std::string_view table, const RowKey& key, const json::Object& changes,
                std::string_view by = "administrator");
    // Removes the object and everything below it.
    bool remove(std::string_view table, const RowKey& key);
    std::optional<json::Object> read(std::string_view table, const RowKey& key) const {
        return store_.read(table, key);
    }
    // Where the object is kept that a setting without ids belongs to, for instance singleton("farmsettings").
    json::Object singleton(std::string_view table, std::int64_t site = 0) const;
    void set_singleton(std::string_view table, std::int64_t site, const json::Object& changes);

    // Sets one member of what the object's status shows, for instance agentState.
    void set_status(std::string_view table, const RowKey& key, std::string_view member, json::Value value);
    // The same for reading: the stored member, or nothing where it is derived.
    std::optional<json::Value> status(std::string_view table, const RowKey& key,
                                      std::string_view member) const;

    // Whether changes wait until they are applied. What a request that marks itself writes is kept as waiting
    // by note_pending() (pending.hpp).
    bool pending() const;
    void mark_pending() { marked_ = true; }
    // Whether the request marked itself, asked once.
    bool take_mark() { return std::exchange(marked_, false); }
    // Makes every change live: new servers leave NotApplied (24).
    void apply();
    // Shows agentState NotApplied for the object until the next apply().
    void await_apply(std::string_view table, const RowKey& key);

    // Lets the job of that kind be taken once `seconds` of simulated time have passed.
    void later(std::int64_t seconds, std::string_view kind, json::Object payload);
    // Forgets every job of that kind whose payload has that member value.
    void cancel_later(std::string_view kind, std::string_view member, const json::Value& value);
    // The oldest of the jobs that are due, forgotten by this; nothing when there is none.
    std::optional<DueJob> take_due();

    // "21.0 (build 25500)" for the farm's version.
    std::string agent_version() const;

    // Puts counters into the store so that they are committed with the rest, and takes them from it after
    // loading.
    void save_counters();
    // To be called when what save_counters() put there was undone.
    void forget_saved_counters();
    void load_counters();

  private:
    const catalog::Catalog* catalog_;
    FarmOptions options_;
    Resources resources_;
    Store store_;
    Clock clock_;
    std::mt19937_64 random_;
    std::int64_t next_id_ = 1;
    bool marked_ = false;
    std::string saved_;  // the counters as last put into the store
};

// Merges `changes` into `object`: nested objects member by member, everything else replaced.
void merge(json::Object& object, const json::Object& changes);

}  // namespace rasctl::simulator
