#include "commands/run/manual/document_schema_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

#include "commands/line/command_path.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "json/writer.hpp"
#include "state/curated.hpp"
#include "state/document_schema.hpp"
#include "state/kind.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;

// Why the noun is in no document.
Error no_documents(const state::Kinds& kinds, const std::string& noun) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("'{}' has no documents", noun),
                .why = state::reason_left_out(noun),
                .hint = fmt::format("rasctl explain {}", noun)};
    std::vector<std::string> below;
    for (const state::Kind& kind : kinds.all()) {
        // A part stands within the documents of what it is a part of.
        if (noun.starts_with(kind.name + " ")) {
            error.why = fmt::format("it is a part of '{}'", kind.name);
            error.hint = fmt::format("rasctl explain --schema {}", kind.name);
        }
        if (kind.name.starts_with(noun + " ")) below.push_back(kind.name);
    }
    if (!below.empty()) {
        error.why = fmt::format("these have: {}", fmt::join(below, ", "));
        error.hint = fmt::format("rasctl explain --schema {}", below.front());
    }
    if (error.why.empty()) error.why = "nothing of it can be read and written";
    return error;
}

// The kind that the words name, each of which may hold several.
Result<const state::Kind*> kind_of_words(const catalog::Catalog& catalog, const state::Kinds& kinds,
                                         const std::vector<std::string>& given) {
    std::vector<std::string> words;
    for (const std::string& one : given) {
        std::istringstream stream(one);
        for (std::string word; stream >> word;) words.push_back(word);
    }
    const CommandPath path = find_noun(catalog, words);
    const std::string wanted = terminal::sanitize(fmt::format("{}", fmt::join(words, " ")));
    if (path.noun.empty() || !path.unknown.empty() || path.found()) {
        std::vector<std::string> names;
        for (const state::Kind& kind : kinds.all()) names.push_back(kind.name);
        const auto close = nearest(wanted, names);
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' is no kind of document", wanted),
                     .why = close ? fmt::format("did you mean '{}'?", *close) : "it is no noun",
                     .hint = close ? fmt::format("rasctl explain --schema {}", *close)
                                   : "rasctl explain --schema --jq .properties.kind.enum"};
    }
    if (const state::Kind* kind = kinds.find(path.noun)) return kind;
    return no_documents(kinds, path.noun);
}

}  // namespace

Result<ExitCode> show_document_schema(Context& context, const std::vector<std::string>& words) {
    const state::Kinds kinds(context.catalog(), 0);
    const state::Kind* only = nullptr;
    if (!words.empty()) {
        TRY_LET(const auto kind, kind_of_words(context.catalog(), kinds, words));
        only = kind;
    }
    auto schema = state::document_schema(kinds, only);
    const auto& settings = context.settings();
    const std::string format = settings.text(SettingId::output);
    const bool is_plain = format == "table" || format == "json" || format == "wide";
    if (settings.is_set(SettingId::jq) || !is_plain) {
        TRY(show_value(context, {}, std::move(schema)));
        return ends_with(ExitCode::done);
    }
    context.page_output();
    TRY(context.streams().out().write(json::write(schema, json::Style::pretty) + "\n"));
    return ends_with(ExitCode::done);
}

}  // namespace rasctl::commands
