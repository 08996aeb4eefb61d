#include "output/jq.hpp"

#include <dlfcn.h>
// jq.h uses FILE without declaring it.
#include <cstdio>
#include <memory>
extern "C" {
#include <jq.h>
#include <jv.h>
}

#include "json/reader.hpp"

namespace rasctl::output {
namespace {

constexpr const char* library_name = "libjq.so.1";

// The functions of libjq that are used, typed by its own header.
struct Library {
    decltype(&::jq_init) init = nullptr;
    decltype(&::jq_teardown) teardown = nullptr;
    decltype(&::jq_set_error_cb) set_error_callback = nullptr;
    decltype(&::jq_compile) compile = nullptr;
    decltype(&::jq_start) start = nullptr;
    decltype(&::jq_next) next = nullptr;
    decltype(&::jv_parse_sized) parse = nullptr;
    decltype(&::jv_get_kind) kind = nullptr;
    decltype(&::jv_copy) copy = nullptr;
    decltype(&::jv_free) free = nullptr;
    decltype(&::jv_dump_string) dump = nullptr;
    decltype(&::jv_string_value) string_value = nullptr;
    decltype(&::jv_string_length_bytes) string_size = nullptr;
    decltype(&::jv_invalid_has_msg) has_message = nullptr;
    decltype(&::jv_invalid_get_msg) message = nullptr;
};

template <class Function>
bool find(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(handle, name));
    return function != nullptr;
}

Error not_installed() {
    return {ExitCode::usage, "cannot run --jq", "libjq is not installed", "apt install libjq1"};
}

// The library stays loaded until the process ends: libjq keeps thread-local state that outlives an unloading.
Result<Library> load() {
    void* handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return not_installed();
    Library library;
    const bool complete =
        find(handle, "jq_init", library.init) && find(handle, "jq_teardown", library.teardown) &&
        find(handle, "jq_set_error_cb", library.set_error_callback) &&
        find(handle, "jq_compile", library.compile) && find(handle, "jq_start", library.start) &&
        find(handle, "jq_next", library.next) && find(handle, "jv_parse_sized", library.parse) &&
        find(handle, "jv_get_kind", library.kind) && find(handle, "jv_copy", library.copy) &&
        find(handle, "jv_free", library.free) && find(handle, "jv_dump_string", library.dump) &&
        find(handle, "jv_string_value", library.string_value) &&
        find(handle, "jv_string_length_bytes", library.string_size) &&
        find(handle, "jv_invalid_has_msg", library.has_message) &&
        find(handle, "jv_invalid_get_msg", library.message);
    if (!complete) return not_installed();
    return library;
}

// A jv, freed with this.
class Owned {
  public:
    Owned(const Library& library, jv value) : library_(library), value_(value) {}
    ~Owned() { library_.free(value_); }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    jv copy() const { return library_.copy(value_); }
    jv_kind kind() const { return library_.kind(value_); }
    // Of a string.
    std::string text() const {
        const int size = library_.string_size(copy());
        return {library_.string_value(value_), static_cast<std::size_t>(size)};
    }

  private:
    const Library& library_;
    jv value_;
};

class Filter {
  public:
    explicit Filter(const Library& library) : library_(library), state_(library.init()) {}
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
            if (result.kind() == JV_KIND_INVALID) return end_of(result);
            const Owned text(
                library_, result.kind() == JV_KIND_STRING ? result.copy() : library_.dump(result.copy(), 0));
            if (auto taken = on_result(text.text()); !taken) return taken;
        }
    }

  private:
    static void collect(void* self, jv message) {
        auto& filter = *static_cast<Filter*>(self);
        const Owned owned(filter.library_, message);
        if (owned.kind() != JV_KIND_STRING) return;
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
        error.why = message.kind() == JV_KIND_STRING ? message.text() : "the filter raised an error";
        return error;
    }

    const Library& library_;
    jq_state* state_;
    std::string messages_;
};

}  // namespace

Result<> check_jq(const std::string& filter) {
    auto library = load();
    if (!library) return std::move(library).error();
    return Filter(*library).compile(filter);
}

Result<> run_jq(const std::string& filter, std::string_view json_text,
                const std::function<Result<>(std::string_view)>& on_result) {
    auto library = load();
    if (!library) return std::move(library).error();
    Filter compiled(*library);
    if (auto done = compiled.compile(filter); !done) return done;
    const jv input = library->parse(json_text.data(), static_cast<int>(json_text.size()));
    if (library->kind(input) == JV_KIND_INVALID) {
        library->free(input);
        return Error{ExitCode::refused, "cannot run --jq", "libjq cannot read the JSON"};
    }
    return compiled.run(input, on_result);
}

}  // namespace rasctl::output
