#include "commands/line/help_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "commands/line/command_path.hpp"
#include "commands/line/wrapped_command.hpp"
#include "terminal/width.hpp"

namespace rasctl::commands {
namespace {

constexpr std::size_t widest_term = 30;
constexpr std::size_t narrowest_help = 40;
constexpr std::size_t widest_help = 100;

// A page of help, written from its beginning to its end.
class Page {
  public:
    explicit Page(const HelpStyle& style) : style_(style) { text_.reserve(usual_size); }

    // The text as wide as the page, behind `before` columns that are there.
    Page& wrapped(std::string_view text, std::size_t indent = 0, std::size_t before = 0) {
        terminal::append_wrapped(text_, text, static_cast<int>(style_.width), static_cast<int>(indent),
                                 static_cast<int>(before));
        return *this;
    }
    Page& plain(std::string_view text) {
        text_ += text;
        return *this;
    }
    Page& title(std::string_view text) { return plain("\n").plain(style_.palette.bold(text)).plain("\n"); }
    // A title in front of its text.
    void part(std::string_view title, std::string_view text) {
        constexpr std::size_t indent = 10;
        plain(style_.palette.bold(title));
        text_.append(indent - title.size(), ' ');
        wrapped(text, indent, indent).plain("\n");
    }

    // Two columns; a term that is too wide gets a line of its own. `each` calls what it is given with each
    // term and what tells its text; it is asked twice, as the widths come first.
    template <class Each>
    void section(std::string_view heading, const Each& each) {
        std::size_t width = 0;
        bool any = false;
        each([&](std::string_view term, const auto&) {
            any = true;
            if (term.size() <= std::min(widest_term, style_.width / 2)) width = std::max(width, term.size());
        });
        if (!any) return;
        title(heading);
        each([&](std::string_view term, const auto& tell) { entry(term, tell(), width); });
    }

    void examples(const std::vector<std::string>& examples) {
        constexpr std::size_t indent = 6;
        if (examples.empty()) return;
        title("Examples");
        for (const std::string& example : examples)
            plain("  ").plain(wrapped_command(example, style_.width - 2, indent)).plain("\n");
    }

    std::string take() && { return std::move(text_); }

  private:
    // What most pages fit into.
    static constexpr std::size_t usual_size = std::size_t{12} * 1024;

    void entry(std::string_view term, std::string_view text, std::size_t width) {
        const std::size_t indent = width + 4;
        text_.append("  ").append(term);
        if (text.empty()) {
            text_ += '\n';
            return;
        }
        if (term.size() > width)
            text_.append("\n").append(indent, ' ');
        else
            text_.append(width - term.size() + 2, ' ');
        wrapped(text, indent, indent).plain("\n");
    }

    const HelpStyle& style_;
    std::string text_;
};

std::string term_of(const Option& option) {
    std::string term;
    if (!option.short_name.empty())
        term.append("-").append(option.short_name).append(", ");
    else if (option.inherited)
        term = "    ";
    term.append(option.boolean ? "--[no-]" : "--").append(option.name);
    if (!option.placeholder.empty()) term.append(" ").append(option.placeholder);
    return term;
}

std::string option_text(const Option& option) {
    std::string text = option.help;
    for (std::string_view between = text.empty() ? "one of: " : "; one of: ";
         const auto& word : option.choices) {
        text.append(between).append(word);
        between = ", ";
    }
    std::string marks;
    const auto mark = [&](std::initializer_list<std::string_view> words) {
        marks.append(marks.empty() ? " (" : ", ");
        for (const std::string_view word : words) marks.append(word);
    };
    if (option.required) mark({"required"});
    if (option.repeatable) mark({"repeatable"});
    if (!option.default_text.empty()) mark({"default ", option.default_text});
    return marks.empty() ? text : text.append(marks).append(")");
}

std::string positional_text(const Positional& one) {
    std::string text = one.help;
    if (one.values == Values::reference) text += text.empty() ? "name or ID" : "; name or ID";
    if (one.several) text += one.values == Values::reference ? "; several, or - for stdin" : "; several";
    return text;
}

std::string child_text(const Child& child) {
    std::string text(child.summary), aliases;
    for (const auto alias : child.aliases) aliases.append(aliases.empty() ? "" : ", ").append(alias.value());
    return aliases.empty() ? text : text.append(" (also: ").append(aliases).append(")");
}

// The headings of a command's help: what it takes first, its own groups of options next, what every command
// has last.
std::vector<std::string_view> titles_of(const Usage& usage) {
    std::vector<std::string_view> first{"Target", "Fields", "Query"};
    const std::vector<std::string_view> last{"Request", "Output", "Connection"};
    const auto holds = [](const auto& titles, std::string_view title) {
        return std::ranges::find(titles, title) != titles.end();
    };
    for (const Option& option : usage.options)
        if (!option.group.empty() && !holds(first, option.group) && !holds(last, option.group))
            first.emplace_back(option.group);
    first.insert(first.end(), last.begin(), last.end());
    return first;
}

std::string join_words(std::string_view noun) {
    return noun.empty() ? std::string{} : std::string(noun) + " ";
}

// Whoever tries the examples of a page one after the other looks first, and takes away last.
int turn(const catalog::Command& command) {
    if (command.effect() == catalog::Effect::read) return 0;
    const std::string_view verb = command.verb();
    if (verb == "delete" || verb == "remove") return 3;
    // What comes from elsewhere may be called like what is there.
    if (verb == "import") return 2;
    return command.effect() == catalog::Effect::destructive ? 2 : 1;
}

}  // namespace

std::vector<std::string> examples_for_noun(const catalog::Catalog& catalog, std::string_view noun) {
    std::vector<catalog::Command> commands;
    for (const catalog::Command command : catalog.commands())
        if (command.noun().name() == noun && find_hand_written(command.name()) == nullptr)
            commands.push_back(command);
    std::ranges::stable_sort(commands, {}, turn);
    std::vector<std::string> examples;
    for (const catalog::Command& command : commands)
        for (const auto example : command.examples()) examples.emplace_back(example.value());
    const std::string prefix = join_words(noun);
    for (const HandWritten& own : hand_written_commands()) {
        if (noun.empty() || !own.name.starts_with(prefix)) continue;
        for (std::string& example : own.usage().examples) examples.push_back(std::move(example));
    }
    return examples;
}

std::string usage_line(const Usage& usage) {
    std::string line = "rasctl " + usage.name;
    for (const Positional& one : usage.positionals) {
        std::string word = one.placeholder + (one.several ? "..." : "");
        line += one.required ? " " + word : " [" + word + "]";
    }
    for (const Option& option : usage.options)
        if (option.required) line += fmt::format(" --{} {}", option.name, option.placeholder);
    return line + " [flags]";
}

HelpStyle help_style(const terminal::Streams& streams) {
    HelpStyle style{.palette = streams.output_palette()};
    if (streams.output_is_terminal())
        style.width = std::clamp(static_cast<std::size_t>(std::max(streams.output_width(), 0)),
                                 narrowest_help, widest_help);
    return style;
}

// Fits a terminal of 24 lines, and says first how to begin.
std::string help_at_top(const catalog::Catalog& catalog, const HelpStyle& style) {
    std::string commands, nouns;
    for (const Child& child : children_of(catalog, {})) {
        std::string& words = child.group.empty() ? nouns : commands;
        words.append(words.empty() ? "" : " ").append(child.word);
    }
    Page page(style);
    page.wrapped("rasctl administers Parallels RAS farms through their REST API.").plain("\n\n");
    page.part("Usage", "rasctl NOUN [SUBNOUN...] VERB [TARGET...] [flags]");
    page.plain(style.palette.bold("Begin"))
        .plain(
            "     rasctl login ras.company.dom   log on to a farm\n"
            "          rasctl status                  see how it is\n"
            "          rasctl gateway list            look at something\n"
            "          rasctl simulate                try a farm in a box\n");
    page.part("Commands", commands);
    page.part("Nouns", nouns);
    page.plain(
        "\nrasctl NOUN --help shows its verbs, rasctl NOUN VERB --help its flags,\n"
        "rasctl explain NOUN its fields, rasctl man the manual.\n");
    return std::move(page).take();
}

std::string help_for_noun(const catalog::Catalog& catalog, std::string_view noun, const HelpStyle& style) {
    const auto known = catalog.noun(noun);
    const std::string words = join_words(noun);
    const std::vector<Child> children = children_of(catalog, noun);
    const bool verbs = !std::ranges::all_of(children, &Child::is_noun);
    const bool nouns = std::ranges::any_of(children, &Child::is_noun);
    const auto each = [&](bool of_nouns) {
        return [&children, of_nouns](const auto& take) {
            for (const Child& child : children)
                if (child.is_noun == of_nouns) take(child.word, [&] { return child_text(child); });
        };
    };
    Page page(style);
    page.plain(known ? known->summary() : hand_written_noun_summary(noun)).plain("\n\n");
    page.plain(style.palette.bold("Usage")).plain("\n");
    if (verbs) page.plain("  rasctl ").plain(words).plain("VERB [flags]\n");
    if (nouns) page.plain("  rasctl ").plain(words).plain("SUBNOUN VERB [flags]\n");
    page.section("Verbs", each(false));
    page.section("Sub-nouns", each(true));
    if (known && !known->aliases().empty()) {
        page.title("Aliases").plain(" ");
        for (const auto alias : known->aliases()) page.plain(" ").plain(alias.value());
        page.plain("\n");
    }
    page.examples(examples_for_noun(catalog, noun));
    page.plain("\n");
    if (nouns) page.plain("rasctl ").plain(words).plain("SUBNOUN --help shows the verbs of a sub-noun.\n");
    if (verbs) page.plain("rasctl ").plain(words).plain("VERB --help shows the flags of a verb.\n");
    return std::move(page).take();
}

std::string help_for_command(const Usage& usage, const HelpStyle& style) {
    Page page(style);
    page.wrapped(usage.summary).plain("\n");
    page.title("Usage").plain("  ").wrapped(usage_line(usage), 4, 2).plain("\n");
    if (!usage.description.empty()) page.plain("\n").wrapped(usage.description).plain("\n");
    for (const std::string_view title : titles_of(usage))
        page.section(title, [&](const auto& take) {
            if (title == "Target")
                for (const Positional& one : usage.positionals)
                    take(one.placeholder, [&] { return positional_text(one); });
            for (const Option& option : usage.options)
                if (option.group == title) take(term_of(option), [&] { return option_text(option); });
        });
    page.examples(usage.examples);
    return std::move(page).take();
}

}  // namespace rasctl::commands
