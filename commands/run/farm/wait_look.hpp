// One look of `wait`: which targets there are, and whether they are as wanted.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "commands/line/command_line.hpp"
#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/wait_conditions.hpp"

namespace rasctl::commands {

struct Waited {
    Target target;
    std::string word{};  // by which it is looked for while its ID is not known
    bool met = false;
    bool holds = false;  // so far, while a look goes on
    std::string seen{};
    std::chrono::steady_clock::duration took{};
};

// What `wait` looks at again and again.
class Look {
  public:
    using Clock = std::chrono::steady_clock;

    Look() = default;
    virtual ~Look() = default;
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    // Finds what is wrong at every server.
    virtual Result<> check() = 0;
    // The session that was opened; before the first look.
    virtual void use(session::Session&) {}
    // Looks once at all that are not as wanted yet. A failure leaves them as they were; is_passing() says
    // whether another look may do better.
    virtual boost::asio::awaitable<Result<>> look(Clock::time_point started) = 0;
    bool is_passing(const Error& error) const;

    // Whether it is known what to ask, and of what.
    bool ready() const { return ready_; }
    const std::vector<Waited>& waited() const { return waited_; }
    std::vector<Waited*> open_ones();

  protected:
    bool reached_ = false;  // the server has answered once
    bool ready_ = false;
    std::vector<Waited> waited_{};
};

class WaitLook : public Look {
  public:
    WaitLook(Context& context, const Arguments& arguments, std::string noun, std::vector<std::string> words)
        : context_(context), arguments_(arguments), noun_(std::move(noun)), words_(std::move(words)) {}

    Result<> check() override;
    void use(session::Session& session) override { session_ = &session; }

    // Where the conditions can be seen at a server of that version (0: not known).
    Result<WaitPlan> plan(int version) const;
    // Who is chosen, as far as the words tell.
    Result<farm::Selection> selection(const farm::Choice& choice) const;

    boost::asio::awaitable<Result<>> look(Clock::time_point started) override;

  private:
    boost::asio::awaitable<Result<>> get_ready();
    farm::Directory make_directory();
    boost::asio::awaitable<Result<>> choose(farm::Directory& directory);
    boost::asio::awaitable<Result<>> find_missing();
    void forget_repeated();
    boost::asio::awaitable<Result<>> judge_all();
    boost::asio::awaitable<Result<>> ask_all(const Source& source, const std::vector<Waited*>& open);
    boost::asio::awaitable<Result<>> ask_each(const Source& source, const std::vector<Waited*>& open);
    Result<> judge(const Source& source, Waited& one, const json::Value* row);
    Error shows_no_such_field(const Target& target, const WaitCondition& condition,
                              const output::FieldPath& field, const json::Value& row) const;

    Context& context_;
    const Arguments& arguments_;
    std::string noun_;
    std::vector<std::string> words_;
    session::Session* session_ = nullptr;
    WaitPlan plan_;
    std::vector<std::string> shared_;
};

}  // namespace rasctl::commands
