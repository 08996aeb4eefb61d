// YAML bodies: what is read is written so that it reads the same, and JSON is YAML.
#include "json/yaml.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "same_value.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

void check_round_trip(const json::Value& value) {
    const std::string yaml = json::write_yaml(value);
    const auto again = json::parse_yaml(yaml);
    expect(again.has_value(), "the YAML that was written can be read", again ? "" : yaml + again.error().why);
    expect(same_value(*again, value), "the YAML that was written reads the same", yaml);
    const std::string text = json::write(value);
    const auto from_json = json::parse(text);
    expect(from_json && *from_json == value, "a value from YAML can be written as JSON", text);
}

}  // namespace

void check(std::string_view input) {
    const auto value = json::parse_yaml(input);
    const auto either = json::parse_json_or_yaml(input);
    if (!value) {
        expect_told(value.error());
        if (!either) return expect_told(either.error());
        return check_round_trip(*either);
    }
    expect(either.has_value(), "what is YAML can be a body");
    check_round_trip(*value);
    check_round_trip(*either);
    if (json::parse(input)) expect(*either == *json::parse(input), "a JSON body is read as JSON");
}

}  // namespace rasctl::fuzz
