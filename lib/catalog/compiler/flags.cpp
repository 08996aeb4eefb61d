#include "catalog/compiler/flags.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>

#include "catalog/compiler/words.hpp"
#include "error/try.hpp"
#include "json/path_step.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

// Deeper fields are reached by --set and --from-file.
constexpr int maximum_nesting = 6;
// Fields looked at for one foreign operation: schemas that contain each other multiply.
constexpr int maximum_fields = 3'000;
constexpr std::size_t maximum_flags = 1'000'000;

std::string_view spelling(const FieldModel& field) {
    return field.known_as.empty() ? field.name : field.known_as;
}

// "siteId" that refers to a Site is --site; "themeIds" is --themes; but "serverId" beside "server" stays
// --server-id.
std::string flag_name(const Tree& tree, const FieldModel& field, const std::vector<FieldModel>& siblings) {
    std::string words = kebab_case(tree, spelling(field));
    if (field.refers.empty() || field.type.kind == Kind::object) return words;
    std::string shorter = words;
    if (words.ends_with("-ids"))
        shorter = words.substr(0, words.size() - 4) + "s";
    else if (words.ends_with("-id"))
        shorter = words.substr(0, words.size() - 3);
    const bool taken = std::ranges::any_of(siblings, [&](const FieldModel& sibling) {
        return sibling.name != field.name && kebab_case(tree, spelling(sibling)) == shorter;
    });
    return taken ? words : shorter;
}

// One file, or several of them.
bool takes_files(const TypeModel& type) {
    return type.kind == Kind::binary || (type.kind == Kind::array && type.element == Kind::binary);
}

// What a flag needs to know of its field.
FlagModel flag_for(const FieldModel& field, std::size_t position) {
    return {.name = {},
            .path = {},
            .query = {},
            .owner = {},
            .position = position,
            .is_switch = field.type.kind == Kind::boolean,
            .takes_files = takes_files(field.type)};
}

class Deriver {
  public:
    Deriver(const Tree& tree, const Description& description, OperationModel& operation, bool strict,
            std::vector<std::string>& remarks)
        : tree_(tree), description_(description), operation_(operation), strict_(strict), remarks_(remarks) {}

    Result<> run() {
        TRY(add_whole_body());
        const auto& parameters = operation_.query_parameters;
        for (const std::size_t i : plain_names_first(parameters)) {
            FlagModel flag = flag_for(parameters[i], i);
            flag.name = flag_name(tree_, parameters[i], parameters);
            flag.query = parameters[i].name.view();
            flag.required = parameters[i].required;
            if (auto added = add(std::move(flag)); !added) return added;
        }
        if (!operation_.body.empty()) TRY(walk(operation_.body, "", "", true));
        if (!strict_) free_negations();
        if (strict_) TRY(check_negations());
        std::ranges::sort(operation_.flags, {}, &FlagModel::name);
        return {};
    }

  private:
    // What is no object of fields is given whole.
    Result<> add_whole_body() {
        const auto schema = description_.schemas.find(operation_.body);
        const bool has_fields = schema != description_.schemas.end() && !schema->second.fields.empty();
        if (!operation_.body_field || has_fields) return {};
        FlagModel flag = flag_for(*operation_.body_field, 0);
        flag.name = "body";
        flag.required = operation_.body_required;
        flag.whole_body = true;
        return add(std::move(flag));
    }

    Result<> walk(const std::string& schema_name, const std::string& flags, const std::string& path,
                  bool required) {
        open_.push_back(schema_name);
        const std::vector<FieldModel>& fields = fields_of(schema_name);
        for (const std::size_t i : plain_names_first(fields)) {
            const FieldModel& field = fields[i];
            if (field.read_only) continue;
            if (!strict_ && ++looked_at_ > maximum_fields) break;
            std::string name = flags + flag_name(tree_, field, fields);
            std::string place = path + json::path_step(field.name);
            const bool needed = required && field.required && !(path.empty() && is_in_path(field.name));
            if (has_fields(field.type) && !is_too_deep(field.type.schema)) {
                TRY(walk(field.type.schema.str(), name + ".", place + ".", needed));
                continue;
            }
            FlagModel flag = flag_for(field, i);
            flag.name = std::move(name);
            flag.path = std::move(place);
            flag.owner = schema_name;
            flag.required = needed;
            if (auto done = add(std::move(flag)); !done) return done;
        }
        open_.pop_back();
        return {};
    }

    // Such a field holds what the path says, where nobody says otherwise.
    bool is_in_path(std::string_view name) const {
        return std::ranges::any_of(operation_.path_parameters, [&](const FieldModel& parameter) {
            return equal_ignoring_case(parameter.name, name);
        });
    }

    // What contains itself, or lies deeper than anybody wants to type, is given whole.
    bool is_too_deep(std::string_view schema_name) const {
        return std::ranges::find(open_, schema_name) != open_.end() || open_.size() >= maximum_nesting;
    }

    const std::vector<FieldModel>& fields_of(std::string_view schema_name) const {
        return description_.schemas.find(schema_name)->second.fields;
    }

    // Of "$id" and "id", both --id, the one that is called so gets it, wherever it stands.
    static std::vector<std::size_t> plain_names_first(const std::vector<FieldModel>& fields) {
        std::vector<std::size_t> places(fields.size());
        std::iota(places.begin(), places.end(), 0U);
        const auto is_plain = [&](std::size_t place) {
            return std::ranges::all_of(fields[place].name.view(),
                                       [](char c) { return is_letter(c) || is_digit(c); });
        };
        std::ranges::stable_partition(places, is_plain);
        return places;
    }

    bool has_fields(const TypeModel& type) const {
        return type.kind == Kind::object && !type.schema.empty() && !fields_of(type.schema).empty();
    }

    // The flag of that name; null when there is none yet.
    FlagModel* named(const std::string& name) {
        const auto found = places_.find(name);
        return found == places_.end() ? nullptr : &operation_.flags[found->second];
    }

    Result<> keep(FlagModel flag) {
        places_.emplace(flag.name, operation_.flags.size());
        operation_.flags.push_back(std::move(flag));
        return {};
    }

    Result<> add(FlagModel flag) {
        if (tree_.global_flags.contains(flag.name) && flag.name != "site") {
            if (strict_) return clash(flag.name, flag.path + flag.query, "a flag of every command");
            const std::string wanted = flag.name + "-field";
            return rename(std::move(flag), wanted);
        }
        if (flag.name.empty() && !strict_) return rename(std::move(flag), "field");
        FlagModel* same = named(flag.name);
        if (!same) return keep(std::move(flag));
        // A name that is both query parameter and body field is one flag that fills both.
        if (!same->query.empty() && same->path.empty() && !flag.path.empty()) {
            same->path = flag.path;
            same->required = same->required || flag.required;
            same->owner = flag.owner;
            same->position = flag.position;
            same->is_switch = flag.is_switch;
            same->takes_files = flag.takes_files;
            return {};
        }
        if (strict_) return clash(flag.name, flag.path + flag.query, same->path + same->query);
        const std::string wanted = full_words(flag);
        return rename(std::move(flag), wanted.empty() ? "field" : wanted);
    }

    bool is_taken(const std::string& name) const {
        return name.empty() || tree_.global_flags.contains(name) || places_.contains(name);
    }

    // The words of the whole path: "settings.siteId" is --settings-site-id.
    std::string full_words(const FlagModel& flag) const {
        return kebab_case(tree_, flag.path.empty() ? flag.query : flag.path);
    }

    std::string free_name(const std::string& wanted) const {
        std::string name = wanted;
        for (int number = 2; is_taken(name); ++number) name = fmt::format("{}-{}", wanted, number);
        return name;
    }

    Result<> rename(FlagModel flag, std::string_view wanted) {
        flag.name = free_name(std::string(wanted));
        remarks_.push_back(fmt::format("{} {}: the field '{}' is --{}", operation_.method, operation_.path,
                                       flag.path + flag.query, flag.name));
        return keep(std::move(flag));
    }

    // A boolean takes --x and --no-x; a field noX beside it must be called otherwise.
    void free_negations() {
        for (std::size_t i = 0; i < operation_.flags.size(); ++i) {
            FlagModel& flag = operation_.flags[i];
            if (!flag.name.starts_with("no-") || !is_taken(flag.name.substr(3))) continue;
            places_.erase(flag.name);
            flag.name = free_name(flag.name + "-field");
            places_.emplace(flag.name, i);
            remarks_.push_back(fmt::format("{} {}: the field '{}' is --{}", operation_.method,
                                           operation_.path, flag.path + flag.query, flag.name));
        }
    }

    // --no-x must not be both a field and the refusal of another.
    Result<> check_negations() {
        for (const FlagModel& flag : operation_.flags) {
            if (!flag.is_switch) continue;
            if (const FlagModel* other = named("no-" + flag.name))
                return clash(other->name, flag.path + flag.query, other->path + other->query);
        }
        return {};
    }

    Result<> clash(const std::string& name, const std::string& one, const std::string& other) const {
        return Error{.exit_code = ExitCode::invalid,
                     .what = fmt::format("the flag --{} is ambiguous", name),
                     .why = fmt::format("in {} {} it means '{}' and '{}'", operation_.method, operation_.path,
                                        one, other),
                     .hint = "tell them apart in commands/tree/words.json"};
    }

    const Tree& tree_;
    const Description& description_;
    OperationModel& operation_;
    bool strict_;
    std::vector<std::string>& remarks_;
    std::unordered_map<std::string, std::size_t> places_;  // of the operation's flags, by name
    std::vector<std::string> open_;
    int looked_at_ = 0;
};

}  // namespace

Result<> derive_flags(const Tree& tree, Description& description, bool strict,
                      std::vector<std::string>& remarks) {
    std::size_t flags = 0;
    for (OperationModel& operation : description.operations) {
        TRY(Deriver(tree, description, operation, strict, remarks).run());
        flags += operation.flags.size();
        if (flags > maximum_flags)
            return Error{.exit_code = ExitCode::invalid,
                         .what = "cannot use the API description",
                         .why = "its operations have more than 1,000,000 fields"};
    }
    return {};
}

}  // namespace rasctl::catalog::compiler
