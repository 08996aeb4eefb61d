// --jq: filters in the jq language, by libjq in a process of its own (jq_process.hpp says why).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"

namespace rasctl::output {

// What a filter may see and use.
struct JqLimits {
    std::chrono::milliseconds time{};               // for one text; none is no limit
    std::vector<std::string> environment{};         // "NAME=value": what env and $ENV show
    std::function<void(const std::string&)> say{};  // takes a line of debug, stderr or halt_error
};

// A compiled filter, which runs over one JSON text after the other.
class JqFilter {
  public:
    // Usage errors: libjq is not installed, or the filter does not compile.
    static Result<JqFilter> compile(const std::string& filter, JqLimits limits);
    JqFilter(JqFilter&&) noexcept;
    JqFilter& operator=(JqFilter&&) noexcept;
    ~JqFilter();

    // `on_result` gets each result: strings as they are, other values as compact JSON (what `jq -r -c`
    // prints, without the line end). jq keeps numbers as doubles: integers over 2^53 lose their last digits,
    // and `1E0` comes out as `1`. Fails when the filter does, when it needs more time or memory than it may,
    // and, as interrupted, soon after a stop signal.
    Result<> run(std::string_view json_text, const std::function<Result<>(std::string_view)>& on_result);

    // What jq -e exits with after the last run: 0, 1 when its last result was false or null, 4 without one.
    int exit_status() const;

    class Process;

  private:
    explicit JqFilter(std::unique_ptr<Process> process);
    std::unique_ptr<Process> process_;
};

}  // namespace rasctl::output
