#include <fmt/format.h>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/account/open_session.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/diagnosis.hpp"
#include "commands/run/farm/farm_checks.hpp"
#include "config/file_error.hpp"
#include "error/try.hpp"
#include "http/proxy.hpp"
#include "session/connection.hpp"
#include "system/file_facts.hpp"
#include "terminal/sanitize.hpp"
#include "text/nearest.hpp"

namespace rasctl::commands {
namespace {

using config::SettingId;

constexpr std::string_view doctor_summary =
    "Check configuration, network, certificate and rights, with a mend each";

Usage doctor_usage() {
    return {
        .name = "doctor",
        .summary = std::string(doctor_summary),
        .description =
            "Checks in order: configuration and its permissions, environment, name, connection, TLS, clock, "
            "logon, version, rights, and where the token lives. Never asks for a password; logs on only "
            "where it can without asking. Exit code 1: something failed.",
        .examples = {"rasctl doctor", "rasctl doctor --endpoint ras.company.dom", "rasctl doctor -o json"}};
}

constexpr unsigned others_write = 022;
constexpr unsigned others_use = 077;

// The files of the configuration, as far as others could read or change them.
void check_file(Diagnosis& diagnosis, const std::string& name, const std::filesystem::path& path,
                unsigned forbidden) {
    if (path.empty()) {
        diagnosis.ok(name, "none: there is no home directory, and no variable names a folder");
        return;
    }
    const auto facts = system::look_at(path, system::Links::followed);
    if (facts.kind == system::FileFacts::Kind::none) {
        diagnosis.ok(name, fmt::format("{} is not there yet", path.string()));
        return;
    }
    const std::string mode = fmt::format("{:04o}", facts.mode);
    if (facts.owner != system::effective_user()) {
        diagnosis.warn(name, fmt::format("{} belongs to somebody else", path.string()),
                       "chown \"$USER\" " + config::path_word(path));
    } else if ((facts.mode & forbidden) != 0) {
        diagnosis.warn(name, fmt::format("{} is open to others (mode {})", path.string(), mode),
                       "chmod go-rwx " + config::path_word(path));
    } else {
        diagnosis.ok(name, fmt::format("{} (mode {})", path.string(), mode));
    }
}

void check_configuration(Context& context, Diagnosis& diagnosis) {
    check_file(diagnosis, "config directory", context.paths().config_directory, others_write);
    if (auto whole = context.check_config(); !whole) {
        diagnosis.fail("config file", whole.error());
    } else {
        check_file(diagnosis, "config file", context.paths().config_file(), others_write);
    }
    check_file(diagnosis, "token file", context.paths().token_file(), others_use);
    const config::Settings& settings = context.settings();
    if (auto known = settings.check_context(); !known) {
        diagnosis.fail("context", known.error());
    } else if (settings.context().empty()) {
        diagnosis.ok("context", "none in use");
    } else {
        diagnosis.ok("context", settings.context());
    }
}

std::vector<std::string> known_variables() {
    std::vector<std::string> names{"RASCTL_CONFIG_DIR", "RASCTL_CACHE_DIR", "RASCTL_PAGER"};
    for (const config::Setting& setting : config::settings_table())
        if (!setting.variable.empty()) names.emplace_back(setting.variable);
    return names;
}

void check_environment(Context& context, Diagnosis& diagnosis) {
    const auto known = known_variables();
    std::string in_use;
    for (const std::string& text : context.environment().as_strings()) {
        const std::string name = text.substr(0, text.find('='));
        if (!name.starts_with("RASCTL_")) continue;
        if (std::ranges::find(known, name) == known.end()) {
            const auto meant = nearest(name, known);
            diagnosis.warn("environment", fmt::format("{} is no variable of rasctl's", name),
                           meant ? fmt::format("did you mean {}?", *meant) : "rasctl man config lists them");
            continue;
        }
        in_use += (in_use.empty() ? "" : ", ") + name;
    }
    diagnosis.ok("environment", in_use.empty() ? "no variable of rasctl's is set" : in_use);
}

Result<ExitCode> run_doctor(Context& context, const Arguments& arguments) {
    TRY(operands(doctor_usage(), arguments, 0, 0));
    Diagnosis diagnosis;
    check_configuration(context, diagnosis);
    check_environment(context, diagnosis);
    const auto connection = session::connection_of(context.settings(), context.environment());
    Result<> checked;
    if (connection) {
        checked = context.run([&] { return check_farm(context, *connection, diagnosis); });
    } else {
        diagnosis.fail("endpoint", connection.error());
    }
    if (!checked && checked.error().exit_code == ExitCode::interrupted) return checked.error();
    TRY(diagnosis.show(context));
    return ends_with(diagnosis.healthy() ? ExitCode::done : ExitCode::refused);
}

}  // namespace

extern const HandWritten doctor_command{"doctor",   doctor_summary, "Tools", doctor_usage,
                                        run_doctor, false,          true,    Changes::this_machine};

}  // namespace rasctl::commands
