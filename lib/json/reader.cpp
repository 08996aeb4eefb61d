#include "json/reader.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <limits>
#include <utility>
#include <vector>

#include "error/try.hpp"
#include "json/element_builder.hpp"
#include "json/shortcut.hpp"

namespace rasctl::json {
namespace {

namespace parsing = boost::json;
using parsing::error_code;

// An element of a stream, or the blanks between two, that is larger than this is refused: memory and time
// must not grow with what a hostile server sends.
constexpr std::size_t largest_element = std::size_t{32} * 1024 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What Boost's parser calls: builds the tree, and hands on the elements of a top-level array where wanted.
// Every function answers false to stop the parser.
class Builder {
  public:
    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    StreamReader::OnElement on_element;
    Value root;
    std::optional<Error> failure;  // what on_element answered
    bool root_is_array = false;
    bool stopped = false;
    std::size_t handed_on = 0;
    bool passes_first = false;  // the first element stands for those that were read before

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&) {
        open_.push_back({Value(Object{}), {}});
        return true;
    }
    bool on_object_end(std::size_t, error_code& error) { return close(error); }
    bool on_array_begin(error_code&) {
        if (open_.empty()) root_is_array = true;
        open_.push_back({Value(Array{}), {}});
        return true;
    }
    bool on_array_end(std::size_t, error_code& error) { return close(error); }

    bool on_key_part(std::string_view part, std::size_t, error_code&) {
        text_ += part;
        return true;
    }
    bool on_key(std::string_view rest, std::size_t, error_code&) {
        open_.back().name = take_text(rest);
        return true;
    }
    bool on_string_part(std::string_view part, std::size_t, error_code&) {
        text_ += part;
        return true;
    }
    bool on_string(std::string_view rest, std::size_t, error_code& error) {
        return add(Value(take_text(rest)), error);
    }

    bool on_number_part(std::string_view part, error_code&) {
        text_ += part;
        return true;
    }
    bool on_int64(std::int64_t, std::string_view rest, error_code& error) { return add_number(rest, error); }
    bool on_uint64(std::uint64_t, std::string_view rest, error_code& error) {
        return add_number(rest, error);
    }
    bool on_double(double, std::string_view rest, error_code& error) { return add_number(rest, error); }

    bool on_bool(bool value, error_code& error) { return add(Value(value), error); }
    bool on_null(error_code& error) { return add(Value(), error); }
    bool on_comment_part(std::string_view, error_code&) { return true; }
    bool on_comment(std::string_view, error_code&) { return true; }

  private:
    struct Open {
        Value container;
        std::string name;  // of the member whose value comes next
    };

    std::string take_text(std::string_view rest) {
        if (text_.empty()) return std::string(rest);
        text_ += rest;
        return std::exchange(text_, {});
    }

    bool add_number(std::string_view rest, error_code& error) {
        return add(Value(Number{take_text(rest)}), error);
    }

    bool close(error_code& error) {
        Value container = std::move(open_.back().container);
        open_.pop_back();
        return add(std::move(container), error);
    }

    bool add(Value value, error_code& error) {
        if (open_.empty()) {
            root = std::move(value);
            return true;
        }
        if (on_element && root_is_array && open_.size() == 1) return hand_on(std::move(value), error);
        Open& parent = open_.back();
        if (parent.container.is_object()) {
            parent.container.as_object().append(std::move(parent.name), std::move(value));
        } else {
            parent.container.as_array().push_back(std::move(value));
        }
        return true;
    }

    bool hand_on(Value value, error_code& error) {
        ++handed_on;
        if (std::exchange(passes_first, false)) return true;
        Result<bool> more = on_element(std::move(value));
        if (more && *more) return true;
        stopped = true;
        if (!more) failure = std::move(more).error();
        error = parsing::make_error_code(parsing::error::exception);
        return false;
    }

    std::vector<Open> open_;
    std::string text_;  // the parts of a key, string or number that came before its end
};

using Parser = parsing::basic_parser<Builder>;

Parser make_parser() {
    parsing::parse_options options;
    options.max_depth = maximum_depth;
    return Parser(options);
}

std::string describe_syntax_error(std::string_view bytes, std::size_t position) {
    if (position >= bytes.size()) return "it ends too early";
    const auto byte = static_cast<unsigned char>(bytes[position]);
    if (byte >= 0x80) return "invalid UTF-8";
    if (byte < 0x20 || byte == 0x7F) return "unexpected control character";
    return std::string("unexpected '") + bytes[position] + "'";
}

std::string describe(error_code error, std::string_view bytes, std::size_t position) {
    if (error == parsing::error::incomplete) return "it ends too early";
    if (error == parsing::error::too_deep) {
        return "nested over " + std::to_string(maximum_depth) + " levels deep";
    }
    if (error == parsing::error::exponent_overflow) return "a number's exponent is too big";
    if (error == parsing::error::illegal_leading_surrogate ||
        error == parsing::error::illegal_trailing_surrogate ||
        error == parsing::error::expected_utf16_escape) {
        return "half of a surrogate pair";
    }
    if (error == parsing::error::extra_data) return "text after the value";
    return describe_syntax_error(bytes, position);
}

Error cannot_read(std::string reason, std::size_t offset) {
    Error error;
    error.exit_code = ExitCode::refused;
    error.what = "cannot read the JSON";
    error.why = std::move(reason) + " at byte " + std::to_string(offset);
    return error;
}

}  // namespace

struct StreamReader::State {
    Parser parser = make_parser();
    std::size_t offset = 0;      // of the next byte for the parser, from the start of the body
    std::size_t pending = 0;     // bytes since the last element was handed on
    std::size_t mark_bytes = 0;  // of the byte order mark seen so far
    bool mark_done = false;
    std::optional<Error> error;  // the first one, answered again by later calls
    Shortcut shortcut{};
    bool takes_shortcut = true;

    Result<> fail(Error failure) {
        error = failure;
        return failure;
    }

    Result<> feed(std::string_view bytes, bool more) {
        error_code code;
        Builder& builder = parser.handler();
        const std::size_t handed_on = builder.handed_on;
        const std::size_t taken = parser.write_some(more, bytes.data(), bytes.size(), code);
        if (builder.failure) return fail(*builder.failure);
        if (builder.stopped) return {};
        if (!code && taken < bytes.size()) code = parsing::make_error_code(parsing::error::extra_data);
        if (code) return fail(cannot_read(describe(code, bytes, taken), offset + taken));
        offset += bytes.size();
        pending = builder.handed_on == handed_on ? pending + bytes.size() : 0;
        if (pending > largest_element) return fail(cannot_read("a single value is too large", offset));
        return {};
    }

    // Takes the byte order mark off the front; the pieces may cut it anywhere.
    Result<> skip_mark(std::string_view& bytes) {
        while (!mark_done && !bytes.empty()) {
            if (bytes.front() != byte_order_mark[mark_bytes]) {
                mark_done = true;
                if (mark_bytes > 0) return fail(cannot_read("unexpected byte", mark_bytes));
                return {};
            }
            bytes.remove_prefix(1);
            ++offset;
            mark_done = ++mark_bytes == byte_order_mark.size();
        }
        return {};
    }

    Result<> write(std::string_view bytes) {
        if (!takes_shortcut) return feed(bytes, true);
        const Shortcut::Went went = shortcut.write(bytes);
        Builder& builder = parser.handler();
        builder.root_is_array = shortcut.is_array();
        if (went == Shortcut::Went::well) return {};
        if (went == Shortcut::Went::odd) return leave_shortcut();
        builder.stopped = true;
        if (went == Shortcut::Went::failed) return fail(*shortcut.failure());
        return {};
    }

    // From here on the parser reads. To it, all elements that were read before are one.
    Result<> leave_shortcut() {
        takes_shortcut = false;
        const std::string rest = shortcut.take_rest();
        if (shortcut.has_elements()) {
            // Nothing that follows can go on with it, as "e5" could with a number.
            constexpr std::string_view former = "[[]";
            parser.handler().passes_first = true;
            offset += shortcut.taken() - former.size();
            if (auto fed = feed(former, true); !fed) return fed;
        }
        return feed(rest, true);
    }
};

StreamReader::StreamReader(OnElement on_element, Wishes wishes) : state_(std::make_unique<State>()) {
    state_->shortcut = Shortcut(on_element, std::move(wishes));
    state_->takes_shortcut = static_cast<bool>(on_element);
    state_->parser.handler().on_element = std::move(on_element);
}
StreamReader::~StreamReader() = default;
StreamReader::StreamReader(StreamReader&&) noexcept = default;
StreamReader& StreamReader::operator=(StreamReader&&) noexcept = default;

Result<> StreamReader::write(std::string_view bytes) {
    if (state_->error) return *state_->error;
    if (stopped()) return {};
    TRY(state_->skip_mark(bytes));
    if (bytes.empty()) return {};
    return state_->write(bytes);
}

Result<Value> StreamReader::finish() {
    if (state_->error) return *state_->error;
    if (stopped()) return Value();
    if (state_->takes_shortcut) {
        if (state_->shortcut.is_complete()) return Value();
        if (auto left = state_->leave_shortcut(); !left) return std::move(left).error();
    }
    TRY(state_->feed(std::string_view(""), false));
    Builder& builder = state_->parser.handler();
    if (builder.root_is_array && builder.on_element) return Value();
    return std::move(builder.root);
}

bool StreamReader::is_array() const {
    return state_->parser.handler().root_is_array;
}
bool StreamReader::stopped() const {
    return state_->parser.handler().stopped;
}
bool StreamReader::has_elements() const {
    return state_->shortcut.has_elements() || state_->parser.handler().handed_on > 0;
}
bool StreamReader::refused() const {
    return state_->shortcut.failure() || state_->parser.handler().failure;
}

Result<Value> parse(std::string_view text) {
    std::size_t skipped = 0;
    if (text.starts_with(byte_order_mark)) {
        skipped = byte_order_mark.size();
        text.remove_prefix(skipped);
    }
    // Most texts are plainly right; of others the parser says what is wrong, or reads what is unusual.
    ElementScanner scanner;
    if (scanner.scan(text, ElementScanner::Members::none) == ElementScanner::Found::element &&
        text.find_first_not_of(" \n\r\t", scanner.text().size()) == std::string_view::npos)
        return built(scanner.text());
    Parser parser = make_parser();
    error_code code;
    const std::size_t taken = parser.write_some(false, text.data(), text.size(), code);
    if (!code && taken < text.size()) code = parsing::make_error_code(parsing::error::extra_data);
    if (code) return cannot_read(describe(code, text, taken), skipped + taken);
    return std::move(parser.handler().root);
}

}  // namespace rasctl::json
