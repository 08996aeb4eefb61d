// Every operation of every version answers a minimal valid call in its documented way, and refuses a call
// without a session.
#include <catch2/catch.hpp>

#include <memory>

#include "json/writer.hpp"
#include "simulated_farm.hpp"

using namespace rasctl;
using namespace rasctl::simulator;

namespace {

using catalog::Field;
using catalog::Kind;
using catalog::Schema;
using catalog::Type;

json::Object minimal_object(Schema schema);

json::Value minimal_value(Kind kind, Type type, double least) {
    const auto schema = type.schema();
    switch (kind) {
        case Kind::boolean:
            return true;
        case Kind::integer:
        case Kind::number:
            return static_cast<std::int64_t>(least > 1 ? least : 1);
        case Kind::enumeration:
            return schema && !schema->values().empty() ? schema->values()[0].number() : std::int64_t{0};
        case Kind::object:
            return schema ? minimal_object(*schema) : json::Object{};
        case Kind::string:
            return type.format() == catalog::Format::date_time || type.format() == catalog::Format::date
                       ? "2026-01-31T08:00:00Z"
                       : "10.0.0.1";
        default:
            return "value";
    }
}

json::Value minimal_field(Field field) {
    const Type type = field.type();
    if (type.is_array()) return json::Array{minimal_value(type.element(), type, 1)};
    json::Value value = minimal_value(type.kind(), type, field.minimum().value_or(1));
    if (value.is_string() && field.minimum_length())
        while (value.as_string().size() < *field.minimum_length()) value.as_string() += 'x';
    return value;
}

json::Object minimal_object(Schema schema) {
    json::Object object;
    for (const Field field : schema.fields())
        if (field.required()) object.append(std::string(field.name()), minimal_field(field));
    return object;
}

std::string target_of(catalog::Operation operation) {
    std::string target;
    std::size_t next = 0;
    bool inside = false;
    for (const char c : operation.path()) {
        if (c == '{') {
            inside = true;
            const Field parameter = operation.path_parameters()[next++];
            target += parameter.type().kind() == Kind::string ? "value" : "7";
        }
        if (!inside) target += c;
        if (c == '}') inside = false;
    }
    char separator = '?';
    for (const Field parameter : operation.query_parameters()) {
        if (!parameter.required()) continue;
        target += separator + std::string(parameter.name()) + "=" + minimal_field(parameter).scalar_text();
        separator = '&';
    }
    return target;
}

std::string multipart(const json::Object& body) {
    std::string text;
    for (const auto& [name, value] : body)
        text += "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                value.scalar_text() + "\r\n";
    return text + "--limit--\r\n";
}

Answer minimal_call(SimulatedFarm& farm, catalog::Operation operation) {
    const auto schema = operation.body();
    const json::Object body = schema ? minimal_object(*schema) : json::Object{};
    farm.content_type =
        operation.multipart() ? "multipart/form-data; boundary=limit" : "application/json; api-version=1.0";
    std::string text;
    if (operation.multipart())
        text = multipart(body);
    else if (schema)
        text = json::write(json::Value(body));
    Answer answer = farm.call(operation.method(), target_of(operation), text);
    farm.content_type = "application/json; api-version=1.0";
    return answer;
}

}  // namespace

TEST_CASE("every operation of every version answers a minimal valid call") {
    const int api = GENERATE(17, 18, 19, 20, 21);
    ServiceOptions options;
    options.farm.any_id = true;
    std::size_t called = 0;
    std::unique_ptr<SimulatedFarm> farm;
    for (const catalog::Operation operation : catalog::Catalog::built_in().operations()) {
        if (!is_available(operation, api) || !operation.needs_session()) continue;
        // One farm for each would be slow, one for all would let deletions meet deletions.
        if (called % 50 == 0) farm = std::make_unique<SimulatedFarm>(api, seed_empty, options);
        farm->log_on();
        const Answer answer = minimal_call(*farm, operation);
        ++called;
        INFO(api << " " << operation.method() << " " << operation.path() << " answered " << answer.status
                 << " " << json::write(answer.body));
        CHECK((answer.status == operation.status() || answer.status == 409));
    }
    CHECK(called > (api <= 18 ? 10U : 900U));
}

TEST_CASE("no operation but the logon works without a session") {
    SimulatedFarm farm;
    for (const catalog::Operation operation : catalog::Catalog::built_in().operations()) {
        if (!is_available(operation, 21) || !operation.needs_session()) continue;
        INFO(operation.method() << " " << operation.path());
        CHECK(farm.call(operation.method(), target_of(operation)).status == 401);
    }
}
