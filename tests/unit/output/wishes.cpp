#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

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
    Result<> done = reader.write(text);
    if (done && !reader.stopped()) REQUIRE(reader.finish().has_value());
    if (done) done = renderer->finish();
    if (!done) rendering.error = done.error().what + ": " + done.error().why;
    return rendering;
}

constexpr std::string_view rows =
    R"([{"id":"12","server":"h1","agentState":0,"siteId":1,"Extra":{"a":[1,2]},"server":"twice"},
 {"ID":"3","SERVER":"h\u00e9","agentState":5,"siteId":2,"extra":"x"},{"id":"5"},
 {"siteId":1,"id":"7","agentState":null,"server":"h\\7\n"}])";

// Lists such as servers send them, and such as only a hostile one does: names in two spellings, twice or
// missing, numbers in every form, text that must be written anew, and lists and objects where a plain value
// is expected.
class RandomRows {
  public:
    explicit RandomRows(std::uint32_t seed) : random_(seed) {}

    std::string list() {
        // Most servers' rows have the same names, in the same order.
        names_.clear();
        if (below(2) == 0)
            for (std::size_t members = below(7); members > 0; --members) names_.push_back(name());
        std::string text = "[";
        for (std::size_t left = below(6); left > 0; --left) text += row() + (left > 1 ? blank() + "," : "");
        return text + blank() + "]";
    }

  private:
    std::size_t below(std::size_t count) { return random_() % count; }
    template <std::size_t size>
    std::string one_of(const char* const (&texts)[size]) {
        return texts[below(size)];
    }
    std::string blank() { return below(8) == 0 ? one_of({" ", "\n", "\t", "\r\n"}) : ""; }

    std::string row() {
        if (below(12) == 0) return value(2);
        return names_.empty() || below(8) == 0 ? object(0) : object(names_, 0);
    }
    std::string name() {
        return one_of({"id", "ID", "server", "SERVER", "siteId", "site_id", "agentState", "extra", "Extra",
                       "a", "caf\\u00e9", "café", "", "x\\ny"});
    }
    std::string object(int depth) {
        std::vector<std::string> names(below(7));
        for (std::string& one : names) one = name();
        return object(names, depth);
    }
    std::string object(const std::vector<std::string>& names, int depth) {
        std::string text = "{";
        for (std::size_t i = 0; i < names.size(); ++i)
            text += (i > 0 ? blank() + "," : "") + blank() + "\"" + names[i] + "\"" + blank() + ":" +
                    blank() + value(depth + 1);
        return text + blank() + "}";
    }
    std::string value(int depth) {
        switch (below(depth < 3 ? 8 : 5)) {
            case 0:
            case 1:
                return one_of({"0", "-0", "7", "1E0", "-1.50", "12345678901234567890", "1e-7"});
            case 2:
            case 3:
                return "\"" +
                       one_of({"", "h1", "h10", "a,b", "\\ttab", "say \\\"x\\\"", "\\u0041\\uD83D\\uDE00",
                               "é 漢字", "\\/b\\\\", "5 = Up", "a text that is longer than sixteen bytes",
                               "\x7F", "\\u202E"}) +
                       "\"";
            case 4:
                return one_of({"true", "false", "null"});
            case 5:
                return "[" + value(depth + 1) + "," + blank() + value(depth + 1) + "]";
            default:
                return below(3) == 0 ? "[]" : object(depth);
        }
    }

    std::mt19937 random_;
    std::vector<std::string> names_;
};

}  // namespace

TEST_CASE("random lists are shown alike whatever a renderer does without") {
    for (std::uint32_t seed = 0; seed < 1200; ++seed) {
        const std::string text = RandomRows(seed).list();
        for (const FormatName& known : format_names) {
            OutputOptions options;
            options.format = known.format;
            options.columns = std::array{"", "server,id,extra", "site,agent-state,a"}[seed % 3];
            options.sort = std::array{"", "", "server,-id", "extra"}[seed % 4];
            options.is_terminal = seed % 5 == 0;
            if (seed % 7 == 0) options.limit = 2;
            const Shape shape = test::host_status();
            const auto plain = test::render(text, options, shape);
            const auto read = read_and_render(text, options, shape);
            INFO(known.name << ", seed " << seed << ": " << text);
            CHECK(read.text == plain.text);
            CHECK(read.warnings == plain.warnings);
            CHECK(read.error == plain.error);
        }
    }
}

TEST_CASE("rows of two readers are sorted together, and count as shown while they wait") {
    OutputOptions options;
    options.format = Format::tsv;
    options.columns = "id";
    options.sort = "id";
    options.no_headers = true;
    std::string text;
    auto renderer = Renderer::create(options, test::host_status(), [&](std::string_view piece) {
        text += piece;
        return Result<>();
    });
    REQUIRE(renderer.has_value());
    std::size_t count = 0;
    for (const char* list :
         {R"([{"id":"7"},{"id":"5"}])", R"([{"id":"6"}])", R"([{"id":"4"},8,{"id":"3"}])"}) {
        json::StreamReader reader([&](json::Value&& row) { return renderer->row(std::move(row)); },
                                  renderer->wishes());
        REQUIRE(reader.write(list).has_value());
        count += static_cast<std::size_t>(std::ranges::count(std::string_view(list), ',')) + 1;
        CHECK(renderer->shown() == count);
    }
    REQUIRE(renderer->finish().has_value());
    CHECK(text == "3\n4\n5\n6\n7\n\n");
    CHECK(renderer->shown() == count);
}

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
