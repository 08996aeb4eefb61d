#include "commands/run/farm/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/run/result_output.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

std::string_view health_word(Health health) {
    switch (health) {
        case Health::ok:
            return "ok";
        case Health::warn:
            return "warn";
        case Health::fail:
            return "fail";
    }
    return {};
}

std::string painted(Health health, const terminal::Palette& palette) {
    std::string text = fmt::format("{:4}", health_word(health));
    switch (health) {
        case Health::ok:
            return palette.good(text);
        case Health::warn:
            return palette.warning(text);
        case Health::fail:
            return palette.bad(text);
    }
    return text;
}

json::Object check_row(const CheckResult& finding) {
    json::Object row;
    row.append("state", health_word(finding.health));
    row.append("name", finding.name);
    row.append("detail", finding.detail);
    if (!finding.mend.empty()) row.append("mend", finding.mend);
    return row;
}

}  // namespace

void Diagnosis::ok(std::string name, std::string detail) {
    findings_.push_back({Health::ok, std::move(name), std::move(detail)});
}

void Diagnosis::warn(std::string name, std::string detail, std::string mend) {
    findings_.push_back({Health::warn, std::move(name), std::move(detail), std::move(mend)});
}

void Diagnosis::fail(std::string name, std::string detail, std::string mend) {
    findings_.push_back({Health::fail, std::move(name), std::move(detail), std::move(mend)});
}

void Diagnosis::fail(std::string name, const Error& error) {
    std::string detail = error.what;
    if (!error.why.empty()) detail += ": " + error.why;
    for (const std::string& line : error.details) detail += "; " + line;
    fail(std::move(name), std::move(detail), error.hint);
}

bool Diagnosis::healthy() const {
    return std::ranges::none_of(findings_, [](const CheckResult& one) { return one.health == Health::fail; });
}

Result<> Diagnosis::show(Context& context) const {
    if (!output::is_for_people(output_options(context).format)) {
        json::Array rows;
        for (const CheckResult& finding : findings_) rows.emplace_back(check_row(finding));
        const output::Shape shape{.identity = "name", .id = "name"};
        return show_value(context, shape, std::move(rows));
    }
    const terminal::Palette palette = context.streams().output_palette();
    for (const CheckResult& finding : findings_) {
        std::string text = fmt::format("{} {}: {}\n", painted(finding.health, palette), finding.name,
                                       terminal::sanitize(finding.detail));
        if (!finding.mend.empty())
            text += fmt::format("     {} {}\n", palette.dim("->"), terminal::sanitize(finding.mend));
        if (auto shown = context.streams().out().write(text); !shown) return shown;
    }
    return {};
}

}  // namespace rasctl::commands
