#include "commands/run/call/body_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands/run/call/body_file.hpp"
#include "commands/run/call/secret_input.hpp"
#include "commands/run/text_file.hpp"
#include "error/try.hpp"
#include "farm/body_check.hpp"
#include "farm/value_text.hpp"
#include "http/base64.hpp"
#include "json/path_step.hpp"
#include "json/reader.hpp"

namespace rasctl::commands {
namespace {

namespace asio = boost::asio;
using catalog::Flag;
using catalog::Operation;
using json::Value;

// Sets the value at "a.b.c", making objects on the way.
bool set_path(Value& root, std::string_view path, Value value) {
    Value* current = &root;
    if (path.empty() || path.ends_with('.')) return false;
    while (true) {
        const std::string step = json::take_step(path);
        if (current->is_null()) *current = json::Object{};
        if (!current->is_object() || step.empty()) return false;
        Value* next = current->as_object().find(step);
        if (next == nullptr) next = &current->as_object().append(step, Value());
        if (path.empty()) {
            *next = std::move(value);
            return true;
        }
        current = next;
    }
}

bool is_file(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

class InputReader {
  public:
    InputReader(Context& context, const Operation& operation, const Arguments& arguments,
                farm::Directory& directory)
        : context_(context), operation_(operation), arguments_(arguments), directory_(directory) {}

    asio::awaitable<Result<Input>> run() {
        CO_TRY(read_file());
        for (const Flag flag : operation_.flags()) CO_TRY(read_flag(flag));
        for (const std::string& assignment : arguments_.all("set")) CO_TRY(read_assignment(assignment));
        CO_TRY(check());
        // Only what is right so far is worth a request.
        CO_TRY(co_await resolve_names());
        co_return std::move(input_);
    }

  private:
    Result<> read_file() {
        const auto path = arguments_.last("from-file");
        if (!path) return {};
        const auto field = operation_.body_field();
        if (field && operation_.media() == catalog::Media::as_given) return take_as_given(*path);
        TRY_LET(auto value, read_body_file(context_, *path));
        const bool any_form = field && !operation_.body();
        if (!value.is_object() && !any_form)
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("cannot use {}", *path),
                         .why = "the body must be an object"};
        body_ = std::move(value);
        has_body_ = true;
        return {};
    }

    // Text, XML or any other bytes: nothing of it is read as JSON.
    Result<> take_as_given(const std::string& path) {
        has_body_ = true;
        if (path != "-" && is_file(path)) {
            input_.arguments.body_file = path;
            return {};
        }
        TRY_LET(auto text, read_text_file(context_, path));
        body_ = std::move(text);
        return {};
    }

    // The body itself, by --body.
    Result<> read_whole(const Flag& flag, const std::vector<std::string>& texts) {
        if (has_body_) {
            problem(flag, "the body is given by --from-file already");
            return {};
        }
        has_body_ = true;
        if (operation_.media() == catalog::Media::as_given) {
            if (texts.size() > 1) problem(flag, "is given more than once");
            body_ = texts.back();
            return {};
        }
        farm::ParsedValue parsed = farm::parse_values(flag.field(), texts);
        for (const std::string& text : parsed.problems) problem(flag, text);
        body_ = std::move(parsed.value);
        return {};
    }

    std::vector<std::pair<std::string, Value>>& parameters_in(catalog::Place place) {
        if (place == catalog::Place::header) return input_.arguments.headers;
        return place == catalog::Place::cookie ? input_.arguments.cookies : input_.arguments.query;
    }

    void problem(const Flag& flag, std::string_view text) {
        problems_.push_back(fmt::format("--{}: {}", flag.name(), text));
    }

    Result<> read_flag(const Flag& flag) {
        const auto given = arguments_.all(flag.name());
        std::vector<std::string> texts(given.begin(), given.end());
        // --site fills the operation's site also when it comes from the environment or the context.
        if (texts.empty() && flag.name() == "site" && fills_site(flag))
            texts.push_back(context_.settings().text(config::SettingId::site));
        if (texts.empty() && asks_for(flag)) texts.emplace_back("-");
        if (texts.empty()) return {};
        if (flag.upload()) return add_upload(flag, texts);
        if (flag.field().secret()) {
            for (std::string& text : texts) {
                TRY_LET(auto secret, read_secret(context_, flag.name(), text));
                text = std::move(secret);
            }
        }
        if (flag.whole_body()) return read_whole(flag, texts);
        farm::ParsedValue parsed = farm::parse_values(flag.field(), texts);
        for (const std::string& text : parsed.problems) problem(flag, text);
        if (!flag.query().empty())
            parameters_in(flag.field().place()).emplace_back(std::string(flag.query()), parsed.value);
        if (!flag.path().empty()) {
            has_body_ = true;
            if (!set_path(body_, flag.path(), std::move(parsed.value)))
                problem(flag, "does not fit what --from-file holds");
        }
        return {};
    }

    // A secret that must be there is asked for where somebody can answer.
    bool asks_for(const Flag& flag) {
        if (!flag.required() || !flag.field().secret()) return false;
        const bool given = body_.is_object() && json::at_path(body_, flag.path()) != nullptr;
        return !given && context_.prompt().available();
    }

    bool fills_site(const Flag& flag) const {
        // In the body of a change it would move the object to the context's site.
        if (!flag.path().empty() && operation_.method() != "POST") return false;
        const bool present = body_.is_object() && body_.as_object().find_ignoring_case("siteId") != nullptr;
        return !present && context_.settings().is_set(config::SettingId::site) &&
               !context_.settings().text(config::SettingId::site).empty();
    }

    Result<> add_upload(const Flag& flag, const std::vector<std::string>& paths) {
        const bool several = flag.field().type().is_array();
        if (paths.size() > 1 && !several) problem(flag, "is given more than once");
        json::Array contents;
        for (const std::string& path : paths) {
            if (!is_file(path)) {
                problem(flag, fmt::format("'{}' is no file that can be read", path));
                continue;
            }
            if (operation_.multipart()) {
                std::string_view rest = flag.path();
                input_.arguments.uploads.emplace_back(json::take_step(rest), path);
                continue;
            }
            // In a JSON body a file travels as Base64 (API description of these fields).
            TRY_LET(auto content, read_bytes(path));
            contents.emplace_back(http::base64(content));
        }
        if (contents.empty()) return {};
        has_body_ = true;
        Value value = several ? Value(std::move(contents)) : std::move(contents.front());
        if (!set_path(body_, flag.path(), std::move(value)))
            problem(flag, "does not fit what --from-file holds");
        return {};
    }

    // A value that may hold names where IDs belong.
    struct Reference {
        catalog::Field field;
        Value* value;
    };

    static void find_references(const catalog::Field& field, Value& value, std::vector<Reference>& found) {
        const auto type = field.type();
        const auto kind = type.is_array() ? type.element() : type.kind();
        const auto schema = type.schema();
        if (value.is_array()) {
            for (Value& element : value.as_array()) find_references(field, element, found);
        } else if (value.is_object() && schema) {
            for (json::Member& member : value.as_object())
                if (const auto inner = schema->field(member.name))
                    find_references(*inner, member.value, found);
        } else if (value.is_string() && !field.refers().empty() && kind == catalog::Kind::integer) {
            found.push_back({field, &value});
        }
    }

    asio::awaitable<Result<>> resolve_names() {
        std::vector<Reference> found;
        for (const catalog::Field parameter : operation_.query_parameters())
            for (auto& [name, value] : parameters_in(parameter.place()))
                if (parameter.name() == name) find_references(parameter, value, found);
        if (const auto schema = operation_.body();
            schema && input_.arguments.body && input_.arguments.body->is_object())
            for (json::Member& member : input_.arguments.body->as_object())
                if (const auto field = schema->field(member.name))
                    find_references(*field, member.value, found);
        for (Reference& reference : found) {
            CO_TRY_LET(auto id, co_await directory_.reference_id(std::string(reference.field.refers()),
                                                                 reference.value->as_string()));
            const auto number = Value(id).to_int64();
            *reference.value = number ? Value(*number) : Value(id);
        }
        co_return Result<>{};
    }

    // PATH=VALUE: a known field by its type, an unknown one as JSON if it is JSON, else as text.
    Result<> read_assignment(const std::string& assignment) {
        const auto equals = assignment.find('=');
        if (equals == std::string::npos || equals == 0) {
            problems_.push_back(fmt::format("--set {}: expects PATH=VALUE", assignment));
            return {};
        }
        const std::string path = assignment.substr(0, equals), text = assignment.substr(equals + 1);
        TRY_LET(auto value, assigned_value(path, text));
        has_body_ = true;
        if (!set_path(body_, path, std::move(value)))
            problems_.push_back(fmt::format("--set {}: does not fit", path));
        return {};
    }

    Result<Value> assigned_value(const std::string& path, const std::string& text) {
        for (const Flag flag : operation_.flags()) {
            if (flag.path() != path || text == "null") continue;
            // What is secret is so by every way: no plain value, and @FILE means the file.
            if (flag.field().secret() && !flag.upload()) {
                TRY_LET(auto secret, read_secret(context_, flag.name(), text));
                return Value(std::move(secret));
            }
            farm::ParsedValue parsed = farm::parse_values(flag.field(), std::vector<std::string>{text});
            for (const std::string& one : parsed.problems)
                problems_.push_back(fmt::format("--set {}: {}", path, one));
            return std::move(parsed.value);
        }
        auto parsed = json::parse(text);
        if (parsed) return std::move(*parsed);
        return Value(text);
    }

    void check_query() {
        for (const catalog::Field parameter : operation_.query_parameters()) {
            const bool given = std::ranges::any_of(parameters_in(parameter.place()), [&](const auto& pair) {
                return pair.first == parameter.name();
            });
            if (!parameter.required() || given) continue;
            std::string flag(parameter.name());
            for (const Flag one : operation_.flags())
                if (one.query() == parameter.name() && one.field().place() == parameter.place())
                    flag = "--" + std::string(one.name());
            problems_.push_back(fmt::format("{}: is required", flag));
        }
    }

    // A multipart body's files count as given.
    void check_body() {
        if (operation_.multipart()) {
            for (const Flag flag : operation_.flags()) {
                const bool given = arguments_.given(flag.name()) ||
                                   (body_.is_object() && json::at_path(body_, flag.path()) != nullptr);
                if (flag.required() && !given) problem(flag, "is required");
            }
            return;
        }
        // Flags whose text was wrong were told already; a second complaint about them would be noise.
        const std::size_t before = problems_.size();
        farm::BodyCheck check = farm::check_body(operation_, body_);
        for (std::string& one : check.problems) {
            const std::string name = one.substr(0, std::min(one.find_first_of(":["), one.size())) + ":";
            const bool told =
                std::any_of(problems_.begin(), problems_.begin() + static_cast<std::ptrdiff_t>(before),
                            [&](const std::string& other) { return other.starts_with(name); });
            if (!told) problems_.push_back(std::move(one));
        }
        for (const std::string& unknown : check.unknown)
            input_.warnings.push_back(
                fmt::format("warning: '{}' is not a known field of '{}'; sent all the same", unknown,
                            operation_.command().name()));
    }

    // A flag of another version's or scope's form of the command must not be dropped in silence.
    void check_forms() {
        const catalog::Command command = operation_.command();
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            for (const Flag flag : command.operation(i).flags()) {
                const std::string name(flag.name());
                if (!arguments_.given(name) || operation_.flag(name) || name == "site") continue;
                std::string problem =
                    fmt::format("--{}: does not go with {} {}", name, operation_.method(), operation_.path());
                if (std::ranges::find(problems_, problem) == problems_.end())
                    problems_.push_back(std::move(problem));
            }
        }
    }

    void check_members() {
        if (body_.is_null()) body_ = json::Object{};
        check_body();
        if (!operation_.multipart() || !body_.as_object().empty()) input_.arguments.body = std::move(body_);
    }

    // A body that is no object of known fields.
    void check_whole(const Flag& flag) {
        if (!has_body_) {
            if (operation_.body_required()) problem(flag, "is required");
            return;
        }
        if (!input_.arguments.body_file.empty()) return;
        const catalog::Field field = flag.field();
        const bool as_given = operation_.media() == catalog::Media::as_given;
        if (problems_.empty() && !as_given && field.type().kind() != catalog::Kind::any)
            farm::check_value(field, body_, "--" + std::string(flag.name()), problems_);
        input_.arguments.body = std::move(body_);
    }

    Result<> check() {
        check_forms();
        check_query();
        const auto flags = operation_.flags();
        const auto whole = std::ranges::find_if(flags, [](const Flag& flag) { return flag.whole_body(); });
        if (whole != flags.end() && !(operation_.multipart() && body_.is_object()))
            check_whole(*whole);
        else if (operation_.body() && (has_body_ || operation_.body_required()))
            check_members();
        else if (!operation_.body_field() && has_body_)
            problems_.push_back(fmt::format("--{}: {} {} has no body",
                                            arguments_.given("from-file") ? "from-file" : "set",
                                            operation_.method(), operation_.path()));
        if (problems_.empty()) return {};
        Error error{.exit_code = ExitCode::usage,
                    .what = fmt::format("cannot run '{}'", operation_.command().name())};
        error.hint = fmt::format("rasctl {} --help", operation_.command().name());
        if (problems_.size() == 1) {
            error.why = std::move(problems_.front());
        } else {
            error.why = fmt::format("{} problems", problems_.size());
            error.details = std::move(problems_);
        }
        return error;
    }

    Context& context_;
    Operation operation_;
    const Arguments& arguments_;
    farm::Directory& directory_;
    Input input_;
    Value body_;
    bool has_body_ = false;
    std::vector<std::string> problems_;
};

}  // namespace

asio::awaitable<Result<Input>> read_input(Context& context, const Operation& operation,
                                          const Arguments& arguments, farm::Directory& directory) {
    InputReader reader(context, operation, arguments, directory);
    co_return co_await reader.run();
}

}  // namespace rasctl::commands
