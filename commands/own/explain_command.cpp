// What the fields of a noun's objects are: read from the catalogue, nothing is asked of a farm.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "catalog/annotations.hpp"
#include "commands/line/command_path.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/line/flag_example.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/line/suggestions.hpp"
#include "commands/run/context.hpp"
#include "commands/run/manual/document_schema_text.hpp"
#include "commands/run/manual/noun_fields.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view explain_summary = "Explain the fields of a noun's objects";

Usage explain_usage() {
    return {.name = "explain",
            .summary = std::string(explain_summary),
            .description =
                "Lists the fields of the objects that a noun's commands show and take: the name on the wire, "
                "the flag, the type, the default, and the verbs where it occurs. With a field, everything "
                "that is known of it: a worked example, the values of an enumeration with their numbers, the "
                "versions that "
                "have it, how sure we are, and what speaks against it ('doubt'). 'inferred' means that "
                "nobody has seen it documented. Where the numbers of an enumeration's names are not certain "
                "('numbersKnown' is false), a number is taken too. Doubts about whole requests of the noun "
                "are told on stderr.\n\n"
                "With --schema, the JSON Schema of the documents that export writes and apply reads: editors "
                "complete and check them by it. One kind, or all.",
            .positionals = {{.placeholder = "NOUN[.FIELD]",
                             .help = "a noun, and a field of its objects",
                             .required = false,
                             .several = true}},
            .options = {{.name = "schema",
                         .placeholder = {},
                         .help = "print the JSON Schema of the noun's documents, or of those of all kinds",
                         .group = "Documents"}},
            .examples = {"rasctl explain --schema > farm.schema.json", "rasctl explain --schema rds host",
                         "rasctl explain gateway", "rasctl explain rds host.agentState",
                         "rasctl explain gateway --where 'has(flag)' -o csv"}};
}

json::Value text_or_null(std::string_view text) {
    return text.empty() ? json::Value() : json::Value(text);
}

json::Value version_or_null(int version) {
    return version == 0 ? json::Value() : json::Value(version);
}

json::Value range_of(const catalog::Field& field) {
    const auto low = field.minimum(), high = field.maximum();
    if (low && high) return fmt::format("{} to {}", *low, *high);
    if (low) return fmt::format("at least {}", *low);
    if (high) return fmt::format("at most {}", *high);
    const auto shortest = field.minimum_length(), longest = field.maximum_length();
    if (shortest && longest) return fmt::format("{} to {} characters", *shortest, *longest);
    if (longest) return fmt::format("at most {} characters", *longest);
    if (shortest) return fmt::format("at least {} characters", *shortest);
    return {};
}

json::Value words_or_null(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    return fmt::format("{}", fmt::join(words, ", "));
}

json::Object field_row(const NounField& one) {
    const catalog::Field& field = one.field;
    json::Object row;
    row.append("field", one.path);
    row.append("flag", one.flag.empty() ? json::Value() : json::Value("--" + one.flag));
    row.append("type", type_text(field.type()));
    row.append("default", text_or_null(default_text(field)));
    row.append("defaultFrom", text_or_null(catalog::default_evidence_of(field)));
    row.append("required", words_or_null(one.required_by));
    row.append("verbs", words_or_null(one.verbs));
    row.append("since", version_or_null(field.since()));
    row.append("until", version_or_null(field.until()));
    row.append("evidence", catalog::to_string(field.evidence()));
    row.append("doubt", text_or_null(catalog::doubt_of(field)));
    row.append("description", text_or_null(field.description()));
    return row;
}

json::Array enum_values(const catalog::Schema& schema) {
    json::Array values;
    for (const catalog::EnumValue value : schema.values()) {
        json::Object one;
        one.append("number", value.number());
        one.append("name", value.name());
        one.append("word", value.word());
        values.emplace_back(std::move(one));
    }
    return values;
}

// Where the first documented one of the field's commands is.
json::Value evidence_source(const catalog::Catalog& catalog, const std::string& noun, const NounField& one) {
    for (const std::string& verb : one.verbs) {
        const auto command = catalog.command(fmt::format("{} {}", noun, verb));
        for (std::size_t i = 0; command && i < command->operation_count(); ++i)
            if (const auto source = command->operation(i).source(); !source.empty()) return source;
    }
    return {};
}

// The field itself, or the first one within it that has a flag.
const NounField& field_with_flag(const NounField& one, const std::vector<NounField>& all) {
    if (!one.flag.empty()) return one;
    for (const NounField& other : all)
        if (!other.flag.empty() && other.path.starts_with(one.path + ".")) return other;
    return one;
}

// Of the change of an object, else of any command that takes the flag.
json::Value example_of(const catalog::Catalog& catalog, const std::string& noun, const NounField& one) {
    std::vector<std::string> verbs = one.verbs;
    std::ranges::stable_partition(verbs, [](const std::string& verb) { return verb == "update"; });
    for (const std::string& verb : verbs)
        if (const auto command = catalog.command(fmt::format("{} {}", noun, verb));
            command && !one.flag.empty())
            if (auto example = example_of_flag(*command, one.flag)) return std::move(*example);
    return {};
}

json::Value details_of(const NounField& one, const std::vector<NounField>& all, json::Value source,
                       json::Value example) {
    const catalog::Field& field = one.field;
    json::Object object = field_row(one);
    object.append("example", std::move(example));
    object.append("source", std::move(source));
    object.append("range", range_of(field));
    object.append("refersTo", text_or_null(field.refers()));
    object.append("nullable", field.nullable());
    object.append("readOnly", field.read_only());
    object.append("secret", field.secret());
    object.append("deprecated", field.deprecated());
    const auto schema = field.type().schema();
    if (schema && schema->kind() != catalog::SchemaKind::object) {
        object.append("several", schema->kind() == catalog::SchemaKind::flags);
        object.append("allValuesKnown", schema->complete());
        object.append("numbersKnown", catalog::numbers_known(*schema));
        object.append("values", enum_values(*schema));
    }
    json::Array inner;
    for (const NounField& other : all)
        if (other.path.starts_with(one.path + ".")) inner.emplace_back(field_row(other));
    if (!inner.empty()) object.append("fields", std::move(inner));
    return object;
}

Error no_such_field(const std::string& noun, const std::string& field, const std::vector<NounField>& all) {
    std::vector<std::string> paths;
    paths.reserve(all.size());
    for (const NounField& one : all) paths.push_back(one.path);
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("'{}' has no field '{}'", noun, terminal::sanitize(field)),
                .why = fmt::format("{} fields are known", all.size())};
    if (const auto close = nearest(field, paths))
        error.hint = fmt::format("did you mean: rasctl explain {}.{}", noun, *close);
    else
        error.hint = fmt::format("rasctl explain {}", noun);
    return error;
}

// The noun and the field that the words name; the field may follow a dot or a blank.
struct Subject {
    std::string noun;
    std::string verb;  // when only one verb's fields are meant
    std::string field;
};

// "rds.host.enabled": what a noun has below it may follow a dot, too, where no field is called so.
void take_sub_nouns(const catalog::Catalog& catalog, Subject& subject) {
    while (!subject.field.empty()) {
        const auto end = std::min(subject.field.find('.'), subject.field.size());
        const auto below = catalog.noun(fmt::format("{} {}", subject.noun, subject.field.substr(0, end)));
        const auto fields = fields_of_noun(catalog, subject.noun, {});
        if (!below || find_field(fields, subject.field.substr(0, end)) != nullptr) return;
        subject.noun = below->name();
        subject.field.erase(0, std::min(end + 1, subject.field.size()));
    }
}

Result<Subject> subject_of(const catalog::Catalog& catalog, const std::vector<std::string>& given) {
    std::vector<std::string> words;
    std::string field;
    for (const std::string& word : given) {
        const auto blank = word.find(' ');
        const auto dot = word.find('.');
        std::string head = word.substr(0, dot);
        if (dot != std::string::npos) field = word.substr(dot + 1);
        while (!head.empty()) {
            const auto end = std::min(head.find(' '), head.size());
            if (end > 0) words.push_back(head.substr(0, end));
            head.erase(0, std::min(end + 1, head.size()));
        }
        if (blank == std::string::npos && dot != std::string::npos) break;
    }
    const CommandPath path = find_noun(catalog, words);
    if (path.noun.empty() || !catalog.noun(path.noun)) {
        if (!path.unknown.empty()) {
            Error error = unknown_command(catalog, path);
            if (error.hint.starts_with("did you mean: rasctl "))
                error.hint.insert(std::string_view("did you mean: rasctl ").size(), "explain ");
            return error;
        }
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("cannot explain '{}'", terminal::sanitize(given.front())),
                     .why = "it is a command of rasctl's own, no noun of the API",
                     .hint = fmt::format("rasctl {} --help", words.front())};
    }
    Subject subject{.noun = path.noun, .verb = {}, .field = std::move(field)};
    take_sub_nouns(catalog, subject);
    if (path.command) subject.verb = path.command->verb();
    if (subject.field.empty()) subject.field = path.unknown;
    return subject;
}

// What speaks against whole operations of the noun, which no row of a field could say.
void tell_doubts(Context& context, const Subject& subject) {
    for (const catalog::Command command : context.catalog().commands()) {
        if (command.noun().name() != subject.noun) continue;
        if (!subject.verb.empty() && command.verb() != subject.verb) continue;
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            const catalog::Operation operation = command.operation(i);
            const std::string_view doubt = catalog::doubt_of(operation);
            if (doubt.empty()) continue;
            context.note(fmt::format("note: '{}' ({} {}) is doubtful: {}", command.name(), operation.method(),
                                     operation.path(), doubt));
        }
    }
}

Result<ExitCode> run_explain(Context& context, const Arguments& arguments) {
    if (arguments.on("schema")) return show_document_schema(context, arguments.targets());
    TRY(operands(explain_usage(), arguments, 1, 8));
    TRY_LET(const auto subject, subject_of(context.catalog(), arguments.targets()));
    const std::vector<NounField> all = fields_of_noun(context.catalog(), subject.noun, subject.verb);
    if (all.empty())
        return Error{.exit_code = ExitCode::usage,
                     .what = fmt::format("'{}' has no fields", subject.noun),
                     .why = "its commands neither show nor take an object",
                     .hint = fmt::format("rasctl {} --help", subject.noun)};
    output::Shape shape{
        .identity = "field",
        .id = "field",
        .default_columns = {"field", "flag", "type", "default", "required", "verbs", "description"}};
    tell_doubts(context, subject);
    if (!subject.field.empty()) {
        const NounField* one = find_field(all, subject.field);
        if (one == nullptr) return no_such_field(subject.noun, subject.field, all);
        if (auto shown = show_value(
                context, shape,
                details_of(*one, all, evidence_source(context.catalog(), subject.noun, *one),
                           example_of(context.catalog(), subject.noun, field_with_flag(*one, all))));
            !shown)
            return shown.error();
        return ends_with(ExitCode::done);
    }
    TRY_LET(auto renderer, make_renderer(context, shape));
    for (const NounField& one : all) {
        TRY_LET(auto more, renderer.row(field_row(one)));
        if (!more) break;
    }
    TRY(renderer.finish());
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten explain_command{"explain", explain_summary, "Tools", explain_usage, run_explain};

}  // namespace rasctl::commands
