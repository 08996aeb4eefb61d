#include <algorithm>
#include <array>
#include <utility>

#include "error/try.hpp"
#include "output/where_node.hpp"
#include "text/ascii.hpp"

namespace rasctl::output {
namespace {

using NodePointer = std::unique_ptr<Where::Node>;

// A person nests a handful of levels; the parser calls itself for each.
constexpr int maximum_nesting = 64;

enum class TokenKind { word, quoted, symbol, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text{};
    std::size_t begin = 0;
};

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    // The next token. A word of a field's name ends at an operator; a value may hold operators
    // ("DC=example").
    Result<Token> next(bool as_value) {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
        Token token{TokenKind::end, {}, at_};
        if (at_ == text_.size()) return token;
        if (text_[at_] == '"' || text_[at_] == '\'') return quoted(token);
        token.text = symbol(as_value);
        token.kind = TokenKind::symbol;
        if (token.text.empty()) {
            token.kind = TokenKind::word;
            token.text = word(as_value);
        }
        at_ += token.text.size();
        return token;
    }

    std::string_view text() const { return text_; }

  private:
    static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    std::string symbol(bool as_value) const {
        static constexpr std::array<std::string_view, 14> symbols{"==", "!=", "<=", ">=", "!~", "&&", "||",
                                                                  "=",  "<",  ">",  "~",  "!",  "(",  ")"};
        const std::string_view rest = text_.substr(at_);
        if (rest.front() == ',' || rest.front() == '(' || rest.front() == ')')
            return std::string(1, rest.front());
        if (as_value) return {};
        for (const std::string_view known : symbols) {
            if (rest.starts_with(known)) return std::string(known);
        }
        return {};
    }

    std::string word(bool as_value) const {
        const std::string_view ends = as_value ? " \t\r\n,()\"'" : " \t\r\n,()\"'=!<>~&|";
        const std::string_view rest = text_.substr(at_);
        auto size = std::min(rest.find_first_of(ends, 1), rest.size());
        // "a=1&&b=2" and "a=1||b=2" written without blanks.
        for (const std::string_view joint : {"&&", "||"}) size = std::min(size, rest.find(joint, 1));
        return std::string(rest.substr(0, size));
    }

    Result<Token> quoted(Token token) {
        const char quote = text_[at_++];
        token.kind = TokenKind::quoted;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            const char following = at_ < text_.size() ? text_[at_] : '\0';
            const bool escapes = quote == '"' ? c == '\\' && (following == '"' || following == '\\')
                                              : c == quote && following == quote;
            if (escapes) {
                token.text += following;
                ++at_;
            } else if (c == quote) {
                return token;
            } else {
                token.text += c;
            }
        }
        return Error{ExitCode::usage, "cannot understand --where",
                     std::string("a closing ") + quote + " is missing"};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

class Parser {
  public:
    Parser(std::string_view text, const std::optional<catalog::Schema>& row, const FieldResolver& resolve)
        : scanner_(text), row_(row), resolve_(resolve) {}

    Result<NodePointer> parse() {
        TRY(advance());
        if (token_.kind == TokenKind::end) return expected("a condition such as name=value");
        auto root = expression(0);
        if (!root) return root;
        if (token_.kind == TokenKind::end) return root;
        if (token_.kind == TokenKind::word || token_.kind == TokenKind::quoted) {
            Error error = expected("and, or, or the end");
            error.hint = "quote a value that holds blanks: name=\"two words\"";
            return error;
        }
        return expected("and, or, or the end");
    }

  private:
    Result<> advance(bool as_value = false) {
        TRY_LET(auto token, scanner_.next(as_value));
        token_ = std::move(token);
        return {};
    }
    bool is_symbol(std::string_view text) const {
        return token_.kind == TokenKind::symbol && token_.text == text;
    }
    bool is_word(std::string_view text) const {
        return token_.kind == TokenKind::word && equal_ignoring_case(token_.text, text);
    }

    Error expected(std::string_view what) const {
        Error error{ExitCode::usage, "cannot understand --where"};
        error.why = std::string(what) + " expected ";
        if (token_.kind == TokenKind::end) {
            error.why += "at the end";
        } else {
            error.why += "at \"" + std::string(scanner_.text().substr(token_.begin, 30)) + "\"";
        }
        return error;
    }

    static NodePointer join(Where::Node::Kind kind, NodePointer first) {
        auto node = std::make_unique<Where::Node>();
        node->kind = kind;
        node->children.push_back(std::move(first));
        return node;
    }

    template <class Operand, class Joint>
    Result<NodePointer> chain(Where::Node::Kind kind, Operand operand, Joint is_joint) {
        auto first = operand();
        if (!first || !is_joint()) return first;
        NodePointer node = join(kind, std::move(*first));
        while (is_joint()) {
            TRY(advance());
            TRY_LET(auto next, operand());
            node->children.push_back(std::move(next));
        }
        return node;
    }

    Result<NodePointer> expression(int depth) {
        return chain(
            Where::Node::Kind::any_of, [&] { return all_of(depth); },
            [&] { return is_word("or") || is_symbol("||"); });
    }

    Result<NodePointer> all_of(int depth) {
        return chain(
            Where::Node::Kind::all_of, [&] { return test(depth); },
            [&] { return is_word("and") || is_symbol("&&") || is_symbol(","); });
    }

    Result<NodePointer> test(int depth) {
        if (depth > maximum_nesting)
            return Error{ExitCode::usage, "cannot understand --where", "nested too deep"};
        if (is_word("not") || is_symbol("!")) {
            TRY(advance());
            TRY_LET(auto child, test(depth + 1));
            return join(Where::Node::Kind::none_of, std::move(child));
        }
        if (!is_symbol("(")) return condition();
        TRY(advance());
        auto inner = expression(depth + 1);
        if (!inner) return inner;
        if (!is_symbol(")")) return expected("a closing )");
        TRY(advance());
        return inner;
    }

    Result<NodePointer> condition() {
        auto node = std::make_unique<Where::Node>();
        TRY(field(node->condition));
        // A field may be called "has"; only brackets make it a question.
        const bool asks = is_symbol("(") && equal_ignoring_case(node->condition.field.path, "has");
        TRY(asks ? presence(node->condition) : operation(node->condition));
        TRY(check_condition(node->condition));
        return node;
    }

    Result<FieldPath> resolved(const std::string& name) const {
        return resolve_ ? resolve_(name) : resolve_path(name, row_);
    }

    // The name of a field. A quoted one is taken as the rows spell it where the catalogue does not know it.
    Result<> field(Condition& condition) {
        if (token_.kind != TokenKind::word && token_.kind != TokenKind::quoted)
            return expected("the name of a field");
        const bool quoted = token_.kind == TokenKind::quoted;
        const std::string name = std::move(token_.text);
        TRY(advance());
        const bool asks = !quoted && is_symbol("(") && equal_ignoring_case(name, "has");
        auto path = asks ? Result<FieldPath>(make_path("has", {})) : resolved(name);
        if (!path && quoted && path.error().what.starts_with("unknown")) path = make_path(name, row_);
        if (!path) return std::move(path).error();
        condition.field = std::move(*path);
        return {};
    }

    // has(field): the current token is the bracket.
    Result<> presence(Condition& condition) {
        condition.operation = Operator::is_there;
        TRY(advance());
        TRY(field(condition));
        if (!is_symbol(")")) return expected("a closing )");
        return advance();
    }

    // What comes behind the field's name.
    Result<> operation(Condition& condition) {
        if (is_word("in")) return list(condition);
        if (is_word("not")) {
            condition.negated = true;
            TRY(advance());
            if (!is_word("in")) return expected("in");
            return list(condition);
        }
        struct Spelling {
            std::string_view text;
            Operator operation;
            bool negated;
        };
        static constexpr std::array<Spelling, 9> spellings{{{"=", Operator::equal, false},
                                                            {"==", Operator::equal, false},
                                                            {"!=", Operator::equal, true},
                                                            {"<", Operator::less, false},
                                                            {"<=", Operator::less_or_equal, false},
                                                            {">", Operator::greater, false},
                                                            {">=", Operator::greater_or_equal, false},
                                                            {"~", Operator::matches, false},
                                                            {"!~", Operator::matches, true}}};
        const std::string_view said = symbol_said();
        const auto found = std::ranges::find_if(
            spellings, [&](const Spelling& one) { return is_symbol(one.text) || one.text == said; });
        if (found == spellings.end()) return {};
        const bool like = is_word("like") || is_word("-like");
        condition.operation = found->operation;
        condition.negated = found->negated;
        condition.spelling = found->text;
        TRY(advance(true));
        TRY(operand(condition));
        if (like) take_pattern(condition.operands.back());
        return advance();
    }

    // The symbol for what other languages have a word for: "agentState eq 'OK'", "cpuLoad -gt 50".
    std::string_view symbol_said() const {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> words{
            {{"eq", "="},
             {"is", "="},
             {"like", "="},
             {"ne", "!="},
             {"lt", "<"},
             {"le", "<="},
             {"gt", ">"},
             {"ge", ">="},
             {"contains", "~"},
             {"match", "~"},
             {"notmatch", "!~"}}};
        for (const auto& [word, symbol] : words)
            if (is_word(word) || is_word("-" + std::string(word))) return symbol;
        return {};
    }

    // What stands behind "like" is a pattern, quoted or not; SQL has % for *.
    static void take_pattern(Operand& operand) {
        std::ranges::replace(operand.text, '%', '*');
        operand.quoted = false;
    }

    Result<> list(Condition& condition) {
        condition.operation = Operator::equal;
        condition.spelling = "in";
        TRY(advance());
        if (!is_symbol("(")) return expected("( and a list of values");
        do {
            TRY(advance(true));
            TRY(operand(condition));
            if (auto moved = advance(); !moved) return moved;
        } while (is_symbol(","));
        if (!is_symbol(")")) return expected("a closing )");
        return advance();
    }

    // Takes the current token as a value to compare with.
    Result<> operand(Condition& condition) {
        const bool quoted = token_.kind == TokenKind::quoted;
        if (!quoted && token_.kind != TokenKind::word) return expected("a value");
        condition.operands.push_back({.text = token_.text, .quoted = quoted});
        return {};
    }

    Scanner scanner_;
    const std::optional<catalog::Schema>& row_;
    const FieldResolver& resolve_;
    Token token_;
};

}  // namespace

Result<Where> Where::parse(std::string_view text, const std::optional<catalog::Schema>& row,
                           const FieldResolver& resolve) {
    TRY_LET(auto root, Parser(text, row, resolve).parse());
    return Where(std::move(root));
}

}  // namespace rasctl::output
