#include "commands/completion/complete_line.hpp"

#include <fmt/format.h>

#include <map>

#include "commands/catalog/catalog_choice.hpp"
#include "commands/completion/complete_values.hpp"
#include "commands/line/aliases.hpp"
#include "commands/line/api_usage.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/global_options.hpp"
#include "commands/line/plugin.hpp"
#include "commands/manual/manual_text.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

// The words before the one being typed, read the way the parser will read them.
struct Scan {
    Words positionals{};
    std::map<std::string, std::string, std::less<>> given{};  // options by name, and their last value
    const Option* pending = nullptr;                          // its value is being typed
    bool only_positionals = false;                            // behind "--"
};

const Option* find_option(const Usage& usage, std::string_view word) {
    const bool is_long = word.starts_with("--");
    for (const Option& option : usage.options) {
        if (is_long && word.substr(2) == option.name) return &option;
        if (is_long && option.boolean && word.substr(2) == "no-" + option.name) return &option;
        if (!is_long && !option.short_name.empty() && word.substr(1, 1) == option.short_name) return &option;
    }
    return nullptr;
}

Scan scan(const Usage& usage, const Words& words) {
    Scan scan;
    for (const std::string& word : words) {
        if (scan.pending != nullptr) {
            scan.given[scan.pending->name] = word;
            scan.pending = nullptr;
        } else if (scan.only_positionals || word.size() < 2 || word.front() != '-') {
            scan.positionals.push_back(word);
        } else if (word == "--") {
            scan.only_positionals = true;
        } else {
            const auto equals = word.starts_with("--") ? word.find('=') : std::string::npos;
            const Option* const option = find_option(usage, std::string_view(word).substr(0, equals));
            if (option == nullptr) continue;
            const bool takes_value = !option->placeholder.empty();
            std::string value = "true";
            if (equals != std::string::npos)
                value = word.substr(equals + 1);
            else if (takes_value && !word.starts_with("--") && word.size() > 2)
                value = word.substr(2);
            else if (takes_value)
                scan.pending = option;
            scan.given[option->name] = value;
        }
    }
    return scan;
}

config::Settings::Flags setting_flags_of(const Usage& usage, const Scan& scan) {
    config::Settings::Flags flags;
    for (const Option& option : usage.options) {
        const auto given = scan.given.find(option.name);
        if (given == scan.given.end() || &option == scan.pending) continue;
        if (option.inherited && config::find_setting(option.name) != nullptr)
            flags.insert_or_assign(option.name, given->second);
    }
    return flags;
}

class LineCompletion {
  public:
    LineCompletion(Context& context, Words words)
        : context_(context), typed_(std::move(words.back())), candidates_(typed_) {
        words.pop_back();
        before_ = std::move(words);
    }

    std::vector<Candidate> run() {
        if (find_path()) offer();
        return candidates_.matching();
    }

  private:
    bool find_path() {
        if (const auto chosen = choose_catalog(context_, before_); !chosen) return false;
        path_ = find_command(context_.catalog(), before_);
        if (path_.unknown.empty()) return true;
        if (!path_.noun.empty()) return false;
        const auto expanded = expand_alias(context_, before_, path_.unknown);
        if (!expanded || !*expanded) return false;
        before_ = **expanded;
        path_ = find_command(context_.catalog(), before_);
        return path_.unknown.empty();
    }

    void offer() {
        if (path_.hand_written != nullptr) {
            usage_ = path_.hand_written->usage();
        } else if (path_.command) {
            usage_ = api_usage(*path_.command);
        }
        if (path_.hand_written == nullptr || !path_.hand_written->passes_words) add_global_options(usage_);
        scan_ = scan(usage_, path_.rest);
        flags_ = setting_flags_of(usage_, scan_);
        ValueSource values(context_, candidates_, {path_, scan_.positionals, flags_});
        if (scan_.pending != nullptr) return offer_value(values, *scan_.pending, 0);
        if (!scan_.only_positionals && typed_.starts_with('-')) return offer_option(values);
        if (path_.hand_written == nullptr && !path_.command) return offer_children(path_.noun);
        offer_positional(values);
    }

    void offer_option(ValueSource& values) {
        const auto equals = typed_.find('=');
        if (typed_.starts_with("--") && equals != std::string::npos) {
            if (const Option* const option = find_option(usage_, std::string_view(typed_).substr(0, equals)))
                offer_value(values, *option, equals + 1);
            return;
        }
        if (!typed_.starts_with("--") && typed_.size() > 2) {
            const Option* const option = find_option(usage_, typed_);
            if (option != nullptr && !option->placeholder.empty()) offer_value(values, *option, 2);
            return;
        }
        offer_flags(true);
    }

    // The value begins at that byte of the word.
    void offer_value(ValueSource& values, const Option& option, std::size_t begin) {
        const std::string prefix = typed_.substr(0, begin);
        const std::string_view value = std::string_view(typed_).substr(begin);
        const bool awaited =
            path_.hand_written != nullptr && path_.hand_written->name == "wait" && option.name == "for";
        if (!awaited) return values.for_option(option, prefix, value);
        candidates_.add(prefix + "deleted", "the object is gone");
        Words targets;
        for (const char* const verb : {"status", "get"}) {
            CommandPath shown = awaited_noun(targets);
            shown.command = context_.catalog().command(fmt::format("{} {}", shown.noun, verb));
            if (!shown.command) continue;
            ValueSource(context_, candidates_, {shown, targets, flags_})
                .for_option(
                    {.name = {}, .placeholder = "EXPR", .help = {}, .group = {}, .values = Values::column},
                    prefix, value);
        }
    }

    void offer_flags(bool inherited) {
        for (const Option& option : usage_.options) {
            if (option.group.empty() || (option.inherited && !inherited)) continue;
            if (scan_.given.contains(option.name) && !option.repeatable) continue;
            candidates_.add("--" + option.name, option.help);
            if (option.boolean) candidates_.add("--no-" + option.name, option.help);
            if (typed_.size() == 2 && typed_.substr(1) == option.short_name)
                candidates_.add(typed_, option.help);
        }
    }

    void offer_children(std::string_view noun) {
        const auto children = children_of(context_.catalog(), noun);
        for (const Child& child : children) candidates_.add(child.word, child.summary);
        if (noun.empty()) offer_own_words();
        if (!candidates_.matching().empty() || typed_.empty()) return;
        // Second names, where the first ones do not begin so.
        for (const Child& child : children)
            for (const std::string& alias : child.aliases) candidates_.add(alias, child.summary);
    }

    // The user's aliases, and plugins.
    void offer_own_words() {
        if (const auto paths = config::find_paths(context_.environment())) {
            const auto file = config::ConfigFile::load(*paths);
            const json::Object* const aliases = file ? file->section("aliases") : nullptr;
            if (aliases != nullptr)
                for (const json::Member& alias : *aliases)
                    candidates_.add(alias.name, "alias: " + alias.value.scalar_text());
        }
        for (const std::string& plugin : plugin_names(context_.environment()))
            if (plugin != "simulate") candidates_.add(plugin, "plugin rasctl-" + plugin);
    }

    void offer_positional(ValueSource& values) {
        const std::string_view name =
            path_.hand_written != nullptr ? path_.hand_written->name : std::string_view{};
        if (name == "help" || name == "man") offer_topic(scan_.positionals);
        if (name == "man" && scan_.positionals.empty()) offer_pages();
        if (name == "help" || name == "man") return;
        if (name == "explain") return offer_field();
        if (name == "wait") return offer_awaited(values);
        const std::size_t index = scan_.positionals.size();
        const auto& places = usage_.positionals;
        if (index < places.size()) return values.for_positional(places[index], index, typed_);
        if (!places.empty() && places.back().several)
            return values.for_positional(places.back(), index, typed_);
        // Nothing but options can follow.
        if (typed_.empty()) offer_flags(false);
    }

    void offer_topic(const Words& words) {
        const CommandPath topic = find_command(context_.catalog(), words);
        if (topic.unknown.empty() && topic.hand_written == nullptr && !topic.command)
            offer_children(topic.noun);
    }

    // The pages of the manual that are no noun's.
    void offer_pages() {
        constexpr std::string_view prefix = "rasctl-";
        for (const ManualText& page : manual_texts())
            if (page.name.starts_with(prefix))
                candidates_.add(std::string(page.name.substr(prefix.size())),
                                fmt::format("{}({})", page.name, page.section));
    }

    // NOUN.FIELD, where nouns of several words are typed as they are.
    void offer_field() {
        const auto dot = typed_.find('.');
        if (dot == std::string::npos) return offer_topic(scan_.positionals);
        Words words = scan_.positionals;
        words.push_back(typed_.substr(0, dot));
        const CommandPath topic = find_command(context_.catalog(), words);
        for (const std::string_view verb : {"get", "list", "status", "create", "update"}) {
            const auto command = context_.catalog().command(fmt::format("{} {}", topic.noun, verb));
            if (!command) continue;
            for (std::size_t i = 0; i < command->operation_count(); ++i) {
                const bool written = verb == "create" || verb == "update";
                const auto operation = command->operation(i);
                const auto schema = written ? operation.body() : operation.response().schema();
                if (!schema) continue;
                for (const catalog::Field field : schema->fields())
                    candidates_.add(typed_.substr(0, dot + 1) + std::string(field.name()),
                                    field.description());
            }
        }
    }

    // The noun that leads the positionals of `wait`; the words behind it are targets.
    CommandPath awaited_noun(Words& targets) const {
        Words words = scan_.positionals;
        targets.clear();
        CommandPath topic = find_command(context_.catalog(), words);
        while (!topic.unknown.empty() && !words.empty()) {
            targets.insert(targets.begin(), words.back());
            words.pop_back();
            topic = find_command(context_.catalog(), words);
        }
        return topic;
    }

    // NOUN TARGET: the words of a noun, then what its `get` takes.
    void offer_awaited(ValueSource& values) {
        Words targets;
        const CommandPath topic = awaited_noun(targets);
        if (topic.noun.empty() || targets.empty()) {
            for (const Child& child : children_of(context_.catalog(), topic.noun))
                if (child.is_noun) candidates_.add(child.word, child.summary);
        }
        if (const auto get = context_.catalog().command(topic.noun + " get"))
            values.for_target(*get, targets, typed_);
    }

    Context& context_;
    std::string typed_;
    Words before_;
    Candidates candidates_;
    CommandPath path_;
    Usage usage_;
    Scan scan_;
    config::Settings::Flags flags_;
};

}  // namespace

std::vector<Candidate> complete_line(Context& context, Words words) {
    if (words.empty()) words.emplace_back();
    return LineCompletion(context, std::move(words)).run();
}

}  // namespace rasctl::commands
