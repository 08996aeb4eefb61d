#include <catch2/catch.hpp>

#include "json/reader.hpp"
#include "sample_rows.hpp"

namespace {

using namespace rasctl;
using namespace rasctl::output;

// The same rows, read from a stream that leaves out what the renderer can do without.
test::Rendering read_and_render(std::string_view text, const OutputOptions& options, const Shape& shape) {
    test::Rendering rendering;
    auto renderer = Renderer::create(
        options, shape,
        [&](std::string_view piece) {
            rendering.text += piece;
            return Result<>();
        },
        [&](const std::string& line) { rendering.warnings.push_back(line); });
    if (!renderer) {
        rendering.error = renderer.error().what;
        return rendering;
    }
    json::StreamReader reader([&](json::Value&& row) { return renderer->row(std::move(row)); },
                              renderer->wishes());
    REQUIRE(reader.write(text).has_value());
    if (!reader.stopped()) REQUIRE(reader.finish().has_value());
    if (auto finished = renderer->finish(); !finished) rendering.error = finished.error().what;
    return rendering;
}

constexpr std::string_view rows =
    R"([{"id":"12","server":"h1","agentState":0,"siteId":1,"Extra":{"a":[1,2]},"server":"twice"},
 {"ID":"3","SERVER":"h\u00e9","agentState":5,"siteId":2,"extra":"x"},{"id":"5"},
 {"siteId":1,"id":"7","agentState":null,"server":"h\\7\n"}])";

}  // namespace

TEST_CASE("what a renderer does without changes nothing that it shows") {
    for (const FormatName& known : format_names) {
        for (const char* columns :
             {"", "server,id", "site,agent-state", "+Extra", "extra.a.1", "nothing", "id"}) {
            for (const char* sort : {"", "server", "-siteId,id"}) {
                for (const char* where : {"", "siteId=1", "server~h"}) {
                    for (const int limit : {-1, 0, 2}) {
                        OutputOptions options;
                        options.format = known.format;
                        options.columns = columns;
                        options.sort = sort;
                        options.where = where;
                        if (limit >= 0) options.limit = static_cast<std::size_t>(limit);
                        const Shape shape = test::host_status();
                        const auto plain = test::render(rows, options, shape);
                        const auto read = read_and_render(rows, options, shape);
                        INFO(known.name << ", columns " << columns << ", sort " << sort << ", where " << where
                                        << ", limit " << limit);
                        CHECK(read.text == plain.text);
                        CHECK(read.warnings == plain.warnings);
                        CHECK(read.error.empty() == plain.error.empty());
                    }
                }
            }
        }
    }
}
