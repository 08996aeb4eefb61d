#include "simulator/model/errors.hpp"

#include "json/value.hpp"
#include "json/writer.hpp"

namespace rasctl::simulator {
namespace {

struct Title {
    unsigned status;
    std::string_view title;
    std::string_view section;  // of RFC 9110
};

constexpr Title titles[] = {
    {400, "Bad Request", "15.5.1"},
    {401, "Unauthorized", "15.5.2"},
    {403, "Forbidden", "15.5.4"},
    {404, "Not Found", "15.5.5"},
    {405, "Method Not Allowed", "15.5.6"},
    {409, "Conflict", "15.5.10"},
    {412, "Precondition Failed", "15.5.13"},
    {413, "Content Too Large", "15.5.14"},
    {415, "Unsupported Media Type", "15.5.16"},
    {429, "Too Many Requests", ""},
    {500, "Internal Server Error", "15.6.1"},
    {503, "Service Unavailable", "15.6.4"},
};

json::Object details(unsigned status, std::string_view detail) {
    std::string_view title = "Error";
    std::string type = "about:blank";
    for (const Title& known : titles) {
        if (known.status != status) continue;
        title = known.title;
        if (!known.section.empty())
            type = "https://www.rfc-editor.org/rfc/rfc9110#section-" + std::string(known.section);
    }
    json::Object object;
    object.append("type", type);
    object.append("title", title);
    object.append("status", static_cast<std::int64_t>(status));
    if (!detail.empty()) object.append("detail", detail);
    return object;
}

Response problem_answer(unsigned status, json::Object object) {
    Response response;
    response.status = status;
    // The one media type that the service documents for its answers, refusals among them.
    response.content_type = json_media_type;
    response.body = json::write(json::Value(std::move(object)));
    return response;
}

}  // namespace

Response problem(unsigned status, std::string_view detail) {
    return problem_answer(status, details(status, detail));
}

Response invalid(const Problems& problems) {
    json::Object object = details(400, {});
    object.set("title", "One or more validation errors occurred.");
    json::Object errors;
    for (const auto& [field, messages] : problems) {
        json::Array texts;
        for (const std::string& message : messages) texts.emplace_back(message);
        errors.append(field, std::move(texts));
    }
    object.append("errors", std::move(errors));
    return problem_answer(400, std::move(object));
}

Response business_error(std::string_view message) {
    json::Object object;
    object.append("code", 0);
    object.append("msg", message);
    Response response;
    response.status = 400;
    response.content_type = json_media_type;
    response.body = json::write(json::Value(std::move(object)));
    return response;
}

Response not_found(std::string_view what) {
    return problem(404, what);
}

Response conflict(std::string_view what) {
    return problem(409, what);
}

}  // namespace rasctl::simulator
