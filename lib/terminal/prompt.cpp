#include "terminal/prompt.hpp"

#include <algorithm>
#include <utility>

#include "error/try.hpp"
#include "system/terminal_control.hpp"
#include "terminal/asker.hpp"
#include "terminal/sanitize.hpp"
#include "terminal/signals.hpp"
#include "terminal/tty_question.hpp"
#include "text/ascii.hpp"

namespace rasctl::terminal {
namespace {

Error nobody_to_ask(std::string_view question, std::string why) {
    return Error{.exit_code = ExitCode::usage,
                 .what = "cannot ask \"" + std::string(question) + "\"",
                 .why = std::move(why),
                 .hint = ""};
}

class TerminalAsker : public Prompt::Asker {
  public:
    bool available() override {
        if (!terminal_) terminal_ = system::open_terminal();
        return static_cast<bool>(terminal_);
    }

    Result<Secret> ask(std::string_view question, Echo echo) override {
        if (!available()) return nobody_to_ask(question, "there is no terminal");
        return ask_on_tty(terminal_.get(), std::string(question) + " ", echo);
    }

  private:
    system::Descriptor terminal_;
};

class RefusingAsker : public Prompt::Asker {
  public:
    explicit RefusingAsker(std::string why) : why_(std::move(why)) {}
    bool available() override { return false; }
    Result<Secret> ask(std::string_view question, Echo) override { return nobody_to_ask(question, why_); }

  private:
    std::string why_;
};

class ScriptedAsker : public Prompt::Asker {
  public:
    explicit ScriptedAsker(std::vector<std::string> answers) : answers_(std::move(answers)) {}
    bool available() override { return true; }
    Result<Secret> ask(std::string_view, Echo) override {
        if (next_ == answers_.size()) return interrupted();
        return Secret(answers_[next_++]);
    }

  private:
    std::vector<std::string> answers_;
    std::size_t next_ = 0;
};

}  // namespace

Prompt::Prompt(std::unique_ptr<Asker> asker) : asker_(std::move(asker)) {}
Prompt::Prompt(Prompt&&) noexcept = default;
Prompt& Prompt::operator=(Prompt&&) noexcept = default;
Prompt::~Prompt() = default;

Prompt Prompt::on_terminal() {
    return Prompt(std::make_unique<TerminalAsker>());
}
Prompt Prompt::refusing(std::string why) {
    return Prompt(std::make_unique<RefusingAsker>(std::move(why)));
}
Prompt Prompt::scripted(std::vector<std::string> answers) {
    return Prompt(std::make_unique<ScriptedAsker>(std::move(answers)));
}

bool Prompt::available() {
    return asker_->available();
}
const std::vector<std::string>& Prompt::asked() const {
    return asker_->asked;
}

Result<std::string> Prompt::line(std::string_view question, std::string_view default_answer) {
    std::string shown = sanitize(question, LineEnds::keep);
    if (!default_answer.empty()) shown.append(" [").append(sanitize(default_answer)).append("]");
    asker_->asked.push_back(shown);
    TRY_LET(const auto answer, asker_->ask(shown, Echo::on));
    return std::string(answer.empty() ? default_answer : answer.expose());
}

Result<bool> Prompt::confirm(std::string_view question, bool default_answer) {
    const std::string shown = sanitize(question, LineEnds::keep) + (default_answer ? " [Y/n]" : " [y/N]");
    while (true) {
        asker_->asked.push_back(shown);
        TRY_LET(const auto answer, asker_->ask(shown, Echo::on));
        const std::string word = lower_case(answer.expose());
        if (word.empty()) return default_answer;
        if (word == "y" || word == "yes") return true;
        if (word == "n" || word == "no") return false;
    }
}

Result<Secret> Prompt::secret(std::string_view question) {
    const std::string shown = sanitize(question, LineEnds::keep);
    asker_->asked.push_back(shown);
    return asker_->ask(shown, Echo::off);
}

}  // namespace rasctl::terminal
