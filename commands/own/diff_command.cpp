// What apply would do, and what differs between two exports.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "commands/line/exit_code.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/farm_documents.hpp"
#include "commands/run/farm/other_farm.hpp"
#include "commands/run/farm/wanted_documents.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "state/difference.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

constexpr std::string_view diff_summary = "Show what differs between files and the farm";

Usage diff_usage() {
    Usage usage{
        .name = "diff",
        .summary = std::string(diff_summary),
        .description =
            "With -f: what 'rasctl apply' would do, per object and field, old and new by name. Fields that a "
            "file leaves out are left as they are and make no difference. With two folders or files: what "
            "differs between two exports, without a server. With --with: what differs between the farm of "
            "the run (-c) and that of another context. --map gives what is read first the names of the "
            "second. Ends with 10 where something differs, with 0 where nothing does.",
        .positionals =
            {{.placeholder = "OLD", .help = "an export", .values = Values::file, .required = false},
             {.placeholder = "NEW",
              .help = "a later one, or one of another farm",
              .values = Values::file,
              .required = false}},
        .options = {},
        .examples = {"rasctl diff -f farm/", "rasctl diff -f farm/ -o json",
                     "rasctl diff monday/ tuesday/ --summary",
                     "rasctl diff -c test --with prod --map 'server:*.test.dom=*.prod.dom'"}};
    usage.options = wanted_options();
    usage.options.push_back({.name = "with",
                             .placeholder = "CONTEXT",
                             .help = "compare the farm with that of another context",
                             .group = "Files"});
    usage.options.push_back({.name = "prune",
                             .placeholder = "",
                             .help = "show also what 'apply --prune' would delete",
                             .group = "Files"});
    usage.options.push_back({.name = "summary",
                             .placeholder = "",
                             .help = "one line: how many objects of which kind, and what of them",
                             .group = "Files"});
    return usage;
}

Result<ExitCode> show(Context& context, const std::vector<state::Change>& changes, bool summary) {
    TRY(show_changes(context, changes, summary));
    return ends_with(changes.empty() ? ExitCode::done : ExitCode::differences);
}

Result<ExitCode> compare_files(Context& context, const Arguments& arguments) {
    if (arguments.targets().size() != 2 || arguments.given("file"))
        return Error{.exit_code = ExitCode::usage,
                     .what = arguments.given("file") ? "-f and two folders exclude each other"
                                                     : "diff needs two folders, or -f",
                     .why = "it compares files with the farm, or two exports with each other",
                     .hint = "rasctl diff -f farm/"};
    std::vector<std::vector<state::Document>> sides;
    state::Twin twin;
    for (std::size_t i = 0; i < 2; ++i) {
        const std::vector<std::string> place(1, arguments.targets()[i]);
        // What two exports have in common says nothing, unless names are mapped in one of them.
        twin.folder = arguments.targets()[1 - i];
        TRY_LET(auto side, read_wanted(context, place, arguments, arguments.given("map") ? nullptr : &twin));
        sides.push_back(std::move(side));
    }
    TRY(map_names(context, arguments, sides.front()));
    return show(context, state::compare(sides[0], sides[1], state::Absence::means_gone, true),
                arguments.on("summary"));
}

// All documents of the farm that are chosen, by its names.
Result<std::vector<state::Document>> read_documents_of(Context& context, const Arguments& arguments) {
    std::vector<state::Document> documents;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto read, co_await read_farm(context, {}));
        if (!read.snapshot.not_read.empty())
            co_return Error{.exit_code = ExitCode::refused,
                            .what = fmt::format("cannot compare all of {}", (*context.session())->endpoint()),
                            .why = "some of it could not be read",
                            .hint = "leave it out with --except KIND, or log on with more rights"};
        documents = read.exported();
        co_return Result<>{};
    }));
    keep_chosen(documents, arguments);
    return documents;
}

Result<ExitCode> compare_farms(Context& context, const Arguments& arguments) {
    if (!arguments.targets().empty() || arguments.given("file"))
        return Error{.exit_code = ExitCode::usage,
                     .what = "--with and files exclude each other",
                     .why = "it compares two farms",
                     .hint = "rasctl diff -c TEST --with PROD"};
    TRY_LET(auto other, context_of_other_farm(context, *arguments.last("with")));
    TRY_LET(auto here, read_documents_of(context, arguments));
    auto there = read_documents_of(*other, arguments);
    other->close();
    if (!there) return there.error();
    TRY(map_names(context, arguments, here));
    return show(context, state::compare(here, *there, state::Absence::means_gone, true),
                arguments.on("summary"));
}

Result<ExitCode> run_diff(Context& context, const Arguments& arguments) {
    TRY(check_output(context, {}));
    if (arguments.given("with")) return compare_farms(context, arguments);
    if (!arguments.targets().empty() || !arguments.given("file")) return compare_files(context, arguments);
    TRY_LET(auto wanted, wanted_changes(context, arguments));
    return show(context, wanted.changes, arguments.on("summary"));
}

}  // namespace

extern const HandWritten diff_command{"diff", diff_summary, "Files", diff_usage, run_diff};

}  // namespace rasctl::commands
