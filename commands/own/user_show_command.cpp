// All that the farm knows of one user.
#include <fmt/format.h>

#include <algorithm>

#include "commands/line/exit_code.hpp"
#include "commands/line/operands.hpp"
#include "commands/line/registry.hpp"
#include "commands/run/context.hpp"
#include "commands/run/farm/user_access.hpp"
#include "commands/run/result_output.hpp"
#include "error/try.hpp"
#include "output/format.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using config::SettingId;

constexpr std::string_view show_summary = "Show what a user has open, and can reach, and why";

Usage show_usage() {
    return {
        .name = "user show",
        .summary = std::string(show_summary),
        .description =
            "Sessions and applications that run, the published items that filters and rules let the user "
            "reach, the policy that holds and the second factors that are asked for, each with the reason. "
            "It is computed from what the API shows, with one request an item for its rules. 'depends' "
            "means that it turns on something the API does not show: where the user connects from and with "
            "what, and which groups the account is in, unless --member-of says it.\n\n"
            "An account is written as ben.jones, ben.jones@company.dom or COMPANY\\ben.jones. Lists "
            "(csv, tsv, jsonl, id, name) hold the published items; --where, --sort and --limit are about "
            "these.",
        .positionals = {{.placeholder = "ACCOUNT", .help = "of the user"}},
        .options = {{.name = "member-of",
                     .placeholder = "GROUP",
                     .help = "a group that the account is in; all of them, once one is given",
                     .group = "User",
                     .repeatable = true}},
        .examples = {"rasctl user show ben.jones",
                     "rasctl user show ben.jones --member-of \"Domain Users\" --member-of Contractors",
                     "rasctl user show ben.jones --where reach=yes -o name"}};
}

// The lists of the screen, one after the other.
class Screen {
  public:
    explicit Screen(Context& context) : context_(context) {}

    Result<> show(const UserAccess& access) {
        const json::Value all = to_json(access);
        if (auto shown = list(all, "sessions", "Sessions",
                              {"sessionID", "sessionHostName", "state", "logonTime", "idleTime"});
            !shown)
            return shown;
        if (auto shown = list(all, "running", "Running", {"name", "sessionHostName", "pid", "startTime"});
            !shown)
            return shown;
        if (auto shown =
                list(all, "items", "Published items", {"reach", "name", "folder", "type", "why"}, true);
            !shown)
            return shown;
        TRY(list(all, "policies", "Policies", {"applies", "name", "why"}));
        TRY(list(all, "secondFactors", "Second factors", {"asked", "name", "why"}));
        if (access.not_known.empty()) return {};
        std::string text = "\nNot known\n";
        for (const std::string& line : access.not_known)
            text += fmt::format("  {}\n", terminal::sanitize(line));
        return context_.streams().out().write(text);
    }

  private:
    Result<> list(const json::Value& all, std::string_view member, std::string_view title,
                  std::vector<std::string> columns, bool filters = false) {
        const json::Array& rows = all.find(member)->as_array();
        const auto heading = fmt::format("{}{}{}\n", first_ ? "" : "\n", title, rows.empty() ? ": none" : "");
        first_ = false;
        if (auto written = context_.streams().out().write(heading); !written || rows.empty()) return written;
        output::OutputOptions options = output_options(context_);
        if (!filters) {
            options.where.clear();
            options.sort.clear();
            options.limit.reset();
        }
        output::Shape shape = shape_of_rows(member);
        shape.default_columns = std::move(columns);
        const auto write = [this](std::string_view bytes) { return context_.streams().out().write(bytes); };
        TRY_LET(auto renderer, output::Renderer::create(options, shape, write));
        for (const json::Value& row : rows) {
            TRY_LET(auto more, renderer.row(json::Value(row)));
            if (!more) break;
        }
        return renderer.finish();
    }

    // Sessions and applications are rows of the API, whose numbers have names.
    output::Shape shape_of_rows(std::string_view member) const {
        const std::string_view source = member == "sessions"  ? "session list"
                                        : member == "running" ? "pub item status"
                                                              : "";
        const auto command = context_.catalog().command(source);
        return command ? output::shape_of(command->operation(0)) : output::Shape{.identity = "name"};
    }

    Context& context_;
    bool first_ = true;
};

bool is_one_of(Context& context, std::initializer_list<std::string_view> formats) {
    const std::string format = context.settings().text(SettingId::output);
    return std::ranges::find(formats, format) != formats.end();
}

Result<> show(Context& context, const UserAccess& access) {
    const config::Settings& settings = context.settings();
    const bool plain = !settings.is_set(SettingId::jq) && !settings.is_set(SettingId::columns) &&
                       !settings.on(SettingId::quiet);
    if (plain && is_one_of(context, {"table", "wide"})) {
        context.page_output();
        return Screen(context).show(access);
    }
    if (is_one_of(context, {"json", "yaml"}) && !settings.on(SettingId::quiet))
        return show_value(context, {}, to_json(access));
    json::Array rows;
    for (const ReachedItem& item : access.items) rows.emplace_back(row_of(item));
    return show_value(context,
                      {.identity = "name", .default_columns = {"reach", "name", "folder", "type", "why"}},
                      std::move(rows));
}

Result<ExitCode> run_show(Context& context, const Arguments& arguments) {
    TRY_LET(auto words, operands(show_usage(), arguments, 1, 1));
    farm::Person person{.account = words.front()};
    if (person.account.find_first_not_of(" \t") == std::string::npos)
        return Error{.exit_code = ExitCode::usage,
                     .what = "ACCOUNT is empty",
                     .why = "of the user",
                     .hint = "rasctl user show --help"};
    for (const std::string& group : arguments.all("member-of")) person.groups.push_back(group);
    person.all_groups_known = !person.groups.empty();
    TRY(check_output(context));
    std::optional<UserAccess> access;
    TRY(context.run([&]() -> asio::awaitable<Result<>> {
        CO_TRY_LET(auto read, co_await read_user_access(context, person));
        access = std::move(read);
        co_return Result<>{};
    }));
    TRY(show(context, *access));
    return ends_with(ExitCode::done);
}

}  // namespace

extern const HandWritten user_show_command{"user show", show_summary, "Farm", show_usage, run_show};

}  // namespace rasctl::commands
