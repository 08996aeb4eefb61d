#include "catalog/compiler/flags.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "catalog/compiler/words.hpp"

namespace rasctl::catalog::compiler {
namespace {

// Deeper fields are reached by --set and --from-file.
constexpr int maximum_nesting = 6;

// "siteId" that refers to a Site is --site; "themeIds" is --themes; but "serverId" beside "server" stays
// --server-id.
std::string flag_name(const Tree& tree, const FieldModel& field, const std::vector<FieldModel>& siblings) {
    std::string words = kebab_case(tree, field.name);
    if (field.refers.empty() || field.type.kind == Kind::object) return words;
    std::string shorter = words;
    if (words.ends_with("-ids"))
        shorter = words.substr(0, words.size() - 4) + "s";
    else if (words.ends_with("-id"))
        shorter = words.substr(0, words.size() - 3);
    const bool taken = std::ranges::any_of(siblings, [&](const FieldModel& sibling) {
        return sibling.name != field.name && kebab_case(tree, sibling.name) == shorter;
    });
    return taken ? words : shorter;
}

class Deriver {
  public:
    Deriver(const Tree& tree, const Description& description, OperationModel& operation)
        : tree_(tree), description_(description), operation_(operation) {}

    Result<> run() {
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
        std::ranges::sort(operation_.flags, {}, &FlagModel::name);
        return {};
    }

  private:
    Result<> walk(const std::string& schema_name, const std::string& flags, const std::string& path,
                  bool required) {
        if (std::ranges::find(open_, schema_name) != open_.end() || open_.size() >= maximum_nesting)
            return {};
        open_.push_back(schema_name);
        const std::vector<FieldModel>& fields = description_.schemas.at(schema_name).fields;
        for (const FieldModel& field : fields) {
            if (field.read_only) continue;
            const std::string name = flags + flag_name(tree_, field, fields);
            const std::string place = path + field.name;
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
        if (tree_.global_flags.contains(flag.name) && flag.name != "site")
            return clash(flag.name, flag.path + flag.query, "a flag of every command");
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
        return clash(flag.name, flag.path + flag.query, same->path + same->query);
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
    std::vector<std::string> open_;
};

}  // namespace

Result<> derive_flags(const Tree& tree, Description& description) {
    for (OperationModel& operation : description.operations)
        if (auto derived = Deriver(tree, description, operation).run(); !derived) return derived;
    return {};
}

}  // namespace rasctl::catalog::compiler
