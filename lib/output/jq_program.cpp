#include "output/jq_program.hpp"

#include <cctype>
#include <new>

namespace rasctl::output {
namespace {

// What stands before the filter. $ENV is what `env` shows: libjq fills its own while HOME must not be set,
// or it reads ~/.jq. There is no other input than the answer. `error(null)` would end the results as if all
// were well, and crash where it is caught.
constexpr std::string_view preamble =
    "env as $ENV | def error: if . == null then error(\"null\") else error(.) end; "
    "def error(message): message | error; def input: error(\"No more inputs\"); def inputs: empty;\n";

// Without an input of its own, libjq calls a null pointer for `input`.
jv no_more_inputs(jq_state*, void* library) {
    return static_cast<const JqLibrary*>(library)->invalid();
}

bool says_nothing(std::string_view filter) {
    return filter.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void erase_all(std::string& text, std::string_view piece) {
    for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece))
        text.erase(at, piece.size());
}

}  // namespace

JqProgram::JqProgram(const JqLibrary& library) : library_(library), state_(library.init()) {
    if (!state_) throw std::bad_alloc();
    library_.set_error_callback(state_, &JqProgram::collect_error, this);
    library_.set_debug_callback(state_, &JqProgram::pass_on_debug, this);
    library_.set_input_callback(state_, &no_more_inputs, const_cast<JqLibrary*>(&library_));
}

JqProgram::~JqProgram() {
    library_.teardown(&state_);
}

std::string JqProgram::compile(const std::string& filter) {
    if (filter.find('\0') != std::string::npos) return "it holds a NUL";
    const std::string program = std::string(preamble) + (says_nothing(filter) ? "." : filter);
    errors_.clear();
    if (library_.compile(state_, program.c_str()) != 0) return {};
    const std::string error = first_error();
    return error.empty() ? "it does not compile" : error;
}

JqEnd JqProgram::run(std::string_view json_text, const std::function<void(std::string_view, bool)>& on_result,
                     const std::function<void(std::string_view)>& on_debug) {
    on_debug_ = &on_debug;
    const jv input = library_.parse(json_text.data(), static_cast<int>(json_text.size()));
    if (library_.kind(input) == JvKind::invalid) {
        library_.free(input);
        return {true, "libjq cannot read the JSON"};
    }
    library_.start(state_, input, 0);
    for (;;) {
        const jv result = library_.next(state_);
        const JvKind kind = library_.kind(result);
        if (kind == JvKind::invalid) return end_of(result);
        on_result(text_of(result), kind != JvKind::null && kind != JvKind::false_value);
    }
}

void JqProgram::collect_error(void* self, jv message) {
    auto& program = *static_cast<JqProgram*>(self);
    if (!program.errors_.empty()) program.errors_ += '\n';
    program.errors_ += program.text_of(message);
}

void JqProgram::pass_on_debug(void* self, jv message) {
    auto& program = *static_cast<JqProgram*>(self);
    // As jq itself shows it.
    const std::string text = "[\"DEBUG:\"," + program.text_of(program.library_.dump(message, 0)) + "]";
    if (program.on_debug_) (*program.on_debug_)(text);
}

// A string as it is, anything else as compact JSON.
std::string JqProgram::text_of(jv value) const {
    const jv text = library_.kind(value) == JvKind::string ? value : library_.dump(value, 0);
    const int size = library_.string_size(library_.copy(text));
    std::string result(library_.string_value(text), static_cast<std::size_t>(size));
    library_.free(text);
    return result;
}

// "jq: error: syntax error, unexpected ... at <top-level>, line 2:" -> its plain part.
std::string JqProgram::first_error() const {
    std::string line = errors_.substr(0, errors_.find('\n'));
    if (const auto at = line.find(" at <top-level>, line"); at != std::string::npos) line.erase(at);
    erase_all(line, "jq: error: ");
    erase_all(line, " (Unix shell quoting issues?)");
    return line;
}

JqEnd JqProgram::end_of(jv result) {
    if (library_.has_message(library_.copy(result)) != 0) {
        const jv message = library_.message(result);
        return {true, text_of(message)};
    }
    library_.free(result);
    if (library_.halted(state_) == 0) return {};
    const jv code = library_.exit_code(state_);
    const jv message = library_.error_message(state_);
    JqEnd end;
    end.failed = library_.kind(code) == JvKind::number && code.content.number != 0;
    if (library_.kind(message) == JvKind::invalid)
        library_.free(message);
    else
        end.message = text_of(message);
    while (end.message.ends_with('\n')) end.message.pop_back();
    library_.free(code);
    return end;
}

}  // namespace rasctl::output
