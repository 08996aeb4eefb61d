#include "simulator/store/farm.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"

namespace rasctl::simulator {
namespace {

constexpr std::string_view counters_table = "$farm";
constexpr std::string_view jobs_table = "$jobs";
constexpr std::string_view pending_table = "$pending";
constexpr std::string_view unapplied_table = "$unapplied";
constexpr int not_applied = 24;

}  // namespace

void merge(json::Object& object, const json::Object& changes) {
    for (const auto& [name, value] : changes) {
        json::Value* present = object.find(name);
        if (present && present->is_object() && value.is_object())
            merge(present->as_object(), value.as_object());
        else
            object.set(name, value);
    }
}

Farm::Farm(const catalog::Catalog& catalog, FarmOptions options)
    : catalog_(&catalog),
      options_(options),
      resources_(catalog, options.api),
      clock_(options.time_scale),
      random_(options.seed) {}

RowKey Farm::add(std::string_view table, json::Object row, std::string_view by) {
    const std::string_view key_field = resources_.key_field(table);
    const json::Value* given = row.find_ignoring_case(key_field);
    RowKey key;
    if (given && !given->is_null()) {
        key = RowKey::from(given->scalar_text());
        // Texts that look like numbers (hypervisors' ids) have nothing to do with the farm's own ids.
        if (given->is_number()) reserve_id(key.number);
    } else {
        key = RowKey(next_id());
        row.set(key_field, key.number);
    }
    const std::string now = clock_.date_time();
    for (const std::string_view name : {"adminCreate", "adminLastMod"})
        if (!row.find(name)) row.append(std::string(name), by);
    for (const std::string_view name : {"timeCreate", "timeLastMod"})
        if (!row.find(name)) row.append(std::string(name), now);
    store_.write(table, key, row);
    return key;
}

bool Farm::change(std::string_view table, const RowKey& key, const json::Object& changes,
                  std::string_view by) {
    auto row = store_.read(table, key);
    if (!row) return false;
    merge(*row, changes);
    row->set("adminLastMod", by);
    row->set("timeLastMod", clock_.date_time());
    store_.write(table, key, *row);
    return true;
}

bool Farm::remove(std::string_view table, const RowKey& key) {
    store_.erase_below(std::string(table) + "/" + key.to_text() + "/");
    return store_.erase(table, key);
}

json::Object Farm::singleton(std::string_view table, std::int64_t site) const {
    return store_.read(table, RowKey(site)).value_or(json::Object{});
}

void Farm::set_singleton(std::string_view table, std::int64_t site, const json::Object& changes) {
    json::Object row = singleton(table, site);
    merge(row, changes);
    store_.write(table, RowKey(site), row);
}

void Farm::set_status(std::string_view table, const RowKey& key, std::string_view member, json::Value value) {
    auto row = store_.read(table, key);
    if (!row) return;
    json::Value* status = row->find("$status");
    if (!status) status = &row->append("$status", json::Object{});
    status->as_object().set(member, std::move(value));
    store_.write(table, key, *row);
}

std::optional<json::Value> Farm::status(std::string_view table, const RowKey& key,
                                        std::string_view member) const {
    const auto row = store_.read(table, key);
    const json::Value* status = row ? row->find("$status") : nullptr;
    const json::Value* value = status ? status->find(member) : nullptr;
    return value ? std::optional(*value) : std::nullopt;
}

void Farm::await_apply(std::string_view table, const RowKey& key) {
    set_status(table, key, "agentState", not_applied);
    json::Object note;
    note.append("table", table);
    note.append("key", key.to_text());
    store_.write(unapplied_table, RowKey(std::string(table) + "/" + key.to_text()), note);
}

void Farm::apply() {
    for (const RowKey& at : store_.keys(unapplied_table)) {
        const json::Object note = store_.read(unapplied_table, at).value_or(json::Object{});
        const std::string table = note.find("table") ? note.find("table")->scalar_text() : "";
        const RowKey key = RowKey::from(note.find("key") ? note.find("key")->scalar_text() : "");
        const auto state = status(table, key, "agentState");
        if (state && state->to_int64() == not_applied) set_status(table, key, "agentState", 0);
        store_.erase(unapplied_table, at);
    }
    for (const RowKey& change : store_.keys(pending_table)) store_.erase(pending_table, change);
    marked_ = false;
}

bool Farm::pending() const {
    return store_.next(pending_table, std::nullopt).has_value();
}

void Farm::later(std::int64_t seconds, std::string_view kind, json::Object payload) {
    json::Object job;
    job.append("due", clock_.now() + seconds);
    job.append("kind", kind);
    job.append("payload", std::move(payload));
    store_.write(jobs_table, RowKey(next_id()), job);
}

void Farm::cancel_later(std::string_view kind, std::string_view member, const json::Value& value) {
    for (const RowKey& key : store_.keys(jobs_table)) {
        const json::Object job = store_.read(jobs_table, key).value_or(json::Object{});
        const json::Value* of_kind = job.find("kind");
        const json::Value* payload = job.find("payload");
        const json::Value* found = payload ? payload->find(member) : nullptr;
        if (of_kind && of_kind->scalar_text() == kind && found && *found == value)
            store_.erase(jobs_table, key);
    }
}

std::optional<DueJob> Farm::take_due() {
    std::optional<RowKey> next;
    std::int64_t earliest = clock_.now();
    json::Object due;
    for (const RowKey& key : store_.keys(jobs_table)) {
        json::Object job = store_.read(jobs_table, key).value_or(json::Object{});
        const auto time = job.find("due") ? job.find("due")->to_int64() : std::nullopt;
        if (time && *time > earliest) continue;
        if (next && time == earliest) continue;
        next = key;
        earliest = time.value_or(0);
        due = std::move(job);
    }
    if (!next) return std::nullopt;
    store_.erase(jobs_table, *next);
    DueJob job;
    if (const json::Value* kind = due.find("kind")) job.kind = kind->scalar_text();
    if (const json::Value* payload = due.find("payload"); payload && payload->is_object())
        job.payload = payload->as_object();
    return job;
}

std::string Farm::agent_version() const {
    switch (options_.api) {
        case 17:
            return "17.0 (build 21257)";
        case 18:
            return "18.0 (build 22497)";
        case 19:
            return "19.0 (build 23304)";
        case 20:
            return "20.0 (build 25889)";
        default:
            return "21.0 (build 26036)";
    }
}

void Farm::save_counters() {
    json::Object counters;
    counters.append("nextId", next_id_);
    std::string text = json::write(json::Value(counters));
    if (text == saved_) return;
    saved_ = text;
    store_.write_text(counters_table, 0, std::move(text));
}

void Farm::forget_saved_counters() {
    saved_.clear();
}

void Farm::load_counters() {
    const json::Object counters = store_.read(counters_table, 0).value_or(json::Object{});
    if (const json::Value* next = counters.find("nextId")) next_id_ = next->to_int64().value_or(next_id_);
}

}  // namespace rasctl::simulator
