#include "commands/run/call/member_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "commands/line/api_usage.hpp"
#include "commands/line/exit_code.hpp"
#include "commands/run/call/acting.hpp"
#include "commands/run/call/confirmation.hpp"
#include "commands/run/call/dry_run.hpp"
#include "commands/run/completion/name_cache.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;

struct Member {
    std::string id;
    std::string name;
};

class MemberChange {
  public:
    MemberChange(Context& context, const catalog::Command& command, const Arguments& arguments)
        : context_(context),
          command_(command),
          arguments_(arguments),
          operation_(command.operation(0)),
          members_field_(member_flag(operation_)) {}

    Result<ExitCode> run() {
        TRY(check_options(command_, arguments_));
        TRY_LET(auto words, target_words(context_, arguments_));
        const std::size_t parents = operation_.path_parameters().size();
        TRY_LET(auto report, ActReport::prepare(context_, form()));
        if (words.stdin_was_empty && words.words.size() <= parents) {
            context_.note("nothing to do: no target came on stdin");
            TRY(report.tell_none());
            return ends_with(ExitCode::done);
        }
        if (words.words.size() <= parents)
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("'{}'", command_.name()),
                         .why = "name whose list it is, and who",
                         .hint = fmt::format("rasctl {} --help", command_.name())};
        TRY_LET(auto selection,
                farm::Selection::of(
                    {.command = std::string(command_.name()), .words = std::move(words.words)}, parents));
        words_ = selection.words();
        TRY_LET(auto session, context_.session());
        session_ = session;
        report_.emplace(std::move(report));
        TRY(context_.run([this] { return go(); }));
        return ends_with(exit_code_);
    }

  private:
    bool adds() const { return command_.verb() == "add"; }

    ReportForm form() const {
        ReportForm form;
        form.act = command_.name();
        form.is_single = targets_.size() == 1;
        if (form.is_single)
            form.done_text = fmt::format("{} {} {}", command_.noun().name(), shown(targets_.front()),
                                         adds() ? "added" : "removed");
        form.repeat = [this](const std::vector<Target>& again) {
            std::vector<std::string> ids(parents_);
            for (const Target& target : again) ids.push_back(target.id);
            return repeat_command(command_, arguments_, ids);
        };
        return form;
    }

    asio::awaitable<Result<>> go() {
        CO_TRY(co_await find());
        CO_TRY_LET(auto before, co_await members());
        CO_TRY(check_at_most(arguments_, std::string(command_.name()), targets_.size()));
        CO_TRY(check_members(before));
        CO_TRY(ask(before));
        const farm::Arguments arguments = changed(before);
        if (context_.settings().on(config::SettingId::dry_run))
            co_return show_request(
                context_, session_->endpoint(),
                farm::build_request(operation_, arguments, session_->known_server_version()));
        auto sent = co_await farm::call(*session_, operation_, arguments);
        auto after = co_await members();
        std::vector<farm::Outcome> outcomes = judge(sent, after);
        exit_code_ = report_->tell(form(), targets_, outcomes);
        if (std::ranges::count(outcomes, farm::Ending::done, &farm::Outcome::ending) > 0)
            co_return co_await make_live(context_, *session_, command_);
        co_return Result<>{};
    }

    asio::awaitable<Result<>> find() {
        farm::Directory directory(*session_, context_.catalog(), name_keeper(context_));
        const std::size_t parents = operation_.path_parameters().size();
        for (std::size_t i = 0; i < parents; ++i) {
            CO_TRY_LET(auto id, co_await directory.target_id(operation_, i, parents_, words_[i]));
            parents_.push_back(std::move(id));
        }
        const std::string kind(members_field_.field().refers());
        for (std::size_t i = parents; i < words_.size(); ++i) {
            CO_TRY_LET(auto id, co_await directory.reference_id(kind, words_[i]));
            const bool twice = std::ranges::find(targets_, id, &Target::id) != targets_.end();
            const std::string name = id == words_[i] || words_[i].starts_with("id:") ? "" : words_[i];
            if (!twice) targets_.push_back({id, name});
        }
        co_return Result<>{};
    }

    asio::awaitable<Result<std::vector<Member>>> members() {
        const auto list = context_.catalog().command(std::string(command_.noun().name()) + " list");
        CO_TRY_LET(auto choice,
                   farm::choose_operation(*list, parents_.size(), session_->known_server_version()));
        farm::Arguments arguments;
        arguments.targets = parents_;
        CO_TRY_LET(auto rows, co_await farm::call(*session_, choice.operation, arguments));
        std::vector<Member> found;
        if (rows.is_array())
            for (const json::Value& row : rows.as_array())
                found.push_back({farm::text_of(row, "id"), farm::text_of(row, command_.noun().identity())});
        co_return found;
    }

    static bool holds(const std::vector<Member>& members, const std::string& id) {
        return std::ranges::find(members, id, &Member::id) != members.end();
    }

    Result<> check_members(const std::vector<Member>& before) const {
        if (adds()) return {};
        for (const Target& target : targets_)
            if (!holds(before, target.id))
                return Error{.exit_code = ExitCode::not_found,
                             .what = fmt::format("{} is not in the list", shown(target)),
                             .why = fmt::format("{} are", before.size()),
                             .hint = fmt::format("rasctl {} list {}", command_.noun().name(),
                                                 arguments_.targets().front())};
        return {};
    }

    Result<> ask(const std::vector<Member>& before) {
        if (adds()) return {};
        Question question{.act = std::string(command_.name()), .reason = "users notice it at once"};
        question.targets = targets_;
        question.consequences.push_back(
            fmt::format("{} of {} leave the list", targets_.size(), before.size()));
        return confirm(context_, question);
    }

    // The request with the whole list as it is to be.
    farm::Arguments changed(const std::vector<Member>& before) const {
        json::Array list;
        const auto is_named = [&](const std::string& id) {
            return std::ranges::find(targets_, id, &Target::id) != targets_.end();
        };
        for (const Member& member : before)
            if (adds() || !is_named(member.id)) list.push_back(id_value(member.id));
        if (adds())
            for (const Target& target : targets_)
                if (!holds(before, target.id)) list.push_back(id_value(target.id));
        json::Object body;
        body.append(std::string(members_field_.path()), std::move(list));
        farm::Arguments arguments;
        arguments.targets = parents_;
        arguments.body = json::Value(std::move(body));
        return arguments;
    }

    // What the list says afterwards counts, whatever the server answered.
    std::vector<farm::Outcome> judge(const Result<json::Value>& sent,
                                     const Result<std::vector<Member>>& after) const {
        std::vector<farm::Outcome> outcomes;
        for (const Target& target : targets_) {
            farm::Outcome outcome;
            if (after && holds(*after, target.id) == adds()) {
                outcome.ending = farm::Ending::done;
            } else if (!sent) {
                const bool open = !after && farm::may_have_been_done(sent.error());
                outcome.ending = open ? farm::Ending::unknown : farm::Ending::failed;
                outcome.error = sent.error();
            } else if (!after) {
                outcome.ending = farm::Ending::unknown;
                outcome.error = after.error();
            } else {
                outcome.ending = farm::Ending::failed;
                outcome.error = Error{.what = fmt::format("'{}' had no effect", command_.name()),
                                      .why = adds() ? "the server took the list, and it is not in it"
                                                    : "the server took the list, and it is still in it"};
            }
            outcomes.push_back(std::move(outcome));
        }
        return outcomes;
    }

    Context& context_;
    catalog::Command command_;
    const Arguments& arguments_;
    catalog::Operation operation_;
    catalog::Flag members_field_;
    session::Session* session_ = nullptr;
    std::vector<std::string> words_;
    std::vector<std::string> parents_;
    std::vector<Target> targets_;
    std::optional<ActReport> report_;
    ExitCode exit_code_ = ExitCode::done;
};

}  // namespace

Result<ExitCode> run_member_change(Context& context, const catalog::Command& command,
                                   const Arguments& arguments) {
    return MemberChange(context, command, arguments).run();
}

}  // namespace rasctl::commands
