// YAML as another spelling of JSON: written so that every YAML parser reads the same JSON back, and read by
// the core schema of YAML 1.2 (yaml.org/spec/1.2.2, chapter 10.3).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::json {

// The value as one YAML document, with a line end. Parsers of YAML 1.1 and 1.2 disagree on what a plain `no`,
// `1e3`, `0o7` or `12:30` is, so every string that could be anything else is quoted, and numbers are spelt so
// that both read a number of the same value (`1E5` becomes `1.0E+5`). Of members with the same name the last
// one's value is written in the first one's place, which is what JSON parsers make of them.
std::string write_yaml(const Value& value);

// Writes a top-level sequence element by element, so that a list needs no memory of its own.
class YamlWriter {
  public:
    YamlWriter();
    ~YamlWriter();
    YamlWriter(YamlWriter&&) noexcept;
    YamlWriter& operator=(YamlWriter&&) noexcept;

    // Adds an element. The text comes out of take(), possibly only with a later element.
    void append(const Value& element);
    // Ends the sequence (`[]` when there was no element); the writer takes no more.
    void finish();
    // The text since the last call.
    std::string take();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Reads exactly one YAML document. Plain scalars mean what the core schema says; a number keeps its text
// where that is a JSON number and is rewritten as one otherwise (`+5`, `0x1F`, `.5`). Keys that are no
// strings become strings. Refused, with line and column: duplicate keys, tags, merge keys (`<<`), keys that
// are lists or maps, `.inf` and
// `.nan`, nesting over maximum_depth, aliases that expand to more than 100,000 values or 16 MiB, several
// documents.
Result<Value> parse_yaml(std::string_view text);

// All documents of a text, by the same rules; one that holds nothing is left out.
Result<std::vector<Value>> parse_yaml_documents(std::string_view text);

struct TextPlace {
    std::size_t line = 1;
    std::size_t column = 1;
};

// Where the member at the path ("spec.permissions.0.name") of a document begins; where there is no such
// member, the innermost one above it. For messages: it reads the text again.
TextPlace place_in_yaml(std::string_view text, std::size_t document, std::string_view path);

// For files that may hold either: text that starts like JSON (`{`, `[`, `"`) is read as JSON and, where that
// fails, as YAML, which allows more; all other text as YAML. When both fail the error is JSON's.
Result<Value> parse_json_or_yaml(std::string_view text);

}  // namespace rasctl::json
