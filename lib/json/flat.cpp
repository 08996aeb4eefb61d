#include "json/flat.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "error/try.hpp"
#include "json/element_builder.hpp"
#include "json/element_scanner.hpp"
#include "json/number_text.hpp"
#include "json/plain_run.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"

namespace rasctl::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF", blanks = " \t\r\n";
// Commas and colons: there are about two to a member.
constexpr std::size_t most_signs = 40'000'000;
// Descriptions have a value to 30 to 70 bytes of text; memory that is not needed is never touched.
constexpr std::size_t usual_bytes_of_value = 40;

Error too_many_values() {
    Error error;
    error.exit_code = ExitCode::invalid;
    error.what = "cannot read the text";
    error.why = "it holds more than 20,000,000 values";
    return error;
}

bool has_too_many_signs(std::string_view text) {
    std::size_t left = most_signs;
    for (const char sign : {',', ':'})
        for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1))
            if (left-- == 0) return true;
    return false;
}

// Whether the text is JSON from its first byte on, with nothing behind it.
bool is_plainly_json(std::string_view text) {
    if (!text.starts_with('{') && !text.starts_with('[')) return false;
    ElementScanner scanner;
    return scanner.scan(text, ElementScanner::Members::none) == ElementScanner::Found::element &&
           text.find_first_not_of(blanks, scanner.text().size()) == std::string_view::npos;
}

}  // namespace

// Makes the list of a text that is known to be right. Escapes are resolved in their place: what they say is
// never longer than they are.
class Flattening {
  public:
    Flattening(char* begin, char* end, std::vector<Node>& nodes) : at_(begin), end_(end), nodes_(nodes) {}

    // False where there are too many.
    bool run() {
        value();
        return signs_ <= most_signs;
    }

  private:
    void value() {
        switch (*at_) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word(Node::Kind::yes, 4);
            case 'f':
                return word(Node::Kind::no, 5);
            case 'n':
                return word(Node::Kind::null, 4);
            default:
                return number();
        }
    }

    void skip_blanks() {
        while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
    }

    void word(Node::Kind kind, std::size_t size) {
        nodes_.push_back(Node::scalar(kind));
        at_ += size;
    }

    void object() {
        const std::size_t place = nodes_.size();
        std::uint64_t names = 0;
        container(Node::Kind::object, '}', [&] {
            string();
            names |= Node::bit_of(nodes_.back().text());
            skip_blanks();
            ++at_;
            ++signs_;
            skip_blanks();
            value();
        });
        nodes_[place].names_ = names;
    }

    void array() {
        container(Node::Kind::array, ']', [this] { value(); });
    }

    template <class Part>
    void container(Node::Kind kind, char closing, Part part) {
        const std::size_t place = nodes_.size();
        nodes_.emplace_back();
        std::size_t size = 0;
        ++at_;
        skip_blanks();
        // Too many need not be read to the end.
        while (*at_ != closing && signs_ <= most_signs) {
            part();
            ++size;
            skip_blanks();
            if (*at_ != ',') break;
            ++at_;
            ++signs_;
            skip_blanks();
        }
        ++at_;
        nodes_[place] = Node::container(kind, size, nodes_.size() - place);
    }

    void string() {
        char* const begin = ++at_;
        at_ = next_quote(begin);
        // A quote behind a backslash is none.
        const bool has_escapes = std::memchr(begin, '\\', static_cast<std::size_t>(at_ - begin)) != nullptr;
        if (has_escapes) at_ = behind_escapes(begin);
        std::string_view text(begin, static_cast<std::size_t>(at_ - begin));
        if (has_escapes) {
            const std::string said = unescaped(text);
            std::memcpy(begin, said.data(), said.size());
            text = text.substr(0, said.size());
        }
        nodes_.push_back(Node::scalar(Node::Kind::string, text));
        ++at_;
    }

    // Most strings are short.
    char* next_quote(char* from) const {
        constexpr std::ptrdiff_t short_text = 32;
        char* const near = end_ - from > short_text ? from + short_text : end_;
        from += end_of_plain_run(from, near) - from;
        if (from != near && *from == '"') return from;
        return static_cast<char*>(std::memchr(from, '"', static_cast<std::size_t>(end_ - from)));
    }

    char* behind_escapes(char* from) const {
        for (;;) {
            from += end_of_plain_run(from, end_) - from;
            if (*from == '"') return from;
            from += *from == '\\' ? 2 : 1;
        }
    }

    void number() {
        const char* const begin = at_;
        const auto is_part = [](char c) {
            return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
        };
        while (at_ != end_ && is_part(*at_)) ++at_;
        nodes_.push_back(Node::scalar(Node::Kind::number, {begin, static_cast<std::size_t>(at_ - begin)}));
    }

    char* at_;
    char* end_;
    std::size_t signs_ = 0;
    std::vector<Node>& nodes_;
};

Node Node::scalar(Kind kind, std::string_view text) {
    Node node;
    node.text_ = text.data();
    node.size_ = static_cast<std::uint32_t>(text.size());
    node.kind_and_nodes_ = static_cast<std::uint32_t>(kind) | 1U << kind_bits;
    return node;
}

Node Node::container(Kind kind, std::size_t size, std::size_t nodes) {
    Node node;
    node.names_ = std::numeric_limits<std::uint64_t>::max();
    node.size_ = static_cast<std::uint32_t>(size);
    node.kind_and_nodes_ = static_cast<std::uint32_t>(kind) | static_cast<std::uint32_t>(nodes << kind_bits);
    return node;
}

std::optional<std::int64_t> Node::to_int64() const {
    return whole_number(is_number() || is_string() ? text() : std::string_view());
}

std::optional<double> Node::to_double() const {
    return decimal_number(is_number() || is_string() ? text() : std::string_view());
}

const Node* Node::find_member(std::string_view name) const {
    const Node* found = nullptr;
    const Node* const end = this + nodes();
    for (const Node* at = this + 1; at != end;) {
        const Node* const value = at + 1;
        if (at->size_ == name.size() && std::memcmp(at->text_, name.data(), name.size()) == 0) found = value;
        at = value + value->nodes();
    }
    return found;
}

std::string_view Node::scalar_text() const {
    switch (kind()) {
        case Kind::number:
        case Kind::string:
            return text();
        case Kind::yes:
            return "true";
        case Kind::no:
            return "false";
        default:
            return {};
    }
}

Value to_value(const Node& node) {
    if (node.is_bool()) return node.as_bool();
    if (node.is_number()) return Number{std::string(node.number_text())};
    if (node.is_string()) return node.as_string();
    if (node.is_array()) {
        Array array;
        array.reserve(node.as_array().size());
        for (const Node& element : node.as_array()) array.push_back(to_value(element));
        return array;
    }
    if (!node.is_object()) return {};
    Object object;
    for (const NodeMember member : node.as_object())
        object.append(std::string(member.name), to_value(member.value));
    return object;
}

Result<Flat> Flat::read(std::string text) {
    const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::size_t begin = std::min(text.find_first_not_of(blanks, mark), text.size());
    const bool fits = text.size() <= std::numeric_limits<std::uint32_t>::max();
    if (!fits || !is_plainly_json(std::string_view(text).substr(begin))) {
        if (has_too_many_signs(text)) return too_many_values();
        TRY_LET(const auto value, parse_json_or_yaml(text));
        std::string().swap(text);
        return of(value);
    }
    Flat flat;
    flat.text_ = std::make_unique<std::string>(std::move(text));
    char* const bytes = flat.text_->data();
    flat.nodes_.reserve(flat.text_->size() / usual_bytes_of_value + 1);
    if (!Flattening(bytes + begin, bytes + flat.text_->size(), flat.nodes_).run()) return too_many_values();
    return flat;
}

Flat Flat::of(const Value& value) {
    Flat flat;
    flat.text_ = std::make_unique<std::string>(write(value));
    char* const bytes = flat.text_->data();
    // A value is in memory already: it is not too much.
    Flattening(bytes, bytes + flat.text_->size(), flat.nodes_).run();
    return flat;
}

}  // namespace rasctl::json
