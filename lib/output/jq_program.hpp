// A jq filter in libjq, in this process: the side of --jq that may crash, run for ever or eat all memory.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "output/jq_library.hpp"

namespace rasctl::output {

// How a run ended.
struct JqEnd {
    bool failed = false;
    std::string message{};  // of the failure, or what halt_error said without failing
};

class JqProgram {
  public:
    explicit JqProgram(const JqLibrary& library);
    ~JqProgram();
    JqProgram(const JqProgram&) = delete;
    JqProgram& operator=(const JqProgram&) = delete;

    // What is wrong with the filter; empty for nothing.
    std::string compile(const std::string& filter);

    // Runs it over a JSON text. `on_result` gets each result as text, and whether it is true to jq;
    // `on_debug` what the filter sends to `debug`.
    JqEnd run(std::string_view json_text, const std::function<void(std::string_view, bool)>& on_result,
              const std::function<void(std::string_view)>& on_debug);

  private:
    static void collect_error(void* self, jv message);
    static void pass_on_debug(void* self, jv message);
    std::string first_error() const;
    JqEnd end_of(jv result);
    std::string text_of(jv value) const;  // takes

    const JqLibrary& library_;
    jq_state* state_;
    std::string errors_;
    const std::function<void(std::string_view)>* on_debug_ = nullptr;
};

}  // namespace rasctl::output
