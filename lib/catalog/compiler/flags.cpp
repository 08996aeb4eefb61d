#include "catalog/compiler/flags.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/compiler/words.hpp"
#include "json/path_step.hpp"

namespace rasctl::catalog::compiler {
namespace {

// Deeper fields are reached by --set and --from-file.
constexpr int maximum_nesting = 6;
// Fields looked at for one foreign operation: schemas that contain each other multiply.
constexpr int maximum_fields = 3'000;
constexpr std::size_t maximum_flags = 1'000'000;

const std::string& spelling(const FieldModel& field) {
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

class Deriver {
  public:
    Deriver(const Tree& tree, const Description& description, OperationModel& operation, bool strict,
            std::vector<std::string>& remarks)
        : tree_(tree), description_(description), operation_(operation), strict_(strict), remarks_(remarks) {}

    Result<> run() {
        if (auto added = add_whole_body(); !added) return added;
        for (const FieldModel& parameter : operation_.query_parameters) {
            FlagModel flag{.name = flag_name(tree_, parameter, operation_.query_parameters),
                           .path = {},
                           .query = parameter.name,
                           .field = parameter,
                           .owner = {},
                           .required = parameter.required};
            if (auto added = add(std::move(flag)); !added) return added;
        }
        if (!operation_.body.empty())
            if (auto walked = walk(operation_.body, "", "", true); !walked) return walked;
        if (!strict_) free_negations();
        if (strict_)
            if (auto clear = check_negations(); !clear) return clear;
        std::ranges::sort(operation_.flags, {}, &FlagModel::name);
        return {};
    }

  private:
    // What is no object of fields is given whole.
    Result<> add_whole_body() {
        const auto schema = description_.schemas.find(operation_.body);
        const bool has_fields = schema != description_.schemas.end() && !schema->second.fields.empty();
        if (!operation_.body_field || has_fields) return {};
        return add({.name = "body",
                    .path = {},
                    .query = {},
                    .field = *operation_.body_field,
                    .owner = {},
                    .required = operation_.body_required,
                    .whole_body = true});
    }

    Result<> walk(const std::string& schema_name, const std::string& flags, const std::string& path,
                  bool required) {
        if (std::ranges::find(open_, schema_name) != open_.end() || open_.size() >= maximum_nesting)
            return {};
        open_.push_back(schema_name);
        const std::vector<FieldModel>& fields = description_.schemas.at(schema_name).fields;
        for (const FieldModel& field : fields) {
            if (field.read_only) continue;
            if (!strict_ && ++looked_at_ > maximum_fields) break;
            const std::string name = flags + flag_name(tree_, field, fields);
            const std::string place = path + json::path_step(field.name);
            const bool needed = required && field.required;
            const bool nested = field.type.kind == Kind::object && !field.type.schema.empty() &&
                                !description_.schemas.at(field.type.schema).fields.empty();
            auto done = nested ? walk(field.type.schema, name + ".", place + ".", needed)
                               : add({.name = name,
                                      .path = place,
                                      .query = {},
                                      .field = field,
                                      .owner = schema_name,
                                      .required = needed});
            if (!done) return done;
        }
        open_.pop_back();
        return {};
    }

    Result<> add(FlagModel flag) {
        if (tree_.global_flags.contains(flag.name) && flag.name != "site") {
            if (strict_) return clash(flag.name, flag.path + flag.query, "a flag of every command");
            const std::string wanted = flag.name + "-field";
            return rename(std::move(flag), wanted);
        }
        if (flag.name.empty() && !strict_) return rename(std::move(flag), "field");
        const auto same = std::ranges::find(operation_.flags, flag.name, &FlagModel::name);
        if (same == operation_.flags.end()) {
            operation_.flags.push_back(std::move(flag));
            return {};
        }
        // A name that is both query parameter and body field is one flag that fills both.
        if (!same->query.empty() && same->path.empty() && !flag.path.empty()) {
            same->path = flag.path;
            same->required = same->required || flag.required;
            same->field = flag.field;
            same->owner = flag.owner;
            return {};
        }
        if (strict_) return clash(flag.name, flag.path + flag.query, same->path + same->query);
        const std::string wanted = full_words(flag);
        return rename(std::move(flag), wanted.empty() ? "field" : wanted);
    }

    bool is_taken(const std::string& name) const {
        return name.empty() || tree_.global_flags.contains(name) ||
               std::ranges::find(operation_.flags, name, &FlagModel::name) != operation_.flags.end();
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
        operation_.flags.push_back(std::move(flag));
        return {};
    }

    // A boolean takes --x and --no-x; a field noX beside it must be called otherwise.
    void free_negations() {
        for (FlagModel& flag : operation_.flags) {
            if (!flag.name.starts_with("no-") || !is_taken(flag.name.substr(3))) continue;
            flag.name = free_name(flag.name + "-field");
            remarks_.push_back(fmt::format("{} {}: the field '{}' is --{}", operation_.method,
                                           operation_.path, flag.path + flag.query, flag.name));
        }
    }

    // --no-x must not be both a field and the refusal of another.
    Result<> check_negations() const {
        for (const FlagModel& flag : operation_.flags) {
            if (flag.field.type.kind != Kind::boolean) continue;
            const auto other = std::ranges::find(operation_.flags, "no-" + flag.name, &FlagModel::name);
            if (other != operation_.flags.end())
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
    std::vector<std::string> open_;
    int looked_at_ = 0;
};

}  // namespace

Result<> derive_flags(const Tree& tree, Description& description, bool strict,
                      std::vector<std::string>& remarks) {
    std::size_t flags = 0;
    for (OperationModel& operation : description.operations) {
        auto derived = Deriver(tree, description, operation, strict, remarks).run();
        if (!derived) return derived;
        flags += operation.flags.size();
        if (flags > maximum_flags)
            return Error{.exit_code = ExitCode::invalid,
                         .what = "cannot use the API description",
                         .why = "its operations have more than 1,000,000 fields"};
    }
    return {};
}

}  // namespace rasctl::catalog::compiler
