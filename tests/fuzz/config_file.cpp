// config.json: line 1 is a key, line 2 a value for it, the rest the file. What is read stays what it is when
// a key is set and unset, and what is written is a configuration.
#include "config/contexts.hpp"
#include "config/keys.hpp"
#include "config/settings.hpp"
#include "json/writer.hpp"
#include "target.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::fuzz {
namespace {

using config::ConfigFile;

// Everything that a run asks of its settings.
void ask_everything(const ConfigFile& file, std::string_view value) {
    const terminal::Environment environment{{"RASCTL_LIMIT", std::string(value)}};
    const config::Settings settings({{"output", std::string(value)}}, environment, file);
    const auto checked = settings.check();
    if (!checked) expect_told(checked.error());
    const auto context = settings.check_context();
    if (!context) expect_told(context.error());
    for (const config::Setting& row : config::settings_table()) {
        expect(!settings.explain(row.id).empty(), "a setting has a value or a default");
        expect(settings.is_set(row.id) || settings.source(row.id) == config::Source::built_in,
               "what nobody set is the default");
        settings.text(row.id);
        if (row.type == config::SettingType::boolean) settings.on(row.id);
        if (row.type == config::SettingType::duration)
            expect(settings.duration(row.id).count() >= 0, "a duration is no negative one");
        if (row.type == config::SettingType::integer) {
            const auto number = settings.integer(row.id);
            expect(number >= row.minimum && number <= row.maximum, "a number is within its range");
        }
    }
}

void expect_configuration(const json::Object& root) {
    const std::string text = json::write(root, json::Style::pretty) + "\n";
    const auto again = ConfigFile::parse(text, "config.json");
    expect(again && again->root() == root, "what is written is a configuration", text);
}

void change(const ConfigFile& file, std::string_view key, std::string_view value) {
    json::Object root = file.root();
    const auto set = config::set_key(root, key, value);
    if (!set) return expect_told(set.error());
    // Such a value is refused when the file is written.
    if (!terminal::is_safe(value)) return;
    expect_configuration(root);
    const auto got = config::get_key(root, key);
    expect(got && *got, "a key that was set is there", key);
    const auto again = config::set_key(root, key, **got);
    expect(again && config::get_key(root, key) && *config::get_key(root, key) == *got,
           "a key keeps its value", key);
    const auto gone = config::unset_key(root, key);
    expect(gone && *gone, "a key that was set can be unset", key);
    const auto nothing = config::get_key(root, key);
    expect(!nothing || !*nothing, "a key that was unset is gone", key);
    expect_configuration(root);
}

void change_contexts(const ConfigFile& file, std::string_view name) {
    json::Object root = file.root();
    if (const auto used = config::use_context(root, name); !used) expect_told(used.error());
    json::Object members;
    members.append("endpoint", "https://ras.example:20443");
    if (const auto put = config::put_context(root, name, members); !put) return expect_told(put.error());
    expect(config::find_context(root, name).has_value(), "a context that was put is there", name);
    expect_configuration(root);
    const auto renamed = config::rename_context(root, name, "other-name");
    if (!renamed) expect_told(renamed.error());
    const auto deleted = config::delete_context(root, renamed ? "other-name" : name);
    expect(deleted.has_value(), "a context that is there can be deleted", name);
    expect(renamed ? !config::find_context(root, "other-name") : true, "a deleted context is gone", name);
    expect_configuration(root);
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const std::string_view key = lines.next();
    const std::string_view value = lines.next();
    const auto file = ConfigFile::parse(lines.rest(), "config.json");
    if (!file) return expect_told(file.error());
    expect_configuration(file->root());
    ask_everything(*file, value);
    for (const std::string& known : config::known_keys(file->root())) {
        const auto got = config::get_key(file->root(), known);
        if (!got) expect_told(got.error());
    }
    for (const std::string& name : file->context_names()) file->alias(name);
    change(*file, key, value);
    change_contexts(*file, key);
}

}  // namespace rasctl::fuzz
