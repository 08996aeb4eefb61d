// The output formats.
#pragma once

#include <array>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::output {

enum class Format { table, wide, json, jsonl, yaml, csv, tsv, id, name };

struct FormatName {
    Format format;
    std::string_view name;
    std::string_view summary;
};

// In the order in which help lists them.
inline constexpr std::array<FormatName, 9> format_names{{
    {Format::table, "table", "aligned columns for people"},
    {Format::wide, "wide", "a table of all fields"},
    {Format::json, "json", "what the server sent, lossless"},
    {Format::jsonl, "jsonl", "one JSON value a line"},
    {Format::yaml, "yaml", "YAML with the same values"},
    {Format::csv, "csv", "comma-separated, RFC 4180 quoting"},
    {Format::tsv, "tsv", "tab-separated, backslash escapes"},
    {Format::id, "id", "one ID a line"},
    {Format::name, "name", "one name a line"},
}};

std::string_view to_string(Format format);

// Without regard to letter case; an unknown name is a usage error that lists the known ones.
Result<Format> parse_format(std::string_view name);

// Whether the format is for people: enum names instead of numbers, colours, fitted to the terminal.
constexpr bool is_for_people(Format format) {
    return format == Format::table || format == Format::wide;
}

}  // namespace rasctl::output
