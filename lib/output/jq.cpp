#include "output/jq.hpp"

#include <memory>
#include <new>

#include "output/jq_library.hpp"

namespace rasctl::output {
namespace {

// A jv, freed with this.
class Owned {
  public:
    Owned(const JqLibrary& library, jv value) : library_(library), value_(value) {}
    ~Owned() { library_.free(value_); }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    jv copy() const { return library_.copy(value_); }
    JvKind kind() const { return library_.kind(value_); }
    // Of a string.
    std::string text() const {
        const int size = library_.string_size(copy());
        return {library_.string_value(value_), static_cast<std::size_t>(size)};
    }

  private:
    const JqLibrary& library_;
    jv value_;
};

class Filter {
  public:
    explicit Filter(const JqLibrary& library) : library_(library), state_(library.init()) {}
    ~Filter() {
        if (state_) library_.teardown(&state_);
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    Result<> compile(const std::string& filter) {
        if (!state_) throw std::bad_alloc();
        library_.set_error_callback(state_, &Filter::collect, this);
        if (library_.compile(state_, filter.c_str()) != 0) return {};
        Error error{ExitCode::usage, "cannot understand --jq \"" + filter + "\"", first_line()};
        return error;
    }

    Result<> run(jv input, const std::function<Result<>(std::string_view)>& on_result) {
        library_.start(state_, input, 0);
        for (;;) {
            const Owned result(library_, library_.next(state_));
            if (result.kind() == JvKind::invalid) return end_of(result);
            const Owned text(
                library_, result.kind() == JvKind::string ? result.copy() : library_.dump(result.copy(), 0));
            if (auto taken = on_result(text.text()); !taken) return taken;
        }
    }

  private:
    static void collect(void* self, jv message) {
        auto& filter = *static_cast<Filter*>(self);
        const Owned owned(filter.library_, message);
        if (owned.kind() != JvKind::string) return;
        if (!filter.messages_.empty()) filter.messages_ += '\n';
        filter.messages_ += owned.text();
    }

    // "jq: error: syntax error, unexpected ... at <top-level>, line 1:" -> its plain part.
    std::string first_line() const {
        std::string line = messages_.substr(0, messages_.find('\n'));
        constexpr std::string_view prefix = "jq: error: ";
        if (line.starts_with(prefix)) line.erase(0, prefix.size());
        for (const std::string_view tail : {" (Unix shell quoting issues?)", " at <top-level>, line 1:"}) {
            if (const auto at = line.find(tail); at != std::string::npos) line.erase(at, tail.size());
        }
        return line;
    }

    // No more results: the end, or a failure with a message.
    Result<> end_of(const Owned& result) {
        if (library_.has_message(result.copy()) == 0) return {};
        const Owned message(library_, library_.message(result.copy()));
        Error error{ExitCode::usage, "--jq failed"};
        error.why = message.kind() == JvKind::string ? message.text() : "the filter raised an error";
        return error;
    }

    const JqLibrary& library_;
    jq_state* state_;
    std::string messages_;
};

}  // namespace

Result<> check_jq(const std::string& filter) {
    auto library = load_jq();
    if (!library) return std::move(library).error();
    return Filter(*library).compile(filter);
}

Result<> run_jq(const std::string& filter, std::string_view json_text,
                const std::function<Result<>(std::string_view)>& on_result) {
    auto library = load_jq();
    if (!library) return std::move(library).error();
    Filter compiled(*library);
    if (auto done = compiled.compile(filter); !done) return done;
    const jv input = library->parse(json_text.data(), static_cast<int>(json_text.size()));
    if (library->kind(input) == JvKind::invalid) {
        library->free(input);
        return Error{ExitCode::refused, "cannot run --jq", "libjq cannot read the JSON"};
    }
    return compiled.run(input, on_result);
}

}  // namespace rasctl::output
