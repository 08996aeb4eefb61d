#include "simulator/api/handlers.hpp"

#include "json/writer.hpp"
#include "simulator/api/session.hpp"
#include "simulator/store/farm.hpp"

namespace rasctl::simulator {
namespace {

std::string handler_key(std::string_view method, std::string_view path) {
    std::string key(method);
    key += ' ';
    bool inside = false;
    for (const char c : lower_case(path)) {
        if (c == '}') inside = false;
        if (!inside) key += c;
        if (c == '{') inside = true;
    }
    return key;
}

template <class Decorators>
void run(const Decorators& decorators, Farm& farm, const std::string& table, const RowKey& key,
         json::Object& object) {
    for (const auto& [pattern, decorator] : decorators)
        if (pattern == table || match_pattern(pattern, table)) decorator(farm, table, key, object);
}

const json::Value* present(const json::Value* value) {
    return value && !value->is_null() ? value : nullptr;
}

Response answer(unsigned status, const json::Value& value) {
    Response response;
    response.status = status;
    response.content_type = json_media_type;
    response.body = json::write(value);
    return response;
}

}  // namespace

const json::Value* Call::field(std::string_view name) const {
    return body.is_object() ? present(body.as_object().find_ignoring_case(name)) : nullptr;
}

const json::Value* Call::query_value(std::string_view name) const {
    return present(query.find_ignoring_case(name));
}

std::int64_t Call::site() const {
    for (const json::Value* value : {query_value("siteId"), field("siteId")})
        if (const auto site = value ? value->to_int64() : std::nullopt; site && *site > 0) return *site;
    return admin ? admin->site : 1;
}

void Handlers::add(std::string_view method, std::string_view path, Handler handler) {
    handlers_.insert_or_assign(handler_key(method, path), std::move(handler));
}
void Handlers::decorate_status(std::string table_pattern, Decorator decorator) {
    status_.emplace(std::move(table_pattern), std::move(decorator));
}
void Handlers::decorate(std::string table_pattern, Decorator decorator) {
    objects_.emplace(std::move(table_pattern), std::move(decorator));
}
void Handlers::add_job(std::string kind, Job job) {
    jobs_.insert_or_assign(std::move(kind), std::move(job));
}
void Handlers::after_create(std::string table_pattern, Decorator decorator) {
    create_.emplace(std::move(table_pattern), std::move(decorator));
}
void Handlers::after_update(std::string table_pattern, Decorator decorator) {
    update_.emplace(std::move(table_pattern), std::move(decorator));
}
void Handlers::after_remove(std::string table_pattern, Decorator decorator) {
    remove_.emplace(std::move(table_pattern), std::move(decorator));
}

const Handlers::Handler* Handlers::find(std::string_view method, std::string_view path) const {
    const auto found = handlers_.find(handler_key(method, path));
    return found == handlers_.end() ? nullptr : &found->second;
}

const Handlers::Job* Handlers::job(std::string_view kind) const {
    const auto found = jobs_.find(kind);
    return found == jobs_.end() ? nullptr : &found->second;
}

void Handlers::run_status(Farm& farm, const std::string& table, const RowKey& key,
                          json::Object& object) const {
    run(status_, farm, table, key, object);
}
void Handlers::run_decorate(Farm& farm, const std::string& table, const RowKey& key,
                            json::Object& object) const {
    run(objects_, farm, table, key, object);
}
void Handlers::run_create(Farm& farm, const std::string& table, const RowKey& key,
                          json::Object& object) const {
    run(create_, farm, table, key, object);
}
void Handlers::run_update(Farm& farm, const std::string& table, const RowKey& key,
                          json::Object& object) const {
    run(update_, farm, table, key, object);
}
void Handlers::run_remove(Farm& farm, const std::string& table, const RowKey& key,
                          json::Object& object) const {
    run(remove_, farm, table, key, object);
}

void run_due(Farm& farm, const Handlers& handlers) {
    // A job may start others; those that are due by now run too, oldest first.
    for (int round = 0; round < 1000; ++round) {
        const auto due = farm.take_due();
        if (!due) return;
        if (const Handlers::Job* job = handlers.job(due->kind)) (*job)(farm, due->payload);
    }
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response created() {
    Response response;
    response.status = 201;
    return response;
}

Response ok(const json::Value& value) {
    return answer(200, value);
}

Response created(const json::Value& value) {
    return answer(201, value);
}

Response file(std::string content, std::string_view name, std::string_view media_type) {
    Response response;
    response.content_type = media_type;
    response.body = std::move(content);
    // Objects' names may hold what would end the quotes or the header.
    std::string safe(name);
    for (char& c : safe)
        if (c < ' ' || c > '~' || c == '"' || c == '\\') c = '_';
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + safe + "\"");
    return response;
}

}  // namespace rasctl::simulator
