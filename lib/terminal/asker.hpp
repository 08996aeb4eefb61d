// What a prompt puts its questions to; internal to the prompt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terminal/prompt.hpp"
#include "terminal/tty_question.hpp"

namespace rasctl::terminal {

class Prompt::Asker {
  public:
    Asker() = default;
    virtual ~Asker() = default;
    Asker(const Asker&) = delete;
    Asker& operator=(const Asker&) = delete;

    virtual bool available() = 0;
    // Shows the question and answers what was typed, without the line end.
    virtual Result<Secret> ask(std::string_view question, Echo echo) = 0;

    std::vector<std::string> asked;
};

}  // namespace rasctl::terminal
