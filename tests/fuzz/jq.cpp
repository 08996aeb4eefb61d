// --jq: line 1 is the filter, the rest the answer that it sees. Filters that could run for ever are compiled
// only, which is what happens to every filter before a request is sent.
#include <algorithm>
#include <array>

#include "json/reader.hpp"
#include "output/jq.hpp"
#include "output/renderer.hpp"
#include "same_value.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

// A filter made of these only comes to an end, and soon.
bool comes_to_an_end(std::string_view filter) {
    return filter.size() < 100 &&
           filter.find_first_not_of(".[]|,\"abcdefghijklmnopqrstuvwxyz0123456789 ()=<>-+?:{}_") ==
               std::string_view::npos &&
           std::ranges::none_of(
               std::array<std::string_view, 14>{"def", "repeat", "range", "while", "until", "recurse", "..",
                                                "input", "limit", "env", "foreach", "reduce", "walk",
                                                "splits"},
               [&](std::string_view word) { return filter.find(word) != std::string_view::npos; });
}

std::optional<std::string> run(const std::string& filter, std::string_view body) {
    std::string text;
    const auto sink = [&](std::string_view piece) -> Result<> {
        text += piece;
        return {};
    };
    output::OutputOptions options;
    options.jq = filter;
    auto renderer = output::Renderer::create(options, {}, sink);
    if (!renderer) {
        expect_told(renderer.error());
        return std::nullopt;
    }
    auto value = json::parse(body);
    if (!value) return std::nullopt;
    Result<> done = renderer->value(std::move(*value));
    if (done) done = renderer->finish();
    if (!done) expect_told(done.error());
    return done ? std::optional(text) : std::nullopt;
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    const std::string filter(lines.next());
    const auto body = json::parse(lines.rest());
    const auto compiled = output::JqFilter::compile(filter, {});
    if (!compiled) return expect_told(compiled.error());
    if (!body) return;
    if (comes_to_an_end(filter)) run(filter, lines.rest());
    const auto same = run(".", lines.rest());
    if (!same) return;
    const auto again = json::parse(*same);
    if (body->is_string())
        return expect(*same == body->as_string() + "\n", "a string comes out as it is", *same);
    expect(again && same_value(*again, *body, Numbers::as_doubles), "the filter . changes nothing", *same);
}

}  // namespace rasctl::fuzz
