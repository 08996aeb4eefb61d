#include "catalog/compiler/openapi_operation.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "catalog/compiler/openapi_media.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "error/try.hpp"
#include "json/number_text.hpp"
#include "text/ascii.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;

// What a body or an answer consists of; null for nothing.
const Node* content_of(const Node& holder) {
    const Node* content = holder.find("content");
    return content && !content->as_object().empty() ? content : nullptr;
}

// The names between braces: "/api/Provider/{providerId}/VM/{id}".
std::vector<std::string> names_in(std::string_view path) {
    std::vector<std::string> names;
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        const auto close = path.find('}', open);
        if (close == std::string_view::npos) break;
        names.emplace_back(path.substr(open + 1, close - open - 1));
    }
    return names;
}

// In the order of the path, which is the order of the targets; one that is only in the path is there too.
void order_by_path(OperationModel& model) {
    std::vector<FieldModel> ordered;
    for (const std::string& name : names_in(model.path)) {
        const auto known =
            std::ranges::find(model.path_parameters, std::string_view(name), &FieldModel::name);
        FieldModel parameter;
        if (known != model.path_parameters.end()) parameter = *known;
        parameter.name = name;
        parameter.required = true;
        if (known == model.path_parameters.end()) parameter.type.kind = Kind::string;
        ordered.push_back(std::move(parameter));
    }
    model.path_parameters = std::move(ordered);
}

// The session's own headers, and those that OpenAPI has set by other means (4.7.12.1), are no parameters.
bool is_set_otherwise(std::string_view header) {
    constexpr std::string_view names[] = {"accept", "content-type", "authorization", "auth_token"};
    return std::ranges::find(names, lower_case(header)) != std::end(names);
}

class OperationReader {
  public:
    OperationReader(SchemaReader& schemas, const FlatDocument& document, std::string_view method,
                    std::string_view path);
    Result<OperationModel> read(const Node& item, const Node& operation);

  private:
    void read_words(const Node& operation);
    Result<> read_parameters(const Node& list);
    Result<> read_parameter(const Node& entry);
    Result<FieldModel> read_parameter_field(const FlatDocument& document, std::string_view name,
                                            const Node& parameter);
    Result<> read_body(const Node& entry);
    Result<> read_encoding(const Node& media);
    Result<> read_responses(const Node& responses);
    Result<> read_answer(const Node& entry);
    // What a schema without a name is called after.
    std::string here() const { return model_.method + " " + model_.path; }

    SchemaReader& schemas_;
    const FlatDocument& document_;
    OperationModel model_;
};

OperationReader::OperationReader(SchemaReader& schemas, const FlatDocument& document, std::string_view method,
                                 std::string_view path)
    : schemas_(schemas), document_(document) {
    model_.method = upper_case(method);
    model_.path = path;
}

Result<> OperationReader::read_parameters(const Node& list) {
    if (!list.is_array()) return refuse(model_.path, "parameters are no list");
    for (const Node& entry : list.as_array()) TRY(read_parameter(entry));
    return {};
}

Result<> OperationReader::read_parameter(const Node& entry) {
    TRY_LET(const auto place, schemas_.resolve(document_, entry));
    const Node& parameter = *place.value;
    const std::string_view in = text_of(parameter, "in"), name = text_of(parameter, "name");
    if (in == "header" && is_set_otherwise(name)) return {};
    const bool known = in == "path" || in == "query" || in == "header" || in == "cookie";
    if (!known || name.empty() || name.size() > maximum_name_length) {
        schemas_.remark(fmt::format("{}: a parameter in '{}' called '{}' is left out", here(),
                                    plain_text(in).substr(0, 40), plain_text(name).substr(0, 80)));
        return {};
    }
    TRY_LET(auto field, read_parameter_field(*place.document, name, parameter));
    if (in == "header") field.place = catalog::Place::header;
    if (in == "cookie") field.place = catalog::Place::cookie;
    auto& parameters = in == "path" ? model_.path_parameters : model_.query_parameters;
    // The operation's own parameter replaces the path's (OpenAPI 3.0.3 4.7.9.1).
    std::erase_if(parameters,
                  [&](const FieldModel& one) { return one.name == name && one.place == field.place; });
    parameters.push_back(std::move(field));
    return {};
}

Result<FieldModel> OperationReader::read_parameter_field(const FlatDocument& document, std::string_view name,
                                                         const Node& parameter) {
    static const Node anything = Node::container(Node::Kind::object, 0, 1);
    const Node* content = content_of(parameter);
    const Node* schema =
        content ? content->as_object().begin()->value.find("schema") : parameter.find("schema");
    FieldModel field;
    TRY(schemas_.read_field(field, document, name, schema ? *schema : anything,
                            here() + "." + std::string(name)));
    const std::string_view in = text_of(parameter, "in");
    field.style = in == "path" ? stored(path_style_of(parameter))
                  : content    ? Style::json
                               : style_of(parameter, in == "query" || in == "cookie");
    if (const auto text = text_of(parameter, "description"); !text.empty())
        field.description = schemas_.keep_plain(text);
    if (const auto text = text_of(parameter, "x-refers"); !text.empty()) field.refers = schemas_.keep(text);
    if (const auto text = text_of(parameter, "x-doubt"); !text.empty())
        field.doubt = schemas_.keep_plain(text);
    if (parameter.find("x-evidence")) field.evidence = evidence_of(parameter);
    field.required = is_true(parameter, "required");
    field.deprecated = field.deprecated || is_true(parameter, "deprecated");
    return field;
}

Result<> OperationReader::read_body(const Node& entry) {
    TRY_LET(const auto place, schemas_.resolve(document_, entry));
    const Node* content = content_of(*place.value);
    if (!content) return {};
    const json::NodeMember chosen = best_content(content->as_object());
    model_.multipart = is_multipart(chosen.name);
    model_.body_required = is_true(*place.value, "required");
    static const Node anything = Node::container(Node::Kind::object, 0, 1);
    const Node* schema = chosen.value.find("schema");
    FieldModel field;
    TRY_LET(auto type,
            schemas_.read_type(*place.document, schema ? *schema : anything, here() + " body", &field));
    model_.media_type = plain_text(sent_media_type(chosen.name, type.kind == Kind::binary));
    field.type = std::move(type);
    field.name = "body";
    field.description = schemas_.keep_plain(text_of(*place.value, "description"));
    field.required = model_.body_required;
    const bool made_of_fields =
        is_json(chosen.name) || model_.media_type.empty() || model_.multipart || is_form(chosen.name);
    if (!made_of_fields) {
        field.type = TypeModel{};
        field.type.kind = Kind::string;
    }
    model_.body_field = std::move(field);
    if (model_.body_field->type.kind == Kind::object) model_.body = model_.body_field->type.schema.view();
    if (model_.multipart && !lower_case(chosen.name).starts_with("multipart/form-data"))
        schemas_.remark(
            fmt::format("{}: '{}' is sent as multipart/form-data", here(), plain_text(chosen.name)));
    return read_encoding(chosen.value);
}

// How the members of a form are written. The fields of the form become its own: others may use the schema.
Result<> OperationReader::read_encoding(const Node& media) {
    const Node* encoding = media.find("encoding");
    const SchemaModel* shared = schemas_.known(model_.body);
    if (!encoding || !encoding->is_object() || !shared) return {};
    SchemaModel own = *shared;
    for (FieldModel& field : own.fields)
        if (const Node* one = encoding->find(field.name); one && (one->find("style") || one->find("explode")))
            field.style = style_of(*one, !one->find("style") || text_of(*one, "style") == "form");
    model_.body = here() + " form";
    model_.body_field->type.schema = model_.body;
    schemas_.add(model_.body, std::move(own));
    return {};
}

// The first answer that tells of success is the one; where none does, what is answered by default.
Result<> OperationReader::read_responses(const Node& responses) {
    if (!responses.is_object()) return refuse(model_.path, "responses are no object");
    for (const json::NodeMember member : responses.as_object()) {
        if (!member.name.starts_with('2')) continue;
        model_.status = static_cast<unsigned>(json::whole_number(member.name).value_or(200));
        return read_answer(member.value);
    }
    const Node* other = responses.find("default");
    return other ? read_answer(*other) : Result<>{};
}

Result<> OperationReader::read_answer(const Node& entry) {
    TRY_LET(const auto place, schemas_.resolve(document_, entry));
    const Node* content = content_of(*place.value);
    if (!content) return {};
    const json::NodeMember chosen = best_content(content->as_object());
    if (const Node* schema = chosen.value.find("schema")) {
        TRY_LET(auto type, schemas_.read_type(*place.document, *schema, here() + " response"));
        model_.response = std::move(type);
    }
    model_.response_kind = ResponseKind::value;
    const bool is_file = model_.response.kind == Kind::binary;
    if (is_file || !(is_json(chosen.name) || sent_media_type(chosen.name).empty())) {
        model_.response_kind = ResponseKind::binary;
    } else if (model_.response.kind == Kind::array) {
        model_.response_kind = ResponseKind::list;
        model_.response.kind = std::exchange(model_.response.element, Kind::any);
    }
    return {};
}

void OperationReader::read_words(const Node& operation) {
    model_.old_path = text_of(operation, "x-path-17");
    model_.summary = plain_text(text_of(operation, "summary"));
    if (model_.summary.empty()) model_.summary = plain_text(text_of(operation, "description"));
    model_.permission = plain_text(text_of(operation, "x-permission"));
    model_.source = text_of(operation, "x-source");
    model_.doubt = plain_text(text_of(operation, "x-doubt"));
    if (const Node* tags = operation.find("tags"); tags && tags->is_array() && !tags->as_array().empty())
        model_.tag = tags->as_array().front().scalar_text();
    model_.since = version_of(operation, "x-since");
    model_.until = version_of(operation, "x-until");
    model_.evidence = evidence_of(operation);
    model_.deprecated = is_true(operation, "deprecated");
    model_.path_guessed = operation.find("x-path-guessed") != nullptr;
}

Result<OperationModel> OperationReader::read(const Node& item, const Node& operation) {
    read_words(operation);
    const Node* security = operation.find("security");
    model_.needs_session = !(security && security->is_array() && security->as_array().empty());
    for (const Node* holder : {&item, &operation})
        if (const Node* parameters = holder->find("parameters")) TRY(read_parameters(*parameters));
    order_by_path(model_);
    if (const Node* body = operation.find("requestBody")) TRY(read_body(*body));
    if (const Node* responses = operation.find("responses")) TRY(read_responses(*responses));
    return std::move(model_);
}

}  // namespace

Result<OperationModel> read_operation(SchemaReader& schemas, const FlatDocument& document,
                                      std::string_view path, const Node& item,
                                      const json::NodeMember& entry) {
    return OperationReader(schemas, document, entry.name, path).read(item, entry.value);
}

}  // namespace rasctl::catalog::compiler
