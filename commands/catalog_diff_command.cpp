#include <fmt/format.h>

#include <map>

#include "catalog/compiler/known_facts.hpp"
#include "commands/call/result_output.hpp"
#include "commands/catalog/catalog_source.hpp"
#include "commands/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/tool_commands.hpp"

namespace rasctl::commands {
namespace {

using catalog::Catalog;
using catalog::Field;
using catalog::Operation;

constexpr std::string_view catalog_diff_summary = "Show how another description of the API differs";

Usage catalog_diff_usage() {
    return {
        .name = "catalog diff",
        .summary = std::string(catalog_diff_summary),
        .description =
            "Compares FILE, or the imported catalogue without one, with the built-in "
            "catalogue. Ends with 10 when they differ.",
        .positionals = {{.placeholder = "FILE",
                         .help = "a file, - for stdin, or a URL",
                         .values = Values::file,
                         .required = false}},
        .examples = {"rasctl catalog diff ras-openapi.json", "rasctl catalog diff --where change=dropped"}};
}

// What a field is, in a few words: "list of integer", "enum 0 1 2".
std::string describe(const Field& field) {
    const auto type = field.type();
    std::string text(catalog::to_string(type.kind()));
    if (type.is_array()) text += fmt::format(" of {}", catalog::to_string(type.element()));
    if (const auto schema = type.schema())
        for (const auto value : schema->values()) text += fmt::format(" {}", value.number());
    return field.required() ? text + ", required" : text;
}

// Everything that an operation takes and gives: "body field server" -> what it is.
std::map<std::string, std::string> parts_of(const Operation& operation) {
    std::map<std::string, std::string> parts;
    for (const Field one : operation.query_parameters())
        parts.emplace(fmt::format("query parameter {}", one.name()), describe(one));
    for (const auto flag : operation.flags())
        if (!flag.path().empty())
            parts.emplace(fmt::format("body field {}", flag.path()), describe(flag.field()));
    if (const auto row = operation.response().schema())
        for (const Field one : row->fields())
            parts.emplace(fmt::format("response field {}", one.name()), describe(one));
    return parts;
}

class Comparison {
  public:
    explicit Comparison(output::Renderer& renderer) : renderer_(renderer) {}

    Result<> run(const Catalog& before, const Catalog& after) {
        const auto old_ones = by_key(before), new_ones = by_key(after);
        for (const auto& [key, one] : old_ones)
            if (!new_ones.contains(key)) add("dropped", one, "operation");
        for (const auto& [key, one] : new_ones) {
            const auto old_one = old_ones.find(key);
            if (old_one == old_ones.end())
                add("added", one, "operation");
            else
                compare(old_one->second, one);
        }
        return failure_;
    }
    bool found() const { return found_; }

  private:
    static std::map<std::string, Operation> by_key(const Catalog& catalog) {
        std::map<std::string, Operation> operations;
        for (const Operation one : catalog.operations())
            operations.emplace(catalog::compiler::path_key(one.path()) + " " + std::string(one.method()),
                               one);
        return operations;
    }

    void compare(const Operation& before, const Operation& after) {
        const auto old_parts = parts_of(before), new_parts = parts_of(after);
        if (before.command().name() != after.command().name())
            add("changed", after, fmt::format("command, was '{}'", before.command().name()));
        for (const auto& [part, form] : old_parts)
            if (!new_parts.contains(part)) add("dropped", after, part);
        for (const auto& [part, form] : new_parts) {
            const auto old_part = old_parts.find(part);
            if (old_part == old_parts.end())
                add("added", after, part);
            else if (old_part->second != form)
                add("changed", after, fmt::format("{}: {} -> {}", part, old_part->second, form));
        }
    }

    void add(std::string_view change, const Operation& operation, std::string_view detail) {
        found_ = true;
        if (!failure_ || full_) return;
        json::Object row;
        row.append("change", change);
        row.append("command", operation.command().name());
        row.append("method", operation.method());
        row.append("path", operation.path());
        row.append("detail", detail);
        auto more = renderer_.row(std::move(row));
        if (!more)
            failure_ = more.error();
        else
            full_ = !*more;
    }

    output::Renderer& renderer_;
    Result<> failure_{};
    bool found_ = false, full_ = false;
};

Result<LoadedCatalog> other_catalog(Context& context, const std::vector<std::string>& words) {
    if (!words.empty()) return compile_description(context, words.front());
    auto imported = load_imported(context);
    if (!imported) return imported.error();
    if (*imported) return std::move(**imported);
    return Error{.exit_code = ExitCode::usage,
                 .what = "'catalog diff'",
                 .why = "no catalogue was imported, and no FILE is given",
                 .hint = "rasctl catalog diff FILE"};
}

Result<ExitCode> run_catalog_diff(Context& context, const Arguments& arguments) {
    const auto words = operands(catalog_diff_usage(), arguments, 0, 1);
    if (!words) return words.error();
    const auto other = other_catalog(context, *words);
    if (!other) return other.error();
    const output::Shape shape{.identity = "path",
                              .id = "path",
                              .default_columns = {"change", "command", "method", "path", "detail"}};
    auto renderer = make_renderer(context, shape);
    if (!renderer) return renderer.error();
    Comparison comparison(*renderer);
    if (auto done = comparison.run(Catalog::built_in(), *other->catalog); !done) return done.error();
    if (auto finished = renderer->finish(); !finished) return finished.error();
    return ends_with(comparison.found() ? ExitCode::differences : ExitCode::done);
}

}  // namespace

const HandWritten catalog_diff_command{"catalog diff", catalog_diff_summary, "Tools", catalog_diff_usage,
                                       run_catalog_diff};

}  // namespace rasctl::commands
