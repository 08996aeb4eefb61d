// What `rasctl doctor` finds: one line a check, with its mend.
#pragma once

#include <string>
#include <vector>

#include "commands/run/context.hpp"
#include "error/error.hpp"

namespace rasctl::commands {

enum class Health { ok, warn, fail };

// What one check came to.
struct CheckResult {
    Health health = Health::ok;
    std::string name;    // "certificate"
    std::string detail;  // what was found
    std::string mend{};  // what to do about it
};

class Diagnosis {
  public:
    void ok(std::string name, std::string detail);
    void warn(std::string name, std::string detail, std::string mend);
    void fail(std::string name, std::string detail, std::string mend);
    // A failure of the work itself: its reason is the detail, its hint the mend.
    void fail(std::string name, const Error& error);

    bool healthy() const;
    // As lines "ok NAME: DETAIL" for people, or in the output format asked for.
    Result<> show(Context& context) const;

  private:
    std::vector<CheckResult> findings_;
};

}  // namespace rasctl::commands
