#include "catalog/compiler/known_facts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "catalog/comparison.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using Names = std::pair<std::string, std::uint32_t>;

void fill(std::string& text, std::string_view known) {
    if (text.empty()) text = known;
}

// What is known stays for longer than what is made.
void fill(LentText& text, std::string_view known) {
    if (text.empty()) text = LentText::lent(known);
}

std::string folded(std::string_view name) {
    std::string out;
    for (const char c : name) out += to_lower(c);
    return out;
}

// The path with other names between the braces, in their order.
std::string with_parameters(std::string_view path, const std::vector<std::string>& names) {
    std::string out;
    std::size_t next = 0;
    while (!path.empty()) {
        const auto open = path.find('{');
        const auto close = path.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos || next >= names.size()) break;
        out += path.substr(0, open + 1);
        out += names[next++];
        path.remove_prefix(close);
    }
    return out.append(path);
}

class Adder {
  public:
    Adder(const Catalog& known, Description& description) : known_(known), description_(description) {
        for (const Operation one : known_.operations()) {
            operations_[std::string(one.method()) + " " + path_key(one.path())].push_back(one.index());
            add_beginnings(one.path());
        }
    }

    void run() {
        for (auto& [name, schema] : description_.schemas)
            if (const auto same = known_.schema(name)) add_schema(name, *same);
        for (OperationModel& operation : description_.operations) {
            const auto found = operations_.find(operation.method + " " + path_key(operation.path));
            if (found != operations_.end() && !found->second.empty())
                add_operation(take_best(found->second, operation), operation);
            operation.named_path = as_known(operation.path);
        }
    }

  private:
    // Every beginning of the path, up to a slash, as it is known.
    void add_beginnings(std::string_view path) {
        for (auto end = path.find('/', 1); end != std::string_view::npos; end = path.find('/', end + 1))
            beginnings_.emplace(path_key(path.substr(0, end)), path.substr(0, end));
        beginnings_.emplace(path_key(path), path);
    }

    // The path in the spelling of the longest beginning that is known: an operation that is new follows the
    // names of those beside it.
    std::string as_known(const std::string& path) const {
        for (auto end = path.size(); end != 0 && end != std::string::npos; end = path.rfind('/', end - 1))
            if (const auto found = beginnings_.find(path_key(path.substr(0, end)));
                found != beginnings_.end())
                return found->second + path.substr(end);
        return path;
    }

    // Versions may differ in letter case alone ("/api/gateway" and "/api/Gateway"): each known operation is
    // one operation here; what takes the same parameters first, then the same spelling, then what is not
    // gone.
    Operation take_best(std::vector<std::uint32_t>& candidates, const OperationModel& operation) const {
        const auto rank = [&](std::uint32_t index) {
            const Operation one(&known_, index);
            return std::tuple(differences(one, operation), one.path() != operation.path, one.until() != 0);
        };
        const auto best = std::ranges::min_element(candidates, {}, rank);
        const Operation taken(&known_, *best);
        if (candidates.size() > 1) candidates.erase(best);
        return taken;
    }

    // Query parameters that only one of them has.
    static std::size_t differences(const Operation& known, const OperationModel& operation) {
        std::set<std::string> names;
        for (const Field one : known.query_parameters()) names.insert(folded(one.name()));
        std::size_t shared = 0;
        for (const FieldModel& one : operation.query_parameters) shared += names.count(folded(one.name));
        return names.size() + operation.query_parameters.size() - 2 * shared;
    }

    void add_operation(const Operation& known, OperationModel& operation) {
        operation.noun = known.command().noun().name();
        operation.verb = known.command().verb();
        operation.known = true;
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
        if (operation.path_parameters.size() == known.path_parameters().size()) add_targets(known, operation);
        for (FieldModel& field : operation.query_parameters)
            for (const Field one : known.query_parameters())
                if (folded(one.name()) == folded(field.name)) add_field(one, field);
        if (const auto body = known.body(); body && !operation.body.empty())
            add_schema(operation.body, *body);
        if (const auto row = known.response().schema(); row && !operation.response.schema.empty())
            add_schema(operation.response.schema.str(), *row);
    }

    // What a description calls the parameters of a path never reaches the server: the known names stay.
    void add_targets(const Operation& known, OperationModel& operation) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < operation.path_parameters.size(); ++i) {
            FieldModel& parameter = operation.path_parameters[i];
            add_field(known.path_parameters()[i], parameter);
            parameter.name = known.path_parameters()[i].name();
            names.push_back(parameter.name.str());
        }
        operation.path = with_parameters(operation.path, names);
    }

    void add_field(const Field& known, FieldModel& field) {
        field.known_as = LentText::lent(known.name());
        fill(field.refers, known.refers());
        fill(field.maps, known.maps());
        field.secret = field.secret || known.secret();
        if (field.since == 0) field.since = known.since();
        if (const auto schema = known.type().schema(); schema && !field.type.schema.empty())
            add_schema(field.type.schema.str(), *schema);
    }

    void add_schema(const std::string& name, const Schema& known) {
        const auto found = description_.schemas.find(name);
        if (found == description_.schemas.end() || !seen_.insert(Names{name, known.index()}).second) return;
        SchemaModel& schema = found->second;
        if (schema.kind != SchemaKind::object && known.kind() != SchemaKind::object)
            schema.kind = known.kind();
        std::map<std::string, std::uint32_t> fields;
        for (const Field one : known.fields()) fields.emplace(folded(one.name()), one.index());
        for (FieldModel& field : schema.fields)
            if (const auto one = fields.find(folded(field.name)); one != fields.end())
                add_field(Field(&known_, one->second), field);
    }

    const Catalog& known_;
    Description& description_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> operations_;
    std::unordered_map<std::string, std::string> beginnings_;  // by path_key
    std::set<Names> seen_;
};

}  // namespace

void add_known_facts(const Catalog& known, Description& description) {
    Adder(known, description).run();
}

}  // namespace rasctl::catalog::compiler
