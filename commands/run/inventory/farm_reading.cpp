#include "commands/run/inventory/farm_reading.hpp"

#include <algorithm>
#include <set>

#include "commands/run/call/side_by_side.hpp"
#include "commands/run/inventory/farm_questions.hpp"
#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/directory.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "json/writer.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using farm::text_of;
using json::Value;

// One question, asked for one site where it can be.
struct Request {
    FarmQuestion question;
    std::string site{};
};

std::string site_parameter(const catalog::Operation& operation) {
    const auto flag = operation.flag("site");
    return flag ? std::string(flag->query()) : std::string();
}

std::vector<Request> requests_for(const std::vector<FarmQuestion>& questions, const FarmReading& reading) {
    std::vector<Request> requests;
    for (const FarmQuestion& question : questions) {
        if (question.operation.command().name() == "site list") continue;
        const bool by_site = !site_parameter(question.operation).empty() && !reading.sites.empty();
        if (!by_site) requests.push_back({question, {}});
        for (std::size_t i = 0; by_site && i < reading.sites.size(); ++i)
            requests.push_back({question, reading.sites[i].first});
    }
    return requests;
}

// A list that answers for all sites, whichever it is asked for, has each row once all the same.
class Rows {
  public:
    void add(const catalog::Operation& operation, Value answer, Answers& answers) {
        const std::string name(operation.command().name());
        const auto [place, is_new] = answers.seen.emplace(name, Answer{operation, Value()});
        if (!answer.is_array()) {
            if (is_new) place->second.value = std::move(answer);
            return;
        }
        if (!place->second.value.is_array()) place->second.value = json::Array{};
        for (Value& row : answer.as_array()) {
            std::string key = name + '\0' + key_of(row);
            if (known_.insert(std::move(key)).second)
                place->second.value.as_array().push_back(std::move(row));
        }
    }

  private:
    // IDs of machines are unique within their provider, those of sessions within their host.
    static std::string key_of(const Value& row) {
        std::string key;
        for (const char* member : {"id", "providerId", "sessionId", "sessionHostId", "sessionHostName"})
            key += text_of(row, member) + '\0';
        const bool has_id = !text_of(row, "id").empty() || !text_of(row, "sessionId").empty();
        return has_id ? key : json::write(row);
    }

    std::set<std::string> known_;
};

bool ends_all(const farm::Outcome& outcome) {
    return outcome.error && (outcome.error->http_status == 0 || outcome.error->http_status == 401);
}

std::string what_of(const Request& request, const FarmReading& reading) {
    std::string what(request.question.operation.command().name());
    if (!request.site.empty() && reading.has_several_sites())
        what += " (site " + reading.site_name(request.site) + ")";
    return what;
}

Result<> take(const std::vector<Request>& requests, std::vector<farm::Outcome>& outcomes,
              FarmReading& reading) {
    Rows rows;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const Request& request = requests[i];
        farm::Outcome& outcome = outcomes[i];
        if (ends_all(outcome)) return *outcome.error;
        if (outcome.ending != farm::Ending::done) {
            const std::string why = outcome.error ? outcome.error->why : "not asked";
            reading.answers.not_seen.emplace_back(what_of(request, reading), why);
            continue;
        }
        const bool is_settings = request.question.asked == Asked::settings;
        const bool is_license = request.question.operation.command().name() == "license get";
        if (is_settings && !is_license)
            reading.settings.push_back({request.question.operation, request.site, std::move(outcome.answer)});
        else
            rows.add(request.question.operation, std::move(outcome.answer), reading.answers);
    }
    return {};
}

asio::awaitable<Result<>> read_sites(Context& context, session::Session& session, FarmReading& reading) {
    const auto command = context.catalog().command("site list");
    if (!command) co_return Result<>{};
    const auto choice = farm::choose_operation(*command, 0, reading.version);
    if (!choice) co_return Result<>{};
    const farm::Arguments none;
    auto answer = co_await farm::call(session, choice->operation, none);
    if (!answer) {
        const bool ends = answer.error().http_status == 0 || answer.error().http_status == 401;
        if (ends) co_return answer.error();
        reading.answers.not_seen.emplace_back("site list", answer.error().why);
        co_return Result<>{};
    }
    if (answer->is_array())
        for (const Value& row : answer->as_array())
            reading.sites.emplace_back(text_of(row, "id"), text_of(row, "name"));
    reading.answers.seen.emplace("site list", Answer{choice->operation, std::move(*answer)});
    co_return Result<>{};
}

// Only the site that --site or the context names.
asio::awaitable<Result<>> choose_site(Context& context, session::Session& session, FarmReading& reading) {
    const std::string wanted = context.settings().text(config::SettingId::site);
    if (wanted.empty()) co_return Result<>{};
    farm::Directory directory(session, context.catalog());
    CO_TRY_LET(auto id, co_await directory.reference_id("Site", wanted));
    std::erase_if(reading.sites, [&](const auto& site) { return site.first != id; });
    if (reading.sites.empty()) reading.sites.emplace_back(id, wanted);
    co_return Result<>{};
}

}  // namespace

std::string FarmReading::site_name(std::string_view id) const {
    for (const auto& [known, name] : sites)
        if (known == id && !name.empty()) return name;
    return std::string(id);
}

asio::awaitable<Result<FarmReading>> read_whole_farm(Context& context) {
    CO_TRY_LET(auto session, context.session());
    CO_TRY_LET(auto version, co_await session->server_version());
    FarmReading reading{.endpoint = session->endpoint(), .version = version};
    CO_TRY(co_await read_sites(context, *session, reading));
    CO_TRY(co_await choose_site(context, *session, reading));

    const auto requests = requests_for(farm_questions(context.catalog(), version), reading);
    const auto ask = [&](const Request& request) -> asio::awaitable<Result<Value>> {
        farm::Arguments arguments;
        if (!request.site.empty())
            arguments.query.emplace_back(site_parameter(request.question.operation), Value(request.site));
        co_return co_await farm::call(*session, request.question.operation, arguments);
    };
    SideBySide side_by_side(context, "reading", requests.size());
    auto outcomes = co_await farm::for_each(requests, side_by_side.pace(false), ask);
    side_by_side.finish();
    CO_TRY(take(requests, outcomes, reading));
    CO_TRY_LET(auto filters, co_await read_item_filters(context, reading.answers));
    reading.filters = std::move(filters);
    co_return reading;
}

}  // namespace rasctl::commands
