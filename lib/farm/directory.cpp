#include "farm/directory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "error/try.hpp"
#include "farm/call.hpp"
#include "farm/called.hpp"
#include "farm/operation_choice.hpp"
#include "farm/row_member.hpp"
#include "farm/text_pieces.hpp"
#include "text/ascii.hpp"
#include "text/letter_case.hpp"
#include "text/nearest.hpp"

namespace rasctl::farm {
namespace {

namespace asio = boost::asio;
using catalog::Operation;
using json::Value;

// The template up to the parameter at `position`: "/api/Gateway" of "/api/Gateway/{id}/status".
std::string_view collection_of(std::string_view path, std::size_t position) {
    std::size_t at = 0;
    for (std::size_t i = 0; i <= position; ++i) at = path.find('{', at + (i > 0 ? 1 : 0));
    return at == std::string_view::npos ? std::string_view{} : path.substr(0, at - 1);
}

// Whether two templates are one path: letter case and the names of parameters do not count.
bool same_path(std::string_view a, std::string_view b) {
    const auto take_segment = [](std::string_view& rest) {
        const auto end = std::min(rest.find('/', 1), rest.size());
        const std::string_view segment = rest.substr(0, end);
        rest.remove_prefix(end);
        return segment;
    };
    while (!a.empty() && !b.empty()) {
        const std::string_view one = take_segment(a), other = take_segment(b);
        const bool parameters = one.starts_with("/{") && other.starts_with("/{");
        if (!parameters && !equal_ignoring_case(one, other)) return false;
    }
    return a.empty() && b.empty();
}

// "/api/PubItems/Folders" lies in "/api/PubItems".
bool starts_with_path(std::string_view path, std::string_view beginning) {
    const auto segments = std::ranges::count(beginning, '/');
    std::size_t end = 0;
    for (std::ptrdiff_t i = 0; i <= segments && end != std::string_view::npos; ++i)
        end = path.find('/', end + (i > 0 ? 1 : 0));
    return !beginning.empty() && end != std::string_view::npos && same_path(path.substr(0, end), beginning);
}

std::optional<Operation> get_operation(const catalog::Catalog& catalog, std::string_view path) {
    for (const Operation operation : catalog.operations())
        if (operation.method() == "GET" && same_path(operation.path(), path)) return operation;
    return std::nullopt;
}

// "a,b" as two words.
std::string parted(std::string text) {
    std::ranges::replace(text, ',', ' ');
    return text;
}

Error not_found(const catalog::Noun& kind, const std::string& text, const std::vector<Entry>& entries) {
    const std::string noun(kind.name());
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const Entry& entry : entries) names.push_back(entry.name);
    Error error{
        .exit_code = ExitCode::not_found,
        .what = fmt::format("no {} is called '{}'", noun, text),
        .why = entries.empty() ? "the farm has none" : fmt::format("the farm has {} others", entries.size())};
    // What shells and other tools read as several is one name here.
    if (equal_ignoring_case(text, "all"))
        error.hint = "every one is chosen by --all";
    else if (text.find(',') != std::string::npos)
        error.hint = fmt::format("several are parted by blanks: {}", parted(text));
    else if (text.find_first_of("*?") != std::string::npos)
        error.hint = fmt::format("rasctl {} list --where '{}~\"{}\"' finds what holds a text", noun,
                                 kind.identity(), longest_literal(text));
    else if (const auto close = nearest(text, names))
        error.hint = fmt::format("did you mean '{}'?", *close);
    else
        error.hint = fmt::format("rasctl {} list", noun);
    return error;
}

// What was looked for lies in others, which its list must be told.
Error within(Error error, const Operation& list, const std::vector<std::string>& parents) {
    const std::size_t count = std::min(parents.size(), list.path_parameters().size());
    if (count == 0 || error.hint != fmt::format("rasctl {}", list.command().name())) return error;
    for (std::size_t i = 0; i < count; ++i) error.hint += " " + parents[i];
    return error;
}

Error ambiguous(const std::string& noun, const std::string& text, const std::vector<const Entry*>& matches) {
    Error error{.exit_code = ExitCode::usage,
                .what = fmt::format("'{}' is ambiguous", text),
                .why = fmt::format("{} of kind {} are called so", matches.size(), noun)};
    for (const Entry* match : matches)
        error.details.push_back(fmt::format("id:{}  {}", match->id, match->name));
    error.hint = fmt::format("give the ID, for instance id:{}", matches.front()->id);
    return error;
}

Error nameless(const std::string& noun, std::string_view text) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("no {} is called '{}'", noun, text),
            .why = "these have no name by which to find them",
            .hint = fmt::format("give the ID: rasctl {} list", noun)};
}

// A target as it was typed.
struct Word {
    explicit Word(std::string_view typed)
        : by_id(typed.starts_with("id:")),
          by_name(typed.starts_with("name:")),
          text(by_id     ? typed.substr(3)
               : by_name ? typed.substr(5)
                         : typed) {}
    bool blank() const { return text.find_first_not_of(" \t\r\n") == std::string::npos; }
    bool digits() const { return is_all_digits(text); }

    bool by_id;
    bool by_name;
    std::string text;
};

Error empty_word(const std::string& noun) {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("an empty word names no {}", noun),
            .why = "expects an ID or a name",
            .hint = fmt::format("rasctl {} list", noun)};
}

const Entry* with_id(const std::vector<Entry>& entries, std::string_view id) {
    const auto found = std::ranges::find_if(
        entries, [&](const Entry& entry) { return !entry.id.empty() && equal_ignoring_case(entry.id, id); });
    return found == entries.end() ? nullptr : &*found;
}

std::vector<const Entry*> with_name(const std::vector<Entry>& entries, const std::string& name) {
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const Entry& entry : entries) names.push_back(entry.name);
    std::vector<const Entry*> matches;
    for (const std::size_t place : places_called(names, name)) matches.push_back(&entries[place]);
    return matches;
}

Result<const Entry*> find_entry(const catalog::Noun& kind, const Word& word,
                                const std::vector<Entry>& entries) {
    if (!word.by_name)
        if (const Entry* entry = with_id(entries, word.text)) return entry;
    const auto matches = word.by_id ? std::vector<const Entry*>{} : with_name(entries, word.text);
    if (matches.size() == 1) return matches.front();
    if (matches.empty()) return not_found(kind, word.text, entries);
    return ambiguous(std::string(kind.name()), word.text, matches);
}

std::optional<Operation> list_of_kind(const catalog::Catalog& catalog, std::string_view kind, int version) {
    const auto noun = catalog.noun_of_kind(kind);
    const auto command = noun ? catalog.command(std::string(noun->name()) + " list") : std::nullopt;
    if (!command) return std::nullopt;
    const auto choice = choose_operation(*command, 0, version);
    return choice ? std::optional(choice->operation) : std::nullopt;
}

// A list that moved between versions is asked for where this server has it.
asio::awaitable<Result<>> learn_version(session::Session& session, const catalog::Catalog& catalog,
                                        std::string kind) {
    const auto noun = catalog.noun_of_kind(kind);
    const auto command = noun ? catalog.command(std::string(noun->name()) + " list") : std::nullopt;
    if (!command || session.known_server_version() != 0 || !depends_on_version(*command, 0))
        co_return Result<>{};
    CO_TRY(co_await session.server_version());
    co_return Result<>{};
}

// The list of the operation's own noun, or of one above it, when its rows are part of the collection.
std::optional<Operation> own_list(const catalog::Catalog& catalog, const Operation& operation,
                                  std::size_t position, std::string_view collection) {
    for (std::optional noun = operation.command().noun(); noun; noun = noun->parent()) {
        const auto command =
            noun->has_own_list() ? catalog.command(std::string(noun->name()) + " list") : std::nullopt;
        if (!command) continue;
        std::optional<Operation> longest;
        for (std::size_t i = 0; i < command->operation_count(); ++i)
            if (const Operation one = command->operation(i);
                !longest || one.path_parameters().size() > longest->path_parameters().size())
                longest = one;
        const bool fits = longest->path_parameters().size() == position &&
                          starts_with_path(longest->path(), collection) &&
                          longest->response_kind() == catalog::ResponseKind::list;
        if (fits) return longest;
    }
    return std::nullopt;
}

bool is_row_of(const catalog::Noun& noun, const Operation& list, const Value& row) {
    const auto schema = list.response().schema();
    const auto field = schema ? schema->field(noun.told_by()) : std::nullopt;
    const auto values = field ? field->type().schema() : std::nullopt;
    const Value* value = member_of(row, noun.told_by());
    if (value == nullptr) return false;
    const auto number = value->to_int64();
    const auto known = !values  ? std::nullopt
                       : number ? values->value(*number)
                                : values->value(value->scalar_text());
    const std::string name = known ? std::string(known->name()) : value->scalar_text();
    return std::ranges::any_of(noun.told(),
                               [&](std::string_view one) { return equal_ignoring_case(one, name); });
}

}  // namespace

std::optional<catalog::Noun> Directory::noun_among(const Operation& operation, std::size_t position) const {
    const auto list = list_for_parameter(operation, position);
    const auto schema = list ? list->response().schema() : std::nullopt;
    for (std::optional noun = operation.command().noun(); noun && schema; noun = noun->parent()) {
        if (noun->told().empty()) continue;
        const bool others = list->command().noun() != *noun && schema->field(noun->told_by());
        return others ? noun : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Operation> list_of_targets(const Operation& operation, std::size_t position, int version) {
    const catalog::Catalog& catalog = operation.catalog();
    const std::string_view collection = collection_of(operation.path(), position);
    if (const auto list = own_list(catalog, operation, position, collection)) return list;
    if (const auto list = get_operation(catalog, collection);
        list && list->response_kind() == catalog::ResponseKind::list)
        return list;
    // Behind other targets only a list that needs none of its own: which parent it is of cannot be told.
    const auto list = list_of_kind(catalog, operation.path_parameters()[position].refers(), version);
    return position == 0 || (list && list->path_parameters().empty()) ? list : std::nullopt;
}

std::optional<Operation> Directory::list_for_parameter(const Operation& operation,
                                                       std::size_t position) const {
    return list_of_targets(operation, position, session_.known_server_version());
}

std::optional<Operation> Directory::list_for_kind(std::string_view kind) const {
    return list_of_kind(catalog_, kind, session_.known_server_version());
}

asio::awaitable<Result<const std::vector<Entry>*>> Directory::entries(
    const Operation& list, const std::vector<std::string>& parents,
    const std::vector<std::pair<std::string, Value>>& query) {
    const Arguments arguments{.targets = parents, .query = query, .body = {}, .uploads = {}};
    const http::Request request = build_request(list, arguments, session_.known_server_version());
    if (const auto known = lists_.find(request.target); known != lists_.end()) co_return &known->second;
    CO_TRY_LET(auto answer, co_await call(session_, list, arguments));
    const std::string_view identity = list.command().noun().identity();
    std::vector<Entry> entries;
    const auto add = [&](Value&& row) {
        Entry entry{.id = text_of(row, "id"),
                    .name = identity.empty() ? std::string{} : text_of(row, identity),
                    .row = {}};
        entry.row = std::move(row);
        entries.push_back(std::move(entry));
    };
    // Some lists are documented as one object, and some single objects as a list.
    if (answer.is_array())
        std::ranges::for_each(answer.as_array(), [&](Value& row) { add(std::move(row)); });
    else if (answer.is_object())
        add(std::move(answer));
    const auto [place, inserted] = lists_.emplace(request.target, std::move(entries));
    if (on_list_) on_list_(request.target, place->second);
    co_return &place->second;
}

asio::awaitable<Result<const std::vector<Entry>*>> Directory::candidates(
    const Operation& operation, std::size_t position, const std::vector<std::string>& parents,
    std::string site) {
    const auto list = list_for_parameter(operation, position);
    if (!list) {
        co_return Error{.exit_code = ExitCode::usage,
                        .what = fmt::format("'{}' cannot be looked up by name", operation.command().name()),
                        .why = "the API has no list of what the target names",
                        .hint = "give the ID"};
    }
    std::vector<std::string> needed(parents);
    needed.resize(std::min(parents.size(), list->path_parameters().size()));
    std::vector<std::pair<std::string, Value>> query;
    const auto parameter = list->flag("site");
    if (!site.empty() && parameter && !parameter->query().empty()) {
        CO_TRY_LET(auto id, co_await reference_id("Site", site));
        query.emplace_back(std::string(parameter->query()), Value(id));
    }
    auto all = co_await entries(*list, needed, query);
    const auto noun = noun_among(operation, position);
    if (!all || !noun) co_return all;
    auto& own = lists_[fmt::format("{} of {} at {}", list->path(), noun->name(), site)];
    own.clear();
    std::ranges::copy_if(**all, std::back_inserter(own),
                         [&](const Entry& entry) { return is_row_of(*noun, *list, entry.row); });
    co_return &own;
}

void Directory::note_name(const catalog::Noun& noun, std::string_view text, std::string_view id) const {
    if (!on_note_) return;
    on_note_(fmt::format("no {0} has the ID {1}: taken as the name of {0} {2}", noun.name(), text, id));
}

asio::awaitable<Result<std::string>> Directory::target_id(const Operation& operation, std::size_t position,
                                                          const std::vector<std::string>& parents,
                                                          std::string text) {
    const catalog::Field parameter = operation.path_parameters()[position];
    const Word word(text);
    const std::string noun(operation.command().noun().name());
    if (word.blank()) co_return empty_word(noun);
    const bool number = parameter.type().kind() == catalog::Kind::integer;
    if (number && word.by_id && !word.digits())
        co_return Error{.exit_code = ExitCode::usage,
                        .what = fmt::format("'{}' is no ID of a {}", word.text, noun),
                        .why = "expects a whole number",
                        .hint = fmt::format("rasctl {} list", noun)};
    if (number && (word.by_id || (trusts_digits_ && word.digits() && !word.by_name))) co_return word.text;
    CO_TRY(co_await learn_version(session_, catalog_, std::string(parameter.refers())));
    const auto list = list_for_parameter(operation, position);
    const bool has_names = list && !list->command().noun().identity().empty();
    if (number && word.digits() && !word.by_name && !has_names) co_return word.text;
    // Without a list to look in, text parameters are what they say: an account, an extension, an address.
    if (!number && (!list || word.by_id)) co_return word.by_id ? word.text : text;
    if (!number && parameter.refers().empty() && parameter.name() != "id") co_return text;
    if (list && !has_names && (number || word.by_name))
        co_return nameless(std::string(list->command().noun().name()), word.text);
    // Where rows have no names, a text is the ID that it says.
    if (!number && !has_names) co_return text;
    auto found = co_await candidates(operation, position, parents);
    const bool may_be_id = number && word.digits() && !word.by_name;
    if (!found && may_be_id && found.error().exit_code != ExitCode::interrupted) co_return word.text;
    if (!found) co_return found.error();
    auto entry = find_entry(list->command().noun(), word, **found);
    if (!entry && may_be_id && entry.error().exit_code == ExitCode::not_found) co_return word.text;
    if (!entry) co_return within(entry.error(), *list, parents);
    if (may_be_id && (*entry)->id != word.text && !with_id(**found, word.text))
        note_name(list->command().noun(), word.text, (*entry)->id);
    co_return (*entry)->id;
}

asio::awaitable<Result<std::string>> Directory::reference_id(std::string kind, std::string text) {
    const Word word(text);
    if (word.blank()) co_return empty_word(lower_case(kind));
    if (word.digits() && !word.by_name) co_return word.text;
    CO_TRY(co_await learn_version(session_, catalog_, kind));
    const auto list = list_for_kind(kind);
    if (!list) {
        co_return Error{.exit_code = ExitCode::usage,
                        .what = fmt::format("'{}' cannot be looked up by name", text),
                        .why = fmt::format("the API has no list of every {}", lower_case(kind)),
                        .hint = "give the ID"};
    }
    const std::string noun(list->command().noun().name());
    if (list->command().noun().identity().empty()) co_return nameless(noun, word.text);
    CO_TRY_LET(auto found, co_await entries(*list, {}));
    CO_TRY_LET(auto entry, find_entry(list->command().noun(), word, *found));
    co_return entry->id;
}

}  // namespace rasctl::farm
