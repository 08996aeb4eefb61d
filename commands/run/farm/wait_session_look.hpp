// One look of `wait session`: sessions have neither a status nor a get, and one word may name several of
// them.
#pragma once

#include "commands/run/farm/wait_look.hpp"

namespace rasctl::commands {

// A word is a user, a session's number or HOST/NUMBER; --all is every session of the list, or those that
// --where chooses. A condition holds when every session that is meant meets it, and there is one.
class WaitSessionLook : public Look {
  public:
    WaitSessionLook(Context& context, const Arguments& arguments, std::vector<std::string> words)
        : context_(context), arguments_(arguments), words_(std::move(words)) {}

    Result<> check() override;
    boost::asio::awaitable<Result<>> look(Clock::time_point started) override;

  private:
    boost::asio::awaitable<Result<>> know_names();
    bool is_meant(const Waited& one, const json::Value& row) const;
    Result<> judge(Waited& one, const json::Array& rows);

    Context& context_;
    const Arguments& arguments_;
    std::vector<std::string> words_;
    std::vector<WaitCondition> conditions_{};
    std::optional<output::Where> chosen_{};  // of --where
    bool deleted_ = false, created_ = false;
};

}  // namespace rasctl::commands
