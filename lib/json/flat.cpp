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
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"

namespace rasctl::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Commas and colons: there are about two to a member.
constexpr std::size_t most_signs = 40'000'000;
// Descriptions have a value to 23 to 71 bytes of text; memory that is not needed is never touched.
constexpr std::size_t usual_bytes_of_value = 32;
constexpr std::size_t many_nodes = 6'000'000;
// What is read piece by piece: as much at once, and more before less than this is left.
constexpr std::size_t usual_window = 1U << 20U, look_ahead = 4096;
// Deeper is for the parser.
constexpr std::size_t plain_depth = 64;

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

}  // namespace

// Makes the list of a text, as long as it is plainly right: of what is not the parser says what it is.
class Flattening {
  public:
    // Views the text. Deeper is not plain; where all is `known` to be right numbers are not looked at.
    Flattening(std::string_view text, std::size_t deepest, bool known)
        : begin_(text.data()), end_(text.data() + text.size()), deepest_(deepest), known_(known) {
        nodes.reserve(text.size() / usual_bytes_of_value + 1);
    }
    // Keeps what it needs of a text of about that size.
    Flattening(const TextSource& source, std::size_t size, std::size_t deepest)
        : source_(&source),
          window_(usual_window),
          at_(window_.data()),
          end_(window_.data()),
          ahead_(window_.data()),
          deepest_(deepest) {
        nodes.reserve(size / usual_bytes_of_value + 1);
        while (at_ >= ahead_ && read_on()) continue;
        if (rest().starts_with(byte_order_mark)) at_ += byte_order_mark.size();
    }
    Flattening(const Flattening&) = delete;
    Flattening& operator=(const Flattening&) = delete;

    std::vector<Node> nodes;
    TextStore texts;

    // Behind the text stands a zero, as behind that of every string.
    bool run() {
        skip_blanks();
        if (*at_ != '{' && *at_ != '[' && !known_) return false;
        if (!value(1)) return false;
        skip_blanks();
        return at_ == end_;
    }

    bool has_too_many() const { return has_too_many_; }

  private:
    bool value(std::size_t depth) {
        switch (*at_) {
            case '{':
                return object(depth);
            case '[':
                return container(Node::Kind::array, ']', depth, [&] { return value(depth + 1); });
            case '"':
                return string();
            case 't':
                return word(Node::Kind::yes, "true");
            case 'f':
                return word(Node::Kind::no, "false");
            case 'n':
                return word(Node::Kind::null, "null");
            default:
                return number();
        }
    }

    void skip_blanks() {
        do {
            while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
        } while (at_ >= ahead_ && read_on());
    }

    std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

    bool word(Node::Kind kind, std::string_view text) {
        if (!rest().starts_with(text)) return false;
        nodes.push_back(Node::scalar(kind));
        at_ += text.size();
        return true;
    }

    bool object(std::size_t depth) {
        const std::size_t place = nodes.size();
        std::uint64_t names = 0;
        const bool right = container(Node::Kind::object, '}', depth, [&] {
            if (*at_ != '"' || !string()) return false;
            names |= Node::bit_of(nodes.back().text());
            skip_blanks();
            if (*at_ != ':') return false;
            ++at_;
            skip_blanks();
            return value(depth + 1);
        });
        nodes[place].names_ = names;
        return right;
    }

    template <class Part>
    bool container(Node::Kind kind, char closing, std::size_t depth, Part part) {
        const std::size_t place = nodes.size();
        nodes.emplace_back();
        if (depth > deepest_) return false;
        ++at_;
        skip_blanks();
        std::size_t size = 0;
        while (*at_ != closing || size > 0) {
            if (!part()) return false;
            ++size;
            skip_blanks();
            if (*at_ == closing) break;
            if (*at_ != ',' || is_too_much()) return false;
            ++at_;
            skip_blanks();
        }
        ++at_;
        nodes[place] = Node::container(kind, size, nodes.size() - place);
        return true;
    }

    bool string() {
        for (;;) {
            const char* const end = end_of_plain_run(at_ + 1, end_);
            if (*end == '"') {
                add(Node::Kind::string, {at_ + 1, static_cast<std::size_t>(end - at_ - 1)});
                at_ = end + 1;
                return true;
            }
            if (end != end_ || !read_on()) return unusual_string();
        }
    }

    // With escapes, or with more than ASCII.
    bool unusual_string() {
        if (!scan()) return false;
        const std::string_view text = scanner_.text().substr(1, scanner_.text().size() - 2);
        if (text.find('\\') == std::string_view::npos)
            add(Node::Kind::string, text);
        else
            nodes.push_back(Node::scalar(Node::Kind::string, texts.keep(unescaped(text))));
        at_ += scanner_.text().size();
        return true;
    }

    bool number() {
        if (!known_ && !scan()) return false;
        const std::string_view text =
            known_ ? rest().substr(0, rest().find_first_not_of("+-.0123456789Ee")) : scanner_.text();
        add(Node::Kind::number, text);
        at_ += text.size();
        return true;
    }

    void add(Node::Kind kind, std::string_view text) {
        const bool stays = source_ == nullptr || text.empty();
        nodes.push_back(Node::scalar(kind, stays ? text : texts.keep(text).view()));
    }

    // Whether the text holds more values than are read. That is found out before they take memory, and only
    // where there are very many; what comes piece by piece cannot be looked through.
    bool is_too_much() {
        if (nodes.size() < next_look_ || known_) return false;
        if (source_ != nullptr) return true;
        next_look_ = std::numeric_limits<std::size_t>::max();
        has_too_many_ = has_too_many_signs({begin_, static_cast<std::size_t>(end_ - begin_)});
        return has_too_many_;
    }

    // Whether a value that is right begins here.
    bool scan() {
        ElementScanner::Found found{};
        do {
            found = scanner_.scan(rest(), ElementScanner::Members::none);
        } while (found == ElementScanner::Found::incomplete && read_on());
        return found == ElementScanner::Found::element;
    }

    // Reads more behind what is left of the window, which begins here then; a full one becomes twice as long.
    // Whether anything came.
    bool read_on() {
        if (source_ == nullptr || is_at_end_) return false;
        const std::string_view kept = rest();
        const std::size_t left = kept.size();
        if (left + 1 < window_.size()) {
            std::memmove(window_.data(), kept.data(), left);
        } else {
            std::vector<char> longer(2 * window_.size());
            std::memcpy(longer.data(), kept.data(), left);
            window_ = std::move(longer);
        }
        const std::size_t count = (*source_)(std::span(window_).subspan(left, window_.size() - left - 1));
        is_at_end_ = count == 0;
        at_ = window_.data();
        end_ = at_ + left + count;
        window_[left + count] = '\0';
        ahead_ = is_at_end_ ? end_ + 1 : end_ - std::min(left + count, look_ahead);
        return !is_at_end_;
    }

    const TextSource* source_ = nullptr;  // of the text behind the window; none where all of it is here
    std::vector<char> window_;
    const char* begin_ = nullptr;
    const char* at_ = begin_;
    const char* end_ = nullptr;
    const char* ahead_ = end_ + 1;  // from here on there may be too little for the next word or sign
    std::size_t deepest_;
    bool known_ = false;
    bool is_at_end_ = false;
    bool has_too_many_ = false;
    std::size_t next_look_ = many_nodes;
    ElementScanner scanner_;
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
    Flat flat;
    flat.text_ = std::make_unique<std::string>(std::move(text));
    std::string_view whole = *flat.text_;
    if (whole.starts_with(byte_order_mark)) whole.remove_prefix(byte_order_mark.size());
    if (whole.size() <= std::numeric_limits<std::uint32_t>::max()) {
        Flattening flattening(whole, plain_depth, false);
        if (flattening.run()) {
            flat.take(flattening);
            return flat;
        }
        if (flattening.has_too_many()) return too_many_values();
    }
    if (has_too_many_signs(*flat.text_)) return too_many_values();
    TRY_LET(const auto value, parse_json_or_yaml(*flat.text_));
    flat.text_.reset();
    return of(value);
}

std::optional<Flat> Flat::read_plain(const TextSource& source, std::size_t size) {
    Flattening flattening(source, size, plain_depth);
    if (!flattening.run()) return std::nullopt;
    Flat flat;
    flat.take(flattening);
    return flat;
}

Flat Flat::of(const Value& value) {
    Flat flat;
    flat.text_ = std::make_unique<std::string>(write(value));
    // A value is in memory already: it is not too much.
    Flattening flattening(*flat.text_, maximum_depth, true);
    flattening.run();
    flat.take(flattening);
    return flat;
}

void Flat::take(Flattening& flattening) {
    nodes_ = std::move(flattening.nodes);
    texts_ = std::move(flattening.texts);
}

}  // namespace rasctl::json
