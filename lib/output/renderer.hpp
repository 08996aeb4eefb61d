// What every command hands its results to: filters, sorts, picks columns and writes them in the format asked
// for.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error/error.hpp"
#include "json/reader.hpp"
#include "json/value.hpp"
#include "output/column.hpp"
#include "output/format.hpp"
#include "output/jq.hpp"
#include "output/looked_up.hpp"
#include "output/measure.hpp"
#include "output/where.hpp"

namespace rasctl::output {

// The output flags of the command line, and what is known about stdout.
struct OutputOptions {
    Format format = Format::table;
    std::string columns{};  // of --columns, empty for none; the same for the next three
    std::string sort{};
    std::string where{};
    std::string jq{};
    JqLimits jq_limits{};
    bool exit_status = false;  // finish() fails without a word where the last result of jq is not true
    std::optional<std::size_t> limit{};
    bool no_headers = false;
    bool quiet = false;  // IDs only, whatever the format
    bool color = false;
    bool links = false;  // the terminal understands them
    bool is_terminal = false;
    int width = 0;                 // of the terminal; 0 and off a terminal nothing is broken or left out
    std::optional<bool> pretty{};  // of JSON; without a value: on a terminal
    Times times = Times::as_sent;  // for people
    bool names = false;            // also for programs: instead of the numbers of choices and references
};

// Writes bytes to stdout. Text comes in large pieces.
using Sink = std::function<Result<>(std::string_view)>;
// Takes a line for the person (stderr), for instance that columns were left out.
using Warn = std::function<void(const std::string&)>;

class Renderer {
  public:
    // Fails (usage) when a column, a field or an expression of the options does not make sense; ask before a
    // request is sent.
    static Result<Renderer> create(const OutputOptions& options, const Shape& shape, Sink sink,
                                   Warn warn = {});

    // The same, but what passes --where, --sort and --limit is put into `rows`, which must outlive it.
    static Result<Renderer> collecting(const OutputOptions& options, const Shape& shape,
                                       std::vector<json::Value>& rows, Warn warn = {});

    Renderer(Renderer&&) noexcept;
    Renderer& operator=(Renderer&&) noexcept;
    ~Renderer();

    // The names in --where whose IDs must be told before the first row.
    std::vector<NamedObject> names() const;
    void set_id(const NamedObject& object, std::string_view id);

    // What must be looked up before the first row, and what before finish(); whoever can tells it in
    // looked_up(). Without it numbers stay numbers.
    Lookups lookups_before() const;
    Result<Lookups> lookups();
    LookedUp& looked_up();

    // Takes one element of a list. False: no more are wanted (--limit), which is no failure.
    Result<bool> row(json::Value&& row);
    // What a reader of the list need not make of it; the reader must not outlive this.
    json::StreamReader::Wishes wishes();
    // Takes a whole answer that came at once: an array as rows, an object or a scalar as itself.
    Result<> value(json::Value&& value);
    // Says that the answer is complete and writes what is still held back. A list without rows is a list all
    // the same:
    // `[]`, or headers only. After value() with an object or a scalar it only flushes.
    Result<> finish();
    // How many rows and single values have been shown so far, or wait to be sorted.
    std::size_t shown() const;

    struct State;

  private:
    explicit Renderer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace rasctl::output
