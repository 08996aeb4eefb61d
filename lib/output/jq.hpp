// --jq: filters in the jq language, by libjq, which is loaded only when a filter is used (it takes longer to
// start than everything else rasctl does).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::output {

// Runs a jq filter over one JSON text. `on_result` gets each result: strings as they are, other values as
// compact JSON (what `jq -r -c` prints, without the line end). jq keeps numbers as doubles: integers over
// 2^53 lose their last digits, and `1E0` comes out as `1`. Errors (usage): libjq is not installed, the filter
// does not compile, or it fails.
Result<> run_jq(const std::string& filter, std::string_view json_text,
                const std::function<Result<>(std::string_view)>& on_result);

// Compiles the filter only, so that a wrong one is found before a request is sent.
Result<> check_jq(const std::string& filter);

}  // namespace rasctl::output
