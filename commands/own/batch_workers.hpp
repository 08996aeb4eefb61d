// Running the lines of a batch in this process, or in several side by side.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "error/error.hpp"

namespace rasctl::commands {

struct BatchLine {
    std::size_t number = 0;  // in the file, from 1
    std::string text;
};

struct BatchResult {
    int exit_code = 0;
    std::string line;  // of JSON, without line end
};

// The index of the next line to run; nothing when there is none.
using NextLine = std::function<std::optional<std::size_t>()>;
using OnResult = std::function<Result<>(BatchResult)>;

struct BatchPlan {
    std::size_t lines = 0;
    std::size_t workers = 1;  // more than one are processes of their own
    bool stop_on_error = false;
    std::function<Result<>(const NextLine&, const OnResult&)> work{};  // runs lines until there are no more
    std::function<void()> begin_fork{}, in_parent{}, in_child{};
};

// Hands each line of JSON to `write` as soon as it is there. Answers how many commands failed; lines not
// started after a failure with stop_on_error do not count.
Result<std::size_t> run_batch(const BatchPlan& plan, const std::function<Result<>(std::string_view)>& write);

}  // namespace rasctl::commands
