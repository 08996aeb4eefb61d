#include "sample_rows.hpp"

#include "catalog/catalog.hpp"
#include "json/reader.hpp"

namespace rasctl::output::test {

Shape host_status() {
    Shape shape;
    shape.row = catalog::Catalog::built_in().schema("RDSHostStatus");
    shape.identity = "server";
    shape.default_columns = {"id", "server", "agentState", "agentVer", "siteId"};
    return shape;
}

Rendering render(std::string_view json, const OutputOptions& options, const Shape& shape) {
    Rendering rendering;
    auto renderer = Renderer::create(
        options, shape,
        [&](std::string_view text) {
            rendering.text += text;
            return Result<>();
        },
        [&](const std::string& warning) { rendering.warnings.push_back(warning); });
    Result<> done;
    if (!renderer) {
        done = renderer.error();
    } else {
        done = renderer->value(json::parse(json).value());
        if (done) done = renderer->finish();
    }
    if (!done) rendering.error = done.error().what + ": " + done.error().why;
    return rendering;
}

std::string text_of(std::string_view json, const OutputOptions& options, const Shape& shape) {
    const Rendering rendering = render(json, options, shape);
    return rendering.error.empty() ? rendering.text : "error: " + rendering.error;
}

}  // namespace rasctl::output::test
