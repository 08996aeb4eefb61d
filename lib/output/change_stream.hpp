// The changes of a list one after the other, for programs and logs.
#pragma once

#include <memory>
#include <vector>

#include "output/renderer.hpp"
#include "output/row_changes.hpp"
#include "output/watched_table.hpp"

namespace rasctl::output {

// Each look adds what changed; the first one lists all rows. In JSON and YAML a change is an object of
// "time", "change" (listed, new, changed, gone), "row" and, of a changed row, "before": the members that
// differ as they were. --jq gets these objects one by one. CSV, TSV and tables have the change as their first
// column. Lists of IDs or names have a line for each row that is listed or new.
class ChangeStream {
  public:
    // Usage errors as in Renderer::create.
    static Result<ChangeStream> create(const OutputOptions& options, const Shape& shape, Sink sink);
    ChangeStream(ChangeStream&&) noexcept;
    ChangeStream& operator=(ChangeStream&&) noexcept;
    ~ChangeStream();

    // `time` is when the look was taken, as "2026-11-24T15:04:05Z".
    Result<> take(const std::vector<ChangedRow>& look, const std::string& time,
                  const WatchedLookUps& found = {});

    struct State;

  private:
    explicit ChangeStream(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rasctl::output
