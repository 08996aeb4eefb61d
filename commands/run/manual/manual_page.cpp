#include "commands/run/manual/manual_page.hpp"

#include <fmt/format.h>

#include <sstream>

#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/help_text.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/wrapped_command.hpp"
#include "commands/run/manual/manual_text.hpp"
#include "text/ascii.hpp"
#include "text/cut.hpp"

namespace rasctl::commands {
namespace {

// What a page of 78 columns has room for without indentation.
constexpr std::size_t example_width = 78;
constexpr std::size_t example_indent = 4;

// Text for the end of a macro line or a line of text: nothing in it is read as a request, a macro or an
// escape.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if (c == '\n' || c == '\t')
            out += ' ';
        else
            out += c;
    }
    return out;
}

// A line as it stands.
std::string literal(std::string_view text) {
    const std::string safe = escaped(text);
    return (safe.starts_with('.') || safe.starts_with('\'') ? "\\&" : "") + safe + "\n";
}

// Text; each sentence begins a line, as mdoc wants it.
std::string line(std::string_view text) {
    std::string out;
    std::size_t begin = 0;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const bool ends = text[i] == ' ' && (text[i - 1] == '.' || text[i - 1] == '?' || text[i - 1] == '!');
        if (!ends || text[i + 1] < 'A' || text[i + 1] > 'Z') continue;
        out += literal(text.substr(begin, i - begin));
        begin = i + 1;
    }
    return out + literal(text.substr(begin));
}

// One argument of a macro: `\&` keeps it from being a macro's name or a delimiter.
std::string mdoc_word(std::string_view text) {
    std::string out = "\\&";
    for (const char c : escaped(text)) {
        if (c == ' ')
            out += "\\ ";
        else if (c == '"')
            out += "\\(dq";
        else
            out += c;
    }
    return out;
}

std::string flag_words(const Option& option) {
    std::string out;
    if (!option.short_name.empty()) out += "Fl " + option.short_name + " , ";
    out += (option.boolean ? "Fl \\-[no\\-]" : "Fl \\-") + escaped(option.name);
    if (!option.placeholder.empty()) out += " Ar " + mdoc_word(option.placeholder);
    return out;
}

std::string comma_list(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string option_item(const Option& option) {
    std::string text = option.help;
    const auto add = [&](std::string more) { text += (text.empty() ? "" : "; ") + std::move(more); };
    if (!option.refers.empty()) add("name or ID");
    if (!option.choices.empty()) add("one of " + comma_list(option.choices));
    std::vector<std::string> marks;
    if (option.required) marks.emplace_back("required");
    if (option.repeatable) marks.emplace_back("repeatable");
    if (!option.default_text.empty()) marks.push_back("default " + option.default_text);
    if (!marks.empty()) text += fmt::format("{}({})", text.empty() ? "" : " ", comma_list(marks));
    return ".It " + flag_words(option) + "\n" + (text.empty() ? "" : line(text));
}

std::string synopsis_of(const Usage& usage) {
    std::string out = ".D1 Nm rasctl Cm " + mdoc_word(usage.name);
    for (const Positional& one : usage.positionals) {
        if (!one.required) out += " Op";
        out += " Ar " + mdoc_word(one.placeholder + (one.several ? "..." : ""));
    }
    for (const Option& option : usage.options)
        if (option.required) out += " " + flag_words(option);
    return out + " Op Ar flags\n";
}

std::string targets_of(const Usage& usage) {
    std::string out;
    for (const Positional& one : usage.positionals) {
        std::string text = one.help;
        if (one.values == Values::reference) text += text.empty() ? "Name or ID" : "; name or ID";
        if (one.several)
            text += one.values == Values::reference ? "; several, or - for names or IDs on standard input"
                                                    : "; several";
        if (!one.choices.empty()) text += "; one of " + comma_list(one.choices);
        out += ".It Ar " + mdoc_word(one.placeholder) + "\n" + (text.empty() ? "" : line(text));
    }
    return out;
}

std::string paragraphs(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view one = cut(text, '\n');
        if (one.empty())
            out += out.ends_with(".Pp\n") || text.empty() ? "" : ".Pp\n";
        else if (one.starts_with(' '))
            out += ".D1 " + mdoc_word(one.substr(one.find_first_not_of(' '))) + "\n";
        else
            out += line(one);
    }
    return out;
}

std::string examples_of(const std::vector<std::string>& examples) {
    std::string out;
    for (const std::string& example : examples) {
        std::istringstream lines(wrapped_command(example, example_width, example_indent));
        for (std::string one; std::getline(lines, one);) out += literal(one);
    }
    return out;
}

// Of an API command: what is sent.
std::string requests_of(const catalog::Command& command) {
    std::string out;
    for (std::size_t i = 0; i < command.operation_count(); ++i) {
        const catalog::Operation one = command.operation(i);
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", one.method(), one.path());
        if (one.until() != 0) out += fmt::format(" (until version {})", one.until());
    }
    return line("Sends " + out + ".");
}

class Page {
  public:
    Page(const catalog::Catalog& catalog, std::string_view topic) : catalog_(catalog), topic_(topic) {}

    std::string text(std::string_view date) {
        const CommandPath path = find_command(catalog_, {std::string(topic_)});
        if (path.hand_written != nullptr)
            add_own(path.hand_written->usage());
        else
            add_noun(std::string(topic_));
        const std::string summary = path.hand_written != nullptr ? std::string(path.hand_written->summary)
                                                                 : summary_of_noun(std::string(topic_));
        std::string out = fmt::format(".Dd {}\n.Dt {} 1\n.Os\n.Sh NAME\n.Nm rasctl-{}\n.Nd {}\n", date,
                                      mdoc_word("RASCTL-" + upper_case(topic_)), topic_, escaped(summary));
        out += fmt::format(".Sh SYNOPSIS\n.Nm rasctl\n.Cm {}\n", mdoc_word(topic_));
        out += path.hand_written != nullptr ? ".Op Ar argument ...\n"
                                            : ".Op Ar subnoun ...\n.Ar verb\n.Op Ar target ...\n";
        out += ".Op Ar flags\n.Sh DESCRIPTION\n";
        out += line(summary + ".");
        out +=
            ".Pp\nThe flags that every command has are described in\n.Xr rasctl 1 ,\n"
            "formats, conditions and exit codes in\n.Xr rasctl-output 7 .\n";
        out += body_;
        if (!examples_.empty()) out += ".Sh EXAMPLES\n.Bd -literal\n" + examples_ + ".Ed\n";
        return out + ".Sh SEE ALSO\n.Xr rasctl 1 ,\n.Xr rasctl-config 5 ,\n.Xr rasctl-output 7\n";
    }

  private:
    std::string summary_of_noun(const std::string& noun) const {
        const auto known = catalog_.noun(noun);
        return std::string(known ? known->summary() : hand_written_noun_summary(noun));
    }

    void add_noun(const std::string& noun) {
        if (noun != topic_) {
            body_ += fmt::format(".Sh {}\n", mdoc_word(upper_case(noun)));
            body_ += line(summary_of_noun(noun) + ".");
        }
        std::vector<std::string> below;
        for (const Child& child : children_of(catalog_, noun)) {
            const std::string name = fmt::format("{} {}", noun, child.word);
            if (child.is_noun) {
                below.push_back(name);
            } else if (const HandWritten* own = find_hand_written(name)) {
                add_command(own->usage(), {});
            } else if (const auto command = catalog_.command(name)) {
                add_command(api_usage(*command), requests_of(*command));
            }
        }
        examples_ += examples_of(examples_for_noun(catalog_, noun));
        for (const std::string& name : below) add_noun(name);
    }

    void add_own(const Usage& usage) {
        add_command(usage, {});
        examples_ += examples_of(usage.examples);
    }

    void add_command(const Usage& usage, const std::string& requests) {
        body_ += fmt::format(".Ss {}\n", mdoc_word(usage.name));
        body_ += synopsis_of(usage) + ".Pp\n" + line(usage.summary + ".") + requests;
        if (!usage.description.empty()) body_ += ".Pp\n" + paragraphs(usage.description);
        std::string items = targets_of(usage);
        for (const Option& option : usage.options)
            if (!option.group.empty()) items += option_item(option);
        if (!items.empty()) body_ += ".Bl -tag -width Ds\n" + items + ".El\n";
    }

    const catalog::Catalog& catalog_;
    std::string_view topic_;
    std::string body_{};
    std::string examples_{};
};

}  // namespace

std::vector<std::string> manual_topics(const catalog::Catalog& catalog) {
    std::vector<std::string> topics;
    for (const Child& child : children_of(catalog, {}))
        if (find_manual_text(child.word) == nullptr) topics.emplace_back(child.word);
    return topics;
}

std::string manual_page(const catalog::Catalog& catalog, std::string_view topic, std::string_view date) {
    return Page(catalog, topic).text(date);
}

}  // namespace rasctl::commands
