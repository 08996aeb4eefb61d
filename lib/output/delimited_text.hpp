// Fields of CSV and TSV.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::output {

// A field of CSV (RFC 4180): in quotes when it holds a comma, a quote or a line end, starts or ends with a
// blank, or is empty text (so that it differs from null, which is nothing at all).
void append_csv_field(std::string& out, std::string_view text);

// A field of TSV, in the escapes of PostgreSQL's COPY: \t \n \r \\ stand for tab, line feed, carriage return,
// backslash.
void append_tsv_field(std::string& out, std::string_view text);

}  // namespace rasctl::output
