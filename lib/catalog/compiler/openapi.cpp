#include "catalog/compiler/openapi.hpp"

#include <algorithm>

#include "catalog/compiler/openapi_operation.hpp"
#include "catalog/compiler/openapi_reference.hpp"
#include "catalog/compiler/openapi_text.hpp"
#include "error/try.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Node;

// Far above any API; a hostile description must not cost minutes or gigabytes.
constexpr std::size_t maximum_operations = 20'000;
constexpr std::size_t maximum_path_length = 1'000;
constexpr std::size_t maximum_path_segments = 32;

// What can be sent and shown: "/api/Gateway/{id}".
bool is_usable_path(std::string_view path) {
    const bool printable = std::ranges::all_of(path, [](char c) { return c > ' ' && c < 0x7F; });
    const auto segments = static_cast<std::size_t>(std::ranges::count(path, '/'));
    return printable && path.starts_with('/') && path.size() <= maximum_path_length &&
           segments <= maximum_path_segments;
}

class Reader {
  public:
    explicit Reader(const std::vector<FlatDocument>& documents)
        : documents_(documents), schemas_(documents) {}
    Result<Description> read();

  private:
    Result<> read_document(const FlatDocument& document);
    Result<> read_path(const FlatDocument& document, const json::NodeMember& path);
    void remark_what_is_not_taken(const Node& content);

    const std::vector<FlatDocument>& documents_;
    SchemaReader schemas_;
    Description description_;
};

Result<> Reader::read_path(const FlatDocument& document, const json::NodeMember& path) {
    if (!path.value.is_object())
        return refuse(plain_text(path.name).substr(0, maximum_name_length), "expected an object");
    if (!is_usable_path(path.name)) {
        description_.skipped.emplace_back(path.name.substr(0, maximum_path_length));
        return {};
    }
    TRY_LET(const auto place, schemas_.resolve(document, path.value));
    if (!place.value->is_object()) return refuse(path.name, "its reference leads to no object");
    for (const json::NodeMember member : place.value->as_object()) {
        constexpr std::string_view methods[] = {"get",   "post", "put",     "delete",
                                                "patch", "head", "options", "trace"};
        if (std::ranges::find(methods, member.name) == std::end(methods)) continue;
        if (!member.value.is_object())
            return refuse(path.name, "its '" + std::string(member.name) + "' is no object");
        TRY_LET(auto operation, read_operation(schemas_, *place.document, path.name, *place.value, member));
        if (description_.operations.size() >= maximum_operations)
            return refuse("paths", "there are more than 20,000 operations");
        description_.operations.push_back(std::move(operation));
    }
    return {};
}

// Whether the scheme is the session's token in the header of the API.
bool is_session_token(const Node& scheme) {
    return text_of(scheme, "in") == "header" && text_of(scheme, "name") == "auth_token";
}

void Reader::remark_what_is_not_taken(const Node& content) {
    const Node* servers = content.find("servers");
    if (servers && servers->is_array() &&
        std::ranges::any_of(servers->as_array(), [](const Node& one) { return text_of(one, "url") != "/"; }))
        schemas_.remark("its servers are not taken: requests go to the endpoint of the context");
    const Node* components = content.find("components");
    const Node* schemes = components ? components->find("securitySchemes") : nullptr;
    if (schemes && schemes->is_object() &&
        std::ranges::any_of(schemes->as_object(),
                            [](const json::NodeMember& one) { return !is_session_token(one.value); }))
        schemas_.remark(
            "its security schemes are not taken: requests carry the token of the context's session");
}

Result<> Reader::read_document(const FlatDocument& document) {
    const std::string_view version = text_of(document.root(), "openapi");
    if (version.empty() && text_of(document.root(), "swagger") == "2.0")
        return refuse("swagger", "this is OpenAPI 2.0 (Swagger); convert it to 3.0 first");
    if (!version.starts_with("3."))
        return refuse(document.name.empty() ? "document" : document.name, "this is no OpenAPI 3 description");
    const Node* paths = document.root().find("paths");
    if (paths && !paths->is_object()) return refuse("paths", "expected an object");
    if (const Node* info = document.root().find("info"); info && description_.title.empty()) {
        description_.title = text_of(*info, "title");
        description_.version = text_of(*info, "version");
    }
    // Most paths have one or two.
    if (paths)
        description_.operations.reserve(description_.operations.size() +
                                        std::min(maximum_operations, 2 * paths->as_object().size()));
    remark_what_is_not_taken(document.root());
    if (paths)
        for (const json::NodeMember& path : paths->as_object()) TRY(read_path(document, path));
    const Node* components = document.root().find("components");
    const Node* schemas = components ? components->find("schemas") : nullptr;
    if (schemas && schemas->is_object())
        for (const json::NodeMember schema : schemas->as_object())
            TRY(schemas_.read_schema(document, std::string(schema.name), schema.value));
    return {};
}

Result<Description> Reader::read() {
    for (const FlatDocument& document : documents_) TRY(read_document(document));
    if (description_.operations.empty()) return refuse("paths", "there is no operation in it");
    schemas_.move_into(description_);
    return std::move(description_);
}

}  // namespace

Result<Description> read_openapi(const std::vector<FlatDocument>& documents) {
    return Reader(documents).read();
}

}  // namespace rasctl::catalog::compiler
