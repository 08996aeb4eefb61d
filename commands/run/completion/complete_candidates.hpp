// What is offered for the word being typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rasctl::commands {

struct Candidate {
    std::string value;        // the whole word
    std::string description;  // one line; may be empty
};

class Candidates {
  public:
    // Only what begins with `typed` is kept.
    explicit Candidates(std::string typed) : typed_(std::move(typed)) {}

    const std::string& typed() const { return typed_; }
    // Values that hold what no terminal should show are left out, as are, in the end, values that were there
    // already.
    void add(std::string value, std::string_view description = {});
    bool empty() const { return all_.empty(); }
    // Takes out those that begin with what was typed; when there are none, those that do so in another letter
    // case.
    std::vector<Candidate> take_matching();

  private:
    void drop_repeated();

    std::string typed_;
    std::vector<Candidate> all_{};
};

// Whether a value is typed on: no blank goes behind it ("--set a=", a folder).
bool goes_on(std::string_view value);

}  // namespace rasctl::commands
