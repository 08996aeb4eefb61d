#include "commands/run/completion/complete_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/completion/complete_values.hpp"
#include "commands/run/manual/manual_text.hpp"
#include "commands/run/start/plugin.hpp"
#include "commands/run/start/whole_line.hpp"

namespace rasctl::commands {
namespace {

using Words = std::vector<std::string>;

class LineCompletion {
  public:
    LineCompletion(Context& context, Words words)
        : context_(context), typed_(std::move(words.back())), candidates_(typed_) {
        words.pop_back();
        before_ = std::move(words);
    }

    std::vector<Candidate> run() {
        if (find_path()) offer();
        return candidates_.take_matching();
    }

  private:
    bool find_path() {
        const auto read = read_line(context_, before_, LineEnd::to_come, line_);
        return read && line_.path.unknown.empty();
    }

    void offer() {
        const CommandPath& path = line_.path;
        ValueSource values(context_, candidates_, {path, line_.given.operands, line_.flags});
        if (!line_.given.pending.empty())
            if (const Option* const pending = find_option(line_.usage(), line_.given.pending))
                return offer_value(values, *pending, 0);
        if (!line_.given.only_operands && typed_.starts_with('-')) return offer_option(values);
        if (!path.found()) return offer_children(path.noun);
        offer_positional(values);
    }

    bool was_given(const Option& option) const {
        return std::ranges::find(line_.given.options, option.name, &GivenOption::name) !=
               line_.given.options.end();
    }

    void offer_option(ValueSource& values) {
        const auto equals = typed_.find('=');
        if (typed_.starts_with("--") && equals != std::string::npos) {
            if (const Option* const option =
                    find_option(line_.usage(), std::string_view(typed_).substr(2, equals - 2)))
                offer_value(values, *option, equals + 1);
            return;
        }
        if (!typed_.starts_with("--") && typed_.size() > 2) {
            const Option* const option = find_short_option(line_.usage(), typed_[1]);
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
            line_.path.hand_written != nullptr && line_.path.name() == "wait" && option.name == "for";
        if (!awaited) return values.for_option(option, prefix, value);
        candidates_.add(prefix + "deleted", "the object is gone");
        Words targets;
        for (const char* const verb : {"status", "get"}) {
            CommandPath shown = awaited_noun(targets);
            shown.command = context_.catalog().command(fmt::format("{} {}", shown.noun, verb));
            if (!shown.command) continue;
            ValueSource(context_, candidates_, {shown, targets, line_.flags})
                .for_option(
                    {.name = {}, .placeholder = "EXPR", .help = {}, .group = {}, .values = Values::column},
                    prefix, value);
        }
    }

    void offer_flags(bool inherited) {
        for (const Option& option : line_.usage().options) {
            if (option.group.empty() || (option.inherited && !inherited)) continue;
            if (was_given(option) && !option.repeatable) continue;
            candidates_.add("--" + option.name, option.help);
            if (option.boolean) candidates_.add("--no-" + option.name, option.help);
            if (typed_.size() == 2 && typed_.substr(1) == option.short_name)
                candidates_.add(typed_, option.help);
        }
    }

    void offer_children(std::string_view noun) {
        const auto children = children_of(context_.catalog(), noun);
        for (const Child& child : children) candidates_.add(std::string(child.word), child.summary);
        if (noun.empty()) offer_own_words();
        if (!candidates_.empty() || typed_.empty()) return;
        // Second names, where the first ones do not begin so.
        for (const Child& child : children)
            for (const auto alias : child.aliases) candidates_.add(std::string(alias.value()), child.summary);
    }

    // The user's aliases, and plugins.
    void offer_own_words() {
        const auto file = context_.config().load();
        const json::Object* const aliases = file ? file->section("aliases") : nullptr;
        if (aliases != nullptr)
            for (const json::Member& alias : *aliases)
                candidates_.add(alias.name, "alias: " + alias.value.scalar_text());
        for (const std::string& plugin : plugin_names(context_.environment()))
            if (plugin != "simulate") candidates_.add(plugin, "plugin rasctl-" + plugin);
    }

    void offer_positional(ValueSource& values) {
        const std::string_view name =
            line_.path.hand_written != nullptr ? line_.path.hand_written->name : std::string_view{};
        const Words& operands = line_.given.operands;
        if (name == "help" || name == "man") offer_topic(operands);
        if (name == "man" && operands.empty()) offer_pages();
        if (name == "help" || name == "man") return;
        if (name == "explain") return offer_field();
        if (name == "wait") return offer_awaited(values);
        const std::size_t index = operands.size();
        const auto& places = line_.usage().positionals;
        if (index < places.size()) return values.for_positional(places[index], index, typed_);
        if (!places.empty() && places.back().several)
            return values.for_positional(places.back(), index, typed_);
        // Nothing but options can follow.
        if (typed_.empty()) offer_flags(false);
    }

    void offer_topic(const Words& words) {
        const CommandPath topic = find_command(context_.catalog(), words);
        if (topic.unknown.empty() && !topic.found()) offer_children(topic.noun);
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
        if (dot == std::string::npos) return offer_topic(line_.given.operands);
        Words words = line_.given.operands;
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
        Words words = line_.given.operands;
        targets.clear();
        CommandPath topic = find_true_command(context_.catalog(), words);
        while (!topic.unknown.empty() && !words.empty()) {
            targets.insert(targets.begin(), words.back());
            words.pop_back();
            topic = find_true_command(context_.catalog(), words);
        }
        return topic;
    }

    // NOUN TARGET: the words of a noun, then what its `get` takes.
    void offer_awaited(ValueSource& values) {
        Words targets;
        const CommandPath topic = awaited_noun(targets);
        if (topic.noun.empty() || targets.empty()) {
            for (const Child& child : children_of(context_.catalog(), topic.noun))
                if (child.is_noun) candidates_.add(std::string(child.word), child.summary);
        }
        if (const auto get = context_.catalog().command(topic.noun + " get"))
            values.for_target(*get, targets, typed_);
    }

    Context& context_;
    std::string typed_;
    Words before_;
    Candidates candidates_;
    WholeLine line_;
};

}  // namespace

std::vector<Candidate> complete_line(Context& context, Words words) {
    if (words.empty()) words.emplace_back();
    return LineCompletion(context, std::move(words)).run();
}

}  // namespace rasctl::commands
