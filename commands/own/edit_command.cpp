// One object in an editor.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_change.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/farm/wanted_documents.hpp"
#include "commands/run/text_file.hpp"
#include "config/atomic_file.hpp"
#include "error/try.hpp"
#include "farm/called.hpp"
#include "state/check.hpp"
#include "state/folder.hpp"
#include "terminal/sanitize.hpp"
#include "text/cut.hpp"
#include "text/letter_case.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr std::string_view edit_summary = "Change an object in an editor";

Usage edit_usage() {
    return {
        .name = "edit",
        .summary = std::string(edit_summary),
        .description =
            "Opens the object as YAML in $VISUAL or $EDITOR (else vi), checks what comes back, shows what "
            "differs, and sends only that. An empty text, or one without a change, does nothing. What is "
            "wrong opens the editor again, with the reason on top. When sending fails, the text is kept.",
        .positionals = {{.placeholder = "NOUN",
                         .help = "kind of the object, and its name or id:N (settings have none)",
                         .several = true}},
        .options = {},
        .examples = {"rasctl edit rds host rdsh01.company.dom", "rasctl edit farm settings"}};
}

// What to edit: the noun, and the words behind it.
struct Target {
    std::string noun;
    std::string name;
};

Result<Target> read_target(const catalog::Catalog& catalog, const std::vector<std::string>& words) {
    const state::Kinds kinds(catalog, 0);
    Target target;
    std::string noun;
    for (std::size_t i = 0; i < words.size(); ++i) {
        noun += (noun.empty() ? "" : " ") + words[i];
        const state::Kind* kind = kinds.find(noun);
        if (kind == nullptr && (i + 1 < words.size() || words.size() == 1)) {
            // "edit host rdsh01": other words for the noun.
            const CommandPath meant =
                find_noun(catalog, {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1});
            if (meant.unknown.empty() && meant.candidates.empty()) kind = kinds.find(meant.noun);
            if (kind != nullptr) noun = meant.noun;
        }
        if (kind == nullptr) continue;
        const bool named = kind->form == state::Form::listed;
        if (words.size() == i + (named ? 2 : 1)) return Target{noun, named ? words.back() : ""};
        target.noun = noun;
    }
    if (!target.noun.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("edit {} takes one object", target.noun),
                     .why = fmt::format("{} words were given", words.size()),
                     .hint = fmt::format("rasctl {} list", target.noun)};
    TRY(nouns_of_words(catalog, "edit", words));
    return Error{.exit_code = ExitCode::usage,
                 .what = "edit needs a kind of object and its name",
                 .why = words.empty() ? "nothing was given" : fmt::format("'{}' is no kind by itself", noun),
                 .hint = "rasctl edit rds host rdsh01.company.dom"};
}

Result<const state::Object*> find_object(const FarmDocuments& farm, const Target& target) {
    std::vector<const state::Object*> matches;
    const bool by_id = target.name.starts_with("id:");
    const std::string name = by_id                              ? target.name.substr(3)
                             : target.name.starts_with("name:") ? target.name.substr(5)
                                                                : target.name;
    std::vector<const state::Object*> candidates;
    std::vector<std::string> names;
    for (const state::Object& object : farm.snapshot.objects) {
        if (object.key.kind != target.noun) continue;
        candidates.push_back(&object);
        names.push_back(by_id ? object.thing.id : object.key.name);
    }
    // Settings have no name, and there is one of them.
    if (target.name.empty()) matches = candidates;
    for (const std::size_t place : farm::places_called(names, name)) matches.push_back(candidates[place]);
    for (const state::Object& object : farm.snapshot.objects)
        if (matches.empty() && object.key.kind == target.noun && object.thing.id == name && !name.empty())
            matches.push_back(&object);
    if (matches.size() == 1) return matches.front();
    Error error{.exit_code = matches.empty() ? ExitCode::not_found : ExitCode::usage};
    error.what = matches.empty() ? fmt::format("no {} is called '{}'", target.noun, name)
                                 : fmt::format("'{} {}' is ambiguous", target.noun, name);
    for (const state::Object* match : matches)
        error.details.push_back(
            fmt::format("id:{}  {}", match->thing.id, terminal::sanitize(state::shown(match->key))));
    error.hint = matches.empty() ? fmt::format("rasctl {} list", target.noun) : "give the ID, or --site";
    return error;
}

// The file that the editor gets: for its user alone, and kept when something fails.
class EditedFile {
  public:
    explicit EditedFile(std::string noun) {
        std::ranges::replace(noun, ' ', '-');
        const auto moment = std::chrono::system_clock::now().time_since_epoch().count();
        file_ = fs::temp_directory_path() / fmt::format("rasctl-edit-{}-{:x}.yaml", noun, moment);
    }
    ~EditedFile() {
        std::error_code ignored;
        if (!kept_) fs::remove(file_, ignored);
    }
    EditedFile(const EditedFile&) = delete;
    EditedFile& operator=(const EditedFile&) = delete;

    void keep() { kept_ = true; }
    std::string path() const { return file_.string(); }

    // Opens the editor on the text and answers what it left.
    Result<std::string> edit(Context& context, const std::string& text) {
        TRY(config::write_atomically(file_, text, config::Symlinks::refuse));
        std::string editor = context.environment().find_filled("VISUAL").value_or("");
        if (editor.empty()) editor = context.environment().find_filled("EDITOR").value_or("vi");
        // By way of the shell, so that an editor may have options.
        const int status = std::system(fmt::format("{} '{}'", editor, file_.string()).c_str());
        if (status != 0)
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("the editor '{}' failed", terminal::sanitize(editor)),
                         .why = "nothing was sent",
                         .hint = "set VISUAL or EDITOR to an editor that is there"};
        return read_text_file(context, file_.string());
    }

  private:
    fs::path file_;
    bool kept_ = false;
};

std::string with_comments(const std::string& text, const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += "# " + line + "\n";
    return all + text;
}

// Without the comments that stand on top.
std::string without_comments(std::string_view text) {
    while (text.starts_with('#')) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    return std::string(text);
}

bool is_blank(std::string_view text) {
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = cut(rest, '\n');
        const auto first = line.find_first_not_of(" \t\r");
        if (first != std::string_view::npos && line[first] != '#' && line != "---") return false;
    }
    return true;
}

// Asks until what comes back is right, or is nothing.
Result<std::vector<state::Document>> edit_document(Context& context, const FarmDocuments& farm,
                                                   const state::Document& now, EditedFile& file) {
    const std::string original = state::write_document(now);
    std::vector<std::string> comments{
        fmt::format("{}: change what you like and save.", terminal::sanitize(state::shown(now.key))),
        "What you delete stays as it is. An empty file does nothing."};
    std::string text = original, before;
    for (;;) {
        TRY_LET(auto edited, file.edit(context, with_comments(text, comments)));
        text = without_comments(edited);
        if (is_blank(text) || text == original) return std::vector<state::Document>();
        state::Source source;
        state::read_text(text, file.path(), source);
        for (state::Document& document : source.documents) state::take_out_escapes(document);
        std::vector<std::string> problems = source.problems;
        if (problems.empty() &&
            (source.documents.size() != 1 || source.documents.front().key.kind != now.key.kind))
            problems.push_back("it must stay one document of the same kind");
        if (problems.empty()) {
            problems = state::check_documents({.kinds = *farm.kinds,
                                               .names = farm.snapshot.names,
                                               .sites = farm.snapshot.sites,
                                               .version = farm.version},
                                              source.documents);
            state::Document& wanted = source.documents.front();
            if (wanted.key != now.key && wanted.key.name != now.key.name) wanted.previous_name = now.key.name;
        }
        if (problems.empty()) return std::move(source.documents);
        if (text == before) {
            file.keep();
            return Error{.exit_code = ExitCode::usage,
                         .what = "the text is still wrong",
                         .why = problems.front(),
                         .hint = fmt::format("it is kept in {}", file.path())};
        }
        before = text;
        comments = {"This is wrong, and nothing was sent:"};
        for (const std::string& problem : problems) comments.push_back("  " + terminal::sanitize(problem));
    }
}

Result<ExitCode> run_edit(Context& context, const Arguments& arguments) {
    TRY_LET(auto target, read_target(context.catalog(), arguments.targets()));
    FarmDocuments farm;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        FarmChoice choice;
        choice.nouns.push_back(target.noun);
        CO_TRY_LET(auto found, co_await read_farm(context, std::move(choice)));
        farm = std::move(found);
        co_return Result<>{};
    }));
    TRY_LET(auto object, find_object(farm, target));
    std::vector<state::Document> now(1);
    now.front().key = object->key;
    now.front().spec = state::spec_of(*object->kind, object->thing, farm.snapshot.names, object->site_id);
    EditedFile file(target.noun);
    TRY_LET(auto wanted, edit_document(context, farm, now.front(), file));
    const auto changes = wanted.empty() ? std::vector<state::Change>()
                                        : state::compare(now, wanted, state::Absence::means_nothing, false);
    auto done = change_farm(context, farm, changes, "edit");
    if (!done || *done != ExitCode::done) {
        file.keep();
        context.note(fmt::format("the text is kept in {}", file.path()));
    }
    return done;
}

}  // namespace

extern const HandWritten edit_command{"edit",   edit_summary, "Files", edit_usage,
                                      run_edit, false,        false,   Changes::the_farm};

}  // namespace rasctl::commands
