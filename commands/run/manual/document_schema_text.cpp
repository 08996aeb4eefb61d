#include "commands/run/manual/document_schema_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/result_output.hpp"
#include "json/writer.hpp"
#include "state/document_schema.hpp"
#include "state/kind.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;

// Why the noun is in no document.
Error no_documents(const state::Kinds& kinds, const std::string& noun) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("'{}' has no documents", noun),
                .why = "nothing of it can be read and written",
                .hint = fmt::format("rasctl explain {}", noun)};
    for (const state::LeftOut& one : kinds.left_out())
        if (one.noun == noun) error.why = one.reason;
    // A part stands within the documents of what it is a part of.
    for (const state::Kind& kind : kinds.all())
        if (noun.starts_with(kind.name + " ")) {
            error.why = fmt::format("it is a part of '{}'", kind.name);
            error.hint = fmt::format("rasctl explain --schema {}", kind.name);
        }
    return error;
}

}  // namespace

Result<ExitCode> show_document_schema(Context& context, const std::vector<std::string>& words) {
    const state::Kinds kinds(context.catalog(), 0);
    const state::Kind* only = nullptr;
    if (!words.empty()) {
        const auto nouns = nouns_of_words(context.catalog(), "explain --schema", words);
        if (!nouns) return nouns.error();
        if (nouns->size() != 1)
            return Error{.exit_code = ExitCode::usage,
                         .what = "--schema takes one noun",
                         .why = fmt::format("these are {}: {}", nouns->size(), fmt::join(*nouns, ", ")),
                         .hint = "leave them out for a schema of all kinds"};
        only = kinds.find(nouns->front());
        if (only == nullptr) return no_documents(kinds, nouns->front());
    }
    auto schema = state::document_schema(kinds, only);
    const auto& settings = context.settings();
    const std::string format = settings.text(SettingId::output);
    const bool is_plain = format == "table" || format == "json" || format == "wide";
    if (settings.is_set(SettingId::jq) || !is_plain) {
        if (auto shown = show_value(context, {}, std::move(schema)); !shown) return shown.error();
        return ends_with(ExitCode::done);
    }
    context.page_output();
    if (auto shown = context.streams().out().write(json::write(schema, json::Style::pretty) + "\n"); !shown)
        return shown.error();
    return ends_with(ExitCode::done);
}

}  // namespace rasctl::commands
