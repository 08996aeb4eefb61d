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

struct Entry {
    std::string term;
    std::string text;
};

// The text as wide as the help may be.
std::string wrap(std::string_view text, const HelpStyle& style, std::size_t indent = 0,
                 std::size_t before = 0) {
    return terminal::wrap(text, static_cast<int>(style.width), static_cast<int>(indent),
                          static_cast<int>(before));
}

// Two columns; a term that is too wide gets a line of its own.
std::string columns(const std::vector<Entry>& entries, const HelpStyle& style) {
    std::size_t width = 0;
    for (const Entry& entry : entries)
        if (entry.term.size() <= std::min(widest_term, style.width / 2))
            width = std::max(width, entry.term.size());
    const std::size_t indent = width + 4;
    std::string out;
    for (const Entry& entry : entries) {
        out.append("  ").append(entry.term);
        if (entry.text.empty()) {
            out += '\n';
            continue;
        }
        if (entry.term.size() > width)
            out.append("\n").append(indent, ' ');
        else
            out.append(width - entry.term.size() + 2, ' ');
        out.append(wrap(entry.text, style, indent, indent)).append("\n");
    }
    return out;
}

std::string section(const HelpStyle& style, std::string_view title, const std::vector<Entry>& entries) {
    if (entries.empty()) return {};
    return fmt::format("\n{}\n{}", style.palette.bold(title), columns(entries, style));
}

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

std::string examples_section(const HelpStyle& style, const std::vector<std::string>& examples) {
    constexpr std::size_t indent = 6;
    if (examples.empty()) return {};
    std::string out = fmt::format("\n{}\n", style.palette.bold("Examples"));
    for (const std::string& example : examples)
        out += "  " + wrapped_command(example, style.width - 2, indent) + "\n";
    return out;
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
    constexpr std::size_t indent = 10;
    const auto part = [&](std::string_view title, std::string_view text) {
        return style.palette.bold(title) + std::string(indent - title.size(), ' ') +
               wrap(text, style, indent, indent) + "\n";
    };
    std::string commands, nouns;
    for (const Child& child : children_of(catalog, {})) {
        std::string& words = child.group.empty() ? nouns : commands;
        words.append(words.empty() ? "" : " ").append(child.word);
    }
    std::string out = wrap("rasctl administers Parallels RAS farms through their REST API.", style) + "\n\n";
    out += part("Usage", "rasctl NOUN [SUBNOUN...] VERB [TARGET...] [flags]");
    out += style.palette.bold("Begin") +
           "     rasctl login ras.company.dom   log on to a farm\n"
           "          rasctl status                  see how it is\n"
           "          rasctl gateway list            look at something\n"
           "          rasctl simulate                try a farm in a box\n";
    out += part("Commands", commands) + part("Nouns", nouns);
    return out +
           "\nrasctl NOUN --help shows its verbs, rasctl NOUN VERB --help its flags,\n"
           "rasctl explain NOUN its fields, rasctl man the manual.\n";
}

std::string help_for_noun(const catalog::Catalog& catalog, std::string_view noun, const HelpStyle& style) {
    const auto known = catalog.noun(noun);
    std::vector<Entry> verbs, nouns;
    for (const Child& child : children_of(catalog, noun)) {
        std::string text(child.summary), aliases;
        for (const auto alias : child.aliases)
            aliases.append(aliases.empty() ? "" : ", ").append(alias.value());
        if (!aliases.empty()) text += fmt::format(" (also: {})", aliases);
        (child.is_noun ? nouns : verbs).push_back({std::string(child.word), std::move(text)});
    }
    std::string out = std::string(known ? known->summary() : hand_written_noun_summary(noun)) + "\n\n";
    out += style.palette.bold("Usage") + "\n";
    if (!verbs.empty()) out += fmt::format("  rasctl {}VERB [flags]\n", join_words(noun));
    if (!nouns.empty()) out += fmt::format("  rasctl {}SUBNOUN VERB [flags]\n", join_words(noun));
    out += section(style, "Verbs", verbs);
    out += section(style, "Sub-nouns", nouns);
    if (known && !known->aliases().empty()) {
        std::string aliases;
        for (const auto alias : known->aliases()) aliases += " " + std::string(alias.value());
        out += fmt::format("\n{}\n {}\n", style.palette.bold("Aliases"), aliases);
    }
    out += examples_section(style, examples_for_noun(catalog, noun)) + "\n";
    if (!nouns.empty())
        out += fmt::format("rasctl {}SUBNOUN --help shows the verbs of a sub-noun.\n", join_words(noun));
    if (!verbs.empty())
        out += fmt::format("rasctl {}VERB --help shows the flags of a verb.\n", join_words(noun));
    return out;
}

std::string help_for_command(const Usage& usage, const HelpStyle& style) {
    std::string out = wrap(usage.summary, style) + "\n\n";
    out += fmt::format("{}\n  {}\n", style.palette.bold("Usage"), wrap(usage_line(usage), style, 4, 2));
    if (!usage.description.empty()) out += "\n" + wrap(usage.description, style) + "\n";
    std::vector<Entry> targets;
    for (const Positional& one : usage.positionals) {
        std::string text = one.help;
        if (one.values == Values::reference) text += text.empty() ? "name or ID" : "; name or ID";
        if (one.several) text += one.values == Values::reference ? "; several, or - for stdin" : "; several";
        targets.push_back({one.placeholder, std::move(text)});
    }
    for (const std::string_view title : titles_of(usage)) {
        std::vector<Entry> entries;
        if (title == "Target") entries = targets;
        for (const Option& option : usage.options)
            if (option.group == title) entries.push_back({term_of(option), option_text(option)});
        out += section(style, title, entries);
    }
    return out + examples_section(style, usage.examples);
}

}  // namespace rasctl::commands
