#include "commands/run/call/act_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/report.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "http/errors.hpp"
#include "json/writer.hpp"
#include "output/jq.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;
using farm::Ending;
using farm::Outcome;

constexpr std::size_t most_repeated = 20;

std::size_t count_of(const std::vector<Outcome>& outcomes, Ending ending) {
    return static_cast<std::size_t>(std::ranges::count(outcomes, ending, &Outcome::ending));
}

// "2 done, 1 unknown".
std::string counts(const std::vector<Outcome>& outcomes) {
    std::string text;
    for (const Ending ending : {Ending::done, Ending::failed, Ending::unknown, Ending::not_started})
        if (const std::size_t count = count_of(outcomes, ending); count > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, farm::word_of(ending));
    return text;
}

std::string ids_that(const std::vector<Target>& targets, const std::vector<Outcome>& outcomes,
                     Ending ending) {
    std::string ids;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].ending == ending) ids += (ids.empty() ? "" : " ") + shown(targets[i]);
    return ids;
}

json::Object result_row(const ReportForm& form, const Target& target, Outcome& outcome, std::size_t place) {
    json::Object row;
    row.append("id", target.id.empty() ? json::Value() : id_value(target.id));
    row.append("name", target.name.empty() && target.id.empty() ? json::Value() : json::Value(target.name));
    if (form.more) form.more(row, place);
    row.append("result", farm::word_of(outcome.ending));
    row.append("error", outcome.error ? json::Value(outcome.error->why.empty() ? outcome.error->what
                                                                               : outcome.error->why)
                                      : json::Value());
    row.append("answer", std::move(outcome.answer));
    return row;
}

// A filter that cannot work on the results is found before there are any. What it says of null proves
// nothing: errors and answers are null as long as all goes well.
Result<> try_filter(const output::OutputOptions& options) {
    constexpr std::string_view sample =
        R"([{"id":1,"name":"name","result":"done","error":null,"answer":null}])";
    TRY_LET(auto compiled, output::JqFilter::compile(options.jq, options.jq_limits));
    auto tried = compiled.run(sample, [](std::string_view) { return Result<>(); });
    const bool proves = !tried && tried.error().exit_code != ExitCode::timed_out &&
                        tried.error().why.find("null") == std::string::npos;
    if (!proves) return {};
    Error error = tried.error();
    error.exit_code = ExitCode::usage;
    error.hint = "an act gives a list of {id, name, result, error, answer}";
    return error;
}

bool prints_ids(Context& context) {
    const std::string format = context.settings().text(SettingId::output);
    return context.settings().on(SettingId::quiet) || format == "id" || format == "name";
}

}  // namespace

bool is_for_programs(Context& context) {
    const config::Settings& settings = context.settings();
    const std::string format = settings.text(SettingId::output);
    return settings.on(SettingId::quiet) || !settings.text(SettingId::jq).empty() ||
           (format != "table" && format != "wide");
}

void tell_failure(Context& context, const Error& error) {
    const std::string format = context.settings().text(SettingId::output);
    report(context.streams(), error, format == "json" || format == "jsonl");
}

Result<ActReport> ActReport::prepare(Context& context, const ReportForm& form) {
    output::Shape shape = form.object;
    if (!form.makes_object) {
        shape = {};
        shape.identity = "name";
        shape.default_columns = form.columns;
    }
    output::OutputOptions options = output_options(context);
    // For acts these stand in the configuration for lists, or choose targets.
    options.where.clear();
    options.sort.clear();
    options.limit.reset();
    if (!form.makes_object) options.columns.clear();
    if (!options.jq.empty() && !form.makes_object) TRY(try_filter(options));
    TRY_LET(auto renderer,
            output::Renderer::create(
                options, shape,
                [&context](std::string_view bytes) { return context.streams().out().write(bytes); },
                [&context](const std::string& line) { context.note("rasctl: " + line); }));
    return ActReport(context, std::move(renderer));
}

Result<> ActReport::tell_none() {
    if (!is_for_programs(*context_)) return {};
    return renderer_.finish();
}

Result<> ActReport::show(const ReportForm& form, const std::vector<Target>& targets,
                         std::vector<Outcome>& outcomes) {
    const bool for_programs = is_for_programs(*context_);
    const bool only_done = form.makes_object || (for_programs && prints_ids(*context_));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        Outcome& outcome = outcomes[i];
        const bool done = outcome.ending == Ending::done;
        if (!done && (only_done || (form.is_single && !for_programs))) continue;
        // What takes no target has no ID to print.
        if (only_done && !form.makes_object && targets[i].id.empty()) continue;
        if (form.is_single && (form.makes_object || !for_programs)) {
            // What was made is told in one line; all of it is for `get`, and for programs.
            if (outcome.answer.is_null()) continue;
            if (form.makes_object && !for_programs && outcome.answer.is_object()) {
                if (auto row = renderer_.row(std::move(outcome.answer)); !row) return row.error();
            } else
                TRY(renderer_.value(std::move(outcome.answer)));
            continue;
        }
        json::Value row = form.makes_object ? std::move(outcome.answer)
                                            : json::Value(result_row(form, targets[i], outcome, i));
        if (auto taken = renderer_.row(std::move(row)); !taken) return taken.error();
    }
    // Nothing for people, where a line of words says all.
    const bool silent = form.is_single && (!for_programs || form.makes_object) &&
                        std::ranges::all_of(outcomes, [](const Outcome& one) {
                            return one.ending != Ending::done || one.answer.is_null();
                        });
    if (!silent || (for_programs && !form.makes_object)) TRY(renderer_.finish());
    return context_->streams().out().flush();
}

ExitCode ActReport::tell(const ReportForm& form, const std::vector<Target>& targets,
                         std::vector<Outcome>& outcomes) {
    const bool all_done = count_of(outcomes, Ending::done) == outcomes.size();
    auto told = show(form, targets, outcomes);
    // --exit-status: only the code tells.
    if (!told && told.error().what.empty() && all_done) return told.error().exit_code;
    if (!told && !told.error().what.empty()) {
        Error error{.exit_code = ExitCode::refused,
                    .what = fmt::format("the results of '{}' cannot be shown", form.act),
                    .why = told.error().why.empty() ? told.error().what : told.error().why};
        for (const Ending ending : {Ending::done, Ending::failed, Ending::unknown, Ending::not_started})
            if (const std::string ids = ids_that(targets, outcomes, ending); !ids.empty())
                error.details.push_back(fmt::format("{}: {}", farm::word_of(ending), ids));
            else if (count_of(outcomes, ending) > 0)
                error.details.push_back(fmt::format("{}", farm::word_of(ending)));
        tell_failure(*context_, error);
        if (!all_done) tell_failures(*context_, form, targets, outcomes);
        return ExitCode::refused;
    }
    if (all_done && form.is_single && !form.done_text.empty()) context_->note(form.done_text);
    return tell_failures(*context_, form, targets, outcomes);
}

ExitCode tell_failures(Context& context, const ReportForm& form, const std::vector<Target>& targets,
                       const std::vector<Outcome>& outcomes) {
    const std::size_t done = count_of(outcomes, Ending::done);
    if (done == outcomes.size()) return ExitCode::done;
    if (outcomes.size() == 1 && outcomes.front().error) {
        Error error = *outcomes.front().error;
        if (outcomes.front().ending == Ending::unknown && error.hint.empty())
            error.hint = http::look_before_sending_again;
        tell_failure(context, error);
        return error.exit_code;
    }
    std::vector<Target> again;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& outcome = outcomes[i];
        if (outcome.ending == Ending::failed || outcome.ending == Ending::not_started)
            again.push_back(targets[i]);
        if (!outcome.error) continue;
        Error error = *outcome.error;
        error.what = shown(targets[i]);
        if (error.why.empty()) error.why = outcome.error->what;
        if (outcome.ending == Ending::unknown)
            error.why = fmt::format("unknown, it may have been done: {}", error.why);
        // The hints of many failures would be one, many times.
        error.hint.clear();
        tell_failure(context, error);
    }
    Error error{.exit_code = ExitCode::some_failed,
                .what = fmt::format("'{}' failed for {} of {} {}", form.act, outcomes.size() - done,
                                    outcomes.size(), form.things),
                .why = counts(outcomes)};
    if (form.repeat && !again.empty() && again.size() <= most_repeated) error.hint = form.repeat(again);
    if (const std::string ids = ids_that(targets, outcomes, Ending::unknown); !ids.empty())
        error.details.push_back(fmt::format("look before you repeat it for: {}", ids));
    tell_failure(context, error);
    return ExitCode::some_failed;
}

}  // namespace rasctl::commands
