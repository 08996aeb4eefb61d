#include "commands/line/command_path.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/start/plugin.hpp"

namespace rasctl::commands {
namespace {

constexpr std::string_view executable = "rasctl-simulate";
constexpr std::string_view simulate_summary = "Run a farm in a box to learn and to test scripts";

// For help and completion alone: the simulator reads its options itself.
std::vector<Option> simulate_options() {
    const auto make = [](std::string name, std::string placeholder, std::string help,
                         std::vector<std::string> choices = {}) {
        const bool file = placeholder == "FILE";
        const Values values = file ? Values::file : choices.empty() ? Values::none : Values::choices;
        return Option{.name = std::move(name),
                      .placeholder = std::move(placeholder),
                      .help = std::move(help),
                      .group = "Simulator",
                      .choices = std::move(choices),
                      .values = values};
    };
    std::vector<Option> list{
        make("listen", "HOST:PORT", "where to listen; port 0 lets the system pick one"),
        make("http", "", "plain HTTP instead of HTTPS"),
        make("api", "N", "version of the server", {"17", "18", "19", "20", "21"}),
        make("farm", "NAME|FILE", "what it begins with", {"demo", "sample", "empty"}),
        make("state", "FILE", "keep the farm in this SQLite file over restarts"),
        make("size", "N", "multiply the demo's hosts and sessions"),
        make("latency", "MS", "wait this long before each answer"),
        make("fail", "RATE", "share of requests that fail: 0 to 1"),
        make("rate-limit", "N/S", "allow N requests in S seconds"),
        make("admin", "NAME:PASSWORD", "the root administrator; more of them give accounts passwords"),
        make("lock", "NOUN:ID[:NAME]", "let another administrator hold this object"),
        make("session-expire", "MINUTES", "end idle sessions after this time"),
        make("record", "FILE", "append each request to the file as a line of JSON"),
        make("record-secrets", "", "record tokens and passwords too"),
        make("coverage", "", "list what is modelled and what is answered in shape only"),
        make("output", "FORMAT", "of --coverage", {"table", "json"}),
        make("seed", "N", "of everything random"),
        make("time-scale", "X", "simulated seconds in one real second"),
        make("any-id", "", "make every object that a request names, for tests of clients"),
        make("site-lists", "SITES", "what lists that name no site answer for", {"all", "licensing"}),
        make("certificate", "FILE", "use this certificate (PEM) instead of a new one"),
        make("key", "FILE", "its private key (PEM)"),
        make("catalog", "FILE", "serve this OpenAPI description too"),
        make("ca-out", "FILE", "write the certificate to this file as PEM"),
    };
    for (Option& option : list) option.repeatable = option.name == "admin" || option.name == "lock";
    return list;
}

Usage simulate_usage() {
    return {
        .name = "simulate",
        .summary = std::string(simulate_summary),
        .description =
            "The simulator is a program of its own, rasctl-simulate. The first line on stdout is JSON with "
            "its url and fingerprint; its administrator is 'administrator' with the password '11112222'.",
        .options = simulate_options(),
        .examples = {"rasctl simulate", "rasctl simulate --listen 127.0.0.1:0 --farm empty"}};
}

Result<ExitCode> run_simulate(Context& context, const Arguments&) {
    const auto found = find_companion(context.environment(), std::string(executable));
    if (!found)
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot find rasctl-simulate",
                     .why = "it is neither beside rasctl nor on PATH",
                     .hint = "install the whole package"};
    return run_plugin(context, *found, context.words,
                      find_true_command(context.catalog(), context.words).found_at);
}

}  // namespace

extern const HandWritten simulate_command{"simulate",     simulate_summary, "Tools",
                                          simulate_usage, run_simulate,     true};

}  // namespace rasctl::commands
