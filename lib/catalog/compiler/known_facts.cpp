#include "catalog/compiler/known_facts.hpp"

#include <map>
#include <set>

#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using Names = std::pair<std::string, std::uint32_t>;

void fill(std::string& text, std::string_view known) {
    if (text.empty()) text = known;
}

class Adder {
  public:
    Adder(const Catalog& known, Description& description) : known_(known), description_(description) {
        for (const Operation one : known_.operations())
            operations_.emplace(std::string(one.method()) + " " + path_key(one.path()), one.index());
    }

    void run() {
        for (auto& [name, schema] : description_.schemas)
            if (const auto same = known_.schema(name)) add_schema(name, *same);
        for (OperationModel& operation : description_.operations) {
            const auto found = operations_.find(operation.method + " " + path_key(operation.path));
            if (found != operations_.end()) add_operation(Operation(&known_, found->second), operation);
        }
    }

  private:
    void add_operation(const Operation& known, OperationModel& operation) {
        fill(operation.old_path, known.path_for(17) == known.path() ? "" : known.path_for(17));
        fill(operation.summary, known.summary());
        fill(operation.note, known.note());
        fill(operation.permission, known.permission());
        fill(operation.source, known.source());
        if (operation.since == 0) operation.since = known.since();
        // The description that is read has the operation: a version after which it is gone may be out of
        // date, but it alone tells old paths and new ones for the same act apart.
        if (operation.until == 0) operation.until = known.until();
        operation.needs_session = operation.needs_session && known.needs_session();
        if (operation.path_parameters.size() == known.path_parameters().size())
            for (std::size_t i = 0; i < operation.path_parameters.size(); ++i)
                add_field(known.path_parameters()[i], operation.path_parameters[i]);
        for (FieldModel& field : operation.query_parameters)
            for (const Field one : known.query_parameters())
                if (one.name() == field.name) add_field(one, field);
        if (const auto body = known.body(); body && !operation.body.empty())
            add_schema(operation.body, *body);
        if (const auto row = known.response().schema(); row && !operation.response.schema.empty())
            add_schema(operation.response.schema, *row);
    }

    void add_field(const Field& known, FieldModel& field) {
        fill(field.refers, known.refers());
        fill(field.maps, known.maps());
        field.secret = field.secret || known.secret();
        if (field.since == 0) field.since = known.since();
        if (const auto schema = known.type().schema(); schema && !field.type.schema.empty())
            add_schema(field.type.schema, *schema);
    }

    void add_schema(const std::string& name, const Schema& known) {
        const auto found = description_.schemas.find(name);
        if (found == description_.schemas.end() || !seen_.insert(Names{name, known.index()}).second) return;
        SchemaModel& schema = found->second;
        if (schema.kind == SchemaKind::enumeration && known.kind() == SchemaKind::flags)
            schema.kind = SchemaKind::flags;
        std::map<std::string_view, std::uint32_t> fields;
        for (const Field one : known.fields()) fields.emplace(one.name(), one.index());
        for (FieldModel& field : schema.fields)
            if (const auto one = fields.find(field.name); one != fields.end())
                add_field(Field(&known_, one->second), field);
    }

    const Catalog& known_;
    Description& description_;
    std::map<std::string, std::uint32_t> operations_;
    std::set<Names> seen_;
};

}  // namespace

std::string path_key(std::string_view path) {
    std::string key;
    bool parameter = false;
    for (const char c : path) {
        if (c == '}') parameter = false;
        if (!parameter) key += to_lower(c);
        if (c == '{') parameter = true;
    }
    return key;
}

void add_known_facts(const Catalog& known, Description& description) {
    Adder(known, description).run();
}

}  // namespace rasctl::catalog::compiler
