// The process that a jq filter runs in. libjq 1.6 ends the process it is in on many an input (an assertion, a
// null pointer, no memory), cannot be stopped, reads ~/.jq and modules, and shows the whole environment. So
// it gets a process that has no descriptor but its pipes and can open none, a bound on its memory, an
// environment of our choosing, and that can be killed.
#pragma once

#include "output/jq.hpp"
#include "system/descriptor.hpp"
#include "system/process.hpp"

namespace rasctl::output {

class JqFilter::Process {
  public:
    explicit Process(JqLimits limits) : limits_(std::move(limits)) {}
    // Ends it.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    Result<> start(const std::string& filter);
    Result<> run(std::string_view json_text, const std::function<Result<>(std::string_view)>& on_result);
    int exit_status() const { return exit_status_; }

  private:
    struct Frame;
    class Patience;
    using OnResult = std::function<Result<>(std::string_view)>;

    Result<> send(std::string_view text);
    // Handles what comes until the text is done with.
    Result<> listen(const OnResult& on_result);
    Result<> wait_for_more(Patience& patience);
    // Whole frames out of what has come; true when one of them was the last.
    Result<bool> take_frames(const OnResult& on_result);
    Result<bool> take_frame(char kind, std::string_view payload, const OnResult& on_result);
    void take_stderr();
    void say(std::string_view text) const;
    // Why it is gone.
    Error end();

    JqLimits limits_;
    std::string filter_;
    system::Process process_;
    system::Descriptor channel_;
    system::Descriptor errors_;
    std::string received_;
    std::string said_;  // on its stderr, not yet handed on
    int exit_status_ = 0;
};

}  // namespace rasctl::output
