// Asking a person.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::terminal {

// Asks on the terminal itself (/dev/tty), so stdin and stdout may be pipes. Ctrl-C, Ctrl-D and a stop signal
// are the failure interrupted() (exit code 130); the terminal echoes again on every way out, and Ctrl-Z
// works.
class Prompt {
  public:
    // /dev/tty, opened by the first question.
    static Prompt on_terminal();
    // Refuses every question; `why` is the reason the user is told, for instance "--no-input is given".
    static Prompt refusing(std::string why);
    // Answers for tests, given in order; a question beyond them is interrupted.
    static Prompt scripted(std::vector<std::string> answers);

    Prompt(Prompt&&) noexcept;
    Prompt& operator=(Prompt&&) noexcept;
    ~Prompt();

    // Whether there is somebody to ask.
    bool available();

    // A line. With a default, it is shown in brackets and an empty answer means it. The question is shown
    // without control characters; a space follows it. Without a terminal: a usage failure.
    Result<std::string> line(std::string_view question, std::string_view default_answer = {});
    // Yes or no, asked again until it is one; an empty answer means the default.
    Result<bool> confirm(std::string_view question, bool default_answer = false);
    // A secret, not shown while it is typed.
    Result<Secret> secret(std::string_view question);

    // The questions a scripted prompt was asked.
    const std::vector<std::string>& asked() const;

    class Asker;

  private:
    explicit Prompt(std::unique_ptr<Asker> asker);
    std::unique_ptr<Asker> asker_;
};

}  // namespace rasctl::terminal
