#include "commands/run/farm/wanted_documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "commands/run/result_output.hpp"
#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "json/yaml.hpp"
#include "output/glob.hpp"
#include "state/check.hpp"
#include "state/folder.hpp"
#include "state/left_behind.hpp"
#include "state/mapping.hpp"
#include "state/secret_mask.hpp"
#include "state/spelling.hpp"
#include "terminal/sanitize.hpp"
#include "text/ascii.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using json::Value;
using state::Act;

constexpr std::size_t most_told = 100;

Error wrong_files(std::vector<std::string> problems) {
    Error error{.exit_code = ExitCode::usage,
                .what = "the documents cannot be used",
                .why = fmt::format("{} {} wrong; nothing was sent", problems.size(),
                                   problems.size() == 1 ? "thing is" : "things are")};
    if (problems.size() > most_told) {
        const std::size_t more = problems.size() - most_told;
        problems.resize(most_told);
        problems.push_back(fmt::format("and {} more", more));
    }
    for (std::string& problem : problems) error.details.push_back(terminal::sanitize(problem));
    return error;
}

// "${name}" and "${name:-default}" within texts, from values files.
class Filling {
  public:
    explicit Filling(std::map<std::string, Value> values) : values_(std::move(values)) {}

    void fill(Value& value) const {
        if (value.is_string()) value = filled(value.as_string());
        if (value.is_array())
            for (Value& element : value.as_array()) fill(element);
        if (value.is_object())
            for (json::Member& member : value.as_object()) fill(member.value);
    }

    Value filled(const std::string& text) const {
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            const bool begins = text.compare(at, 2, "${") == 0 && (at == 0 || text[at - 1] != '$');
            const std::size_t end = begins ? text.find('}', at) : std::string::npos;
            if (end == std::string::npos) {
                result += text[at++];
                continue;
            }
            const std::string inside = text.substr(at + 2, end - at - 2);
            const auto split = inside.find(":-");
            const auto value = values_.find(inside.substr(0, split));
            // A value that is the whole text keeps its type.
            if (value != values_.end() && at == 0 && end + 1 == text.size()) return value->second;
            if (value != values_.end())
                result += value->second.scalar_text();
            else
                result +=
                    split == std::string::npos ? text.substr(at, end + 1 - at) : inside.substr(split + 2);
            at = end + 1;
        }
        return result;
    }

  private:
    std::map<std::string, Value> values_;
};

// Fills the names in the metadata; what nothing says is a problem.
std::vector<std::string> fill_names(const Filling& filling, state::Document& document) {
    std::vector<std::string> problems;
    for (const auto& [place, name] :
         {std::pair("metadata.name", &document.key.name), std::pair("metadata.site", &document.key.site),
          std::pair("metadata.previousName", &document.previous_name)}) {
        *name = filling.filled(*name).scalar_text();
        if (const std::string open = state::unfilled(*name); !open.empty())
            problems.push_back(state::problem_in(
                document, place, fmt::format("nothing says what {} is; give it with --values", open)));
    }
    state::take_out_escapes(document);
    return problems;
}

Result<Filling> read_values(Context& context, const Arguments& arguments) {
    std::map<std::string, Value> values;
    for (const std::string& file : arguments.all("values")) {
        TRY_LET(auto text, read_text_file(context, file));
        auto value = json::parse_json_or_yaml(text);
        if (!value || !value->is_object())
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("cannot use {}", terminal::sanitize(file)),
                         .why = value ? "it must be a map of names and values" : value.error().why};
        for (const json::Member& member : value->as_object())
            values.insert_or_assign(member.name, member.value);
    }
    return Filling(std::move(values));
}

// "kind", "kind/name" or "site/kind/name", with * and ?.
bool matches(const state::Key& key, const std::string& pattern) {
    const std::string of_object = key.kind + "/" + key.name;
    const auto is = [&](const std::string& text) {
        const bool glob = pattern.find_first_of("*?") != std::string::npos;
        return glob ? output::matches_pattern(text, pattern) : equal_ignoring_case(text, pattern);
    };
    return is(key.kind) || is(of_object) || is(key.site + "/" + of_object);
}

bool is_chosen(const state::Key& key, const Arguments& arguments) {
    const auto any = [&](std::string_view option) {
        return std::ranges::any_of(arguments.all(option),
                                   [&](const std::string& pattern) { return matches(key, pattern); });
    };
    return (!arguments.given("only") || any("only")) && !any("except");
}

std::string_view sign_of(Act act) {
    return act == Act::create ? "+" : act == Act::update ? "~" : "-";
}

// Long values are cut on a terminal only by their end of line; a list part is told as it is.
std::string lines_of(Context& context, const state::Change& change) {
    const terminal::Palette palette = context.streams().output_palette();
    const auto paint = [&](Act act, const std::string& text) {
        return act == Act::create   ? palette.added(text)
               : act == Act::remove ? palette.removed(text)
                                    : palette.changed(text);
    };
    std::string text = paint(change.act, fmt::format("{} {}", sign_of(change.act),
                                                     terminal::sanitize(state::shown(change.key)))) +
                       "\n";
    if (!change.previous_name.empty())
        text += fmt::format("    name: {} -> {}\n", terminal::sanitize(change.previous_name),
                            terminal::sanitize(change.key.name));
    if (change.act == Act::remove) return text;
    for (const state::FieldChange& field : change.fields) {
        const std::string after =
            field.after ? terminal::sanitize(state::shown_value(*field.after)) : "(not there)";
        const std::string path = terminal::sanitize(field.path);
        if (change.act == Act::create)
            text += fmt::format("    {}: {}\n", path, after);
        else
            text += fmt::format("    {}: {} -> {}\n", path,
                                field.before
                                    ? palette.removed(terminal::sanitize(state::shown_value(*field.before)))
                                    : "(not there)",
                                palette.added(after));
    }
    return text;
}

}  // namespace

std::vector<Option> wanted_options() {
    return {{.name = "file",
             .placeholder = "DIR|FILE|-",
             .help = "documents: a folder, a file, or - for stdin",
             .group = "Files",
             .short_name = "f",
             .values = Values::file,
             .repeatable = true},
            {.name = "values",
             .placeholder = "FILE",
             .help = "YAML of names and values for ${name} and ${name:-default} in texts",
             .group = "Files",
             .short_name = "v",
             .values = Values::file,
             .repeatable = true},
            {.name = "only",
             .placeholder = "PATTERN",
             .help = "only these: KIND, KIND/NAME or SITE/KIND/NAME with * and ?",
             .group = "Files",
             .repeatable = true},
            {.name = "except",
             .placeholder = "PATTERN",
             .help = "all but these",
             .group = "Files",
             .repeatable = true},
            {.name = "map",
             .placeholder = "WHAT:OLD=NEW",
             .help = "names of another farm: WHAT is a kind or a field, OLD may hold * and ?, NEW their *",
             .group = "Files",
             .repeatable = true}};
}

Result<std::vector<state::Document>> read_wanted(Context& context, const std::vector<std::string>& places,
                                                 const Arguments& arguments, state::Twin* twin) {
    TRY_LET(auto filling, read_values(context, arguments));
    std::vector<state::Document> wanted;
    std::vector<std::string> problems;
    for (const std::string& place : places) {
        state::Source source;
        if (place.empty())
            return Error{.exit_code = ExitCode::usage,
                         .what = "an empty word names no file",
                         .why = "expects a folder, a file, or - for stdin",
                         .hint = "rasctl diff -f farm/"};
        if (place == "-") {
            TRY_LET(auto text, read_text_file(context, place));
            state::read_text(text, "-", source);
            const auto kept = std::make_shared<const std::string>(std::move(text));
            for (state::Document& document : source.documents) document.text = kept;
        } else {
            TRY_LET(auto read, state::read_documents(place, twin));
            source = std::move(read);
        }
        std::ranges::move(source.problems, std::back_inserter(problems));
        for (state::Document& document : source.documents) {
            Value spec = std::move(document.spec);
            filling.fill(spec);
            document.spec = std::move(spec.as_object());
            for (std::string& problem : fill_names(filling, document)) problems.push_back(std::move(problem));
            if (is_chosen(document.key, arguments)) wanted.push_back(std::move(document));
        }
    }
    if (!problems.empty()) return wrong_files(std::move(problems));
    return wanted;
}

void keep_chosen(std::vector<state::Document>& documents, const Arguments& arguments) {
    std::erase_if(documents,
                  [&](const state::Document& document) { return !is_chosen(document.key, arguments); });
}

Result<> map_names(Context& context, const Arguments& arguments, std::vector<state::Document>& documents) {
    const std::vector<std::string> texts(arguments.all("map").begin(), arguments.all("map").end());
    if (texts.empty()) return {};
    const state::Kinds kinds(context.catalog(), 0);
    TRY_LET(const auto mapping, state::Mapping::parse(texts, kinds));
    mapping.apply(kinds, documents);
    return {};
}

FarmChoice choice_of(const std::vector<state::Document>& wanted) {
    std::set<std::string> nouns;
    for (const state::Document& document : wanted) nouns.insert(document.key.kind);
    return {.nouns = {nouns.begin(), nouns.end()}, .sites = {}};
}

namespace {

// All that is wrong is one usage failure; what is right is put into the order of an export.
Result<> check_wanted(const FarmDocuments& farm, std::vector<state::Document>& wanted) {
    state::take_names(farm.snapshot, *farm.kinds, wanted);
    auto problems = state::check_documents({.kinds = *farm.kinds,
                                            .names = farm.snapshot.names,
                                            .sites = farm.snapshot.sites,
                                            .version = farm.version,
                                            .there = &farm.snapshot},
                                           wanted);
    if (!problems.empty()) return wrong_files(std::move(problems));
    for (state::Document& document : wanted) {
        if (const state::Kind* kind = farm.kinds->find(document.key.kind))
            state::take_values(farm.snapshot, *kind, document);
    }
    return {};
}

// Deletions are for kinds and sites that the documents hold, and for nothing that there is always one of.
void drop_not_covered(std::vector<state::Change>& changes, const std::vector<state::Document>& wanted) {
    std::set<std::pair<std::string, std::string>> covered;
    for (const state::Document& document : wanted) covered.emplace(document.key.kind, document.key.site);
    std::erase_if(changes, [&](const state::Change& change) {
        return change.act == Act::remove &&
               (change.key.name.empty() || !covered.contains({change.key.kind, change.key.site}));
    });
}

Result<> check_left_behind(const FarmDocuments& farm, const std::vector<state::Document>& wanted,
                           const std::vector<state::Change>& changes) {
    if (std::ranges::find(changes, Act::remove, &state::Change::act) == changes.end()) return {};
    const state::Names names = state::names_left(*farm.kinds, farm.snapshot, changes, farm.version);
    auto problems = state::check_documents(
        {.kinds = *farm.kinds, .names = names, .sites = farm.snapshot.sites, .version = farm.version},
        wanted);
    if (problems.empty()) return {};
    Error error = wrong_files(std::move(problems));
    error.what = "the documents name what --prune would delete";
    return error;
}

}  // namespace

Result<WantedChanges> wanted_changes(Context& context, const Arguments& arguments) {
    WantedChanges made;
    const std::vector<std::string> places(arguments.all("file").begin(), arguments.all("file").end());
    TRY_LET(auto wanted, read_wanted(context, places, arguments));
    made.wanted = std::move(wanted);
    if (made.wanted.empty() && (arguments.given("only") || arguments.given("except")))
        return Error{.exit_code = ExitCode::usage,
                     .what = "no document is chosen",
                     .why = "--only and --except leave none; they take KIND, KIND/NAME or SITE/KIND/NAME",
                     .hint = "rasctl diff -f farm/ --only 'rds host/*'"};
    TRY(map_names(context, arguments, made.wanted));
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto found, co_await read_farm(context, choice_of(made.wanted)));
        made.farm = std::move(found);
        co_return Result<>{};
    }));
    TRY(check_wanted(made.farm, made.wanted));
    made.now = made.farm.documents();
    made.changes =
        state::compare(made.now, made.wanted, state::Absence::means_nothing, arguments.on("prune"));
    drop_not_covered(made.changes, made.wanted);
    TRY(check_left_behind(made.farm, made.wanted, made.changes));
    return made;
}

std::string summary_of(const std::vector<state::Change>& changes) {
    std::size_t created = 0, changed = 0, deleted = 0;
    std::map<std::string, std::size_t> kinds;
    for (const state::Change& change : changes) {
        ++(change.act == Act::create ? created : change.act == Act::update ? changed : deleted);
        ++kinds[change.key.kind];
    }
    std::string text = fmt::format("{} created, {} changed, {} deleted", created, changed, deleted);
    std::string_view between = ": ";
    for (const auto& [kind, count] : kinds) {
        text += fmt::format("{}{} {}", between, kind, count);
        between = ", ";
    }
    return text;
}

std::vector<state::Change> shown_changes(Context& context, const std::vector<state::Change>& changes) {
    if (changes.empty()) return changes;
    return state::without_secrets(state::Kinds(context.catalog(), 0), changes);
}

Result<> show_changes(Context& context, const std::vector<state::Change>& all, bool summary) {
    if (summary) return context.streams().out().write(summary_of(all) + "\n");
    const auto changes = shown_changes(context, all);
    const std::string format = context.settings().text(config::SettingId::output);
    const bool words = format == "table" || format == "wide";
    if (!words) {
        json::Array rows;
        for (const state::Change& change : changes) rows.push_back(state::to_json(change));
        return show_value(context,
                          {.identity = "name", .default_columns = {"change", "kind", "site", "name"}},
                          std::move(rows));
    }
    context.page_output();
    for (const state::Change& change : changes) TRY(context.streams().out().write(lines_of(context, change)));
    if (changes.empty()) context.note("nothing differs");
    return {};
}

}  // namespace rasctl::commands
