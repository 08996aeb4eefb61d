// JSON bodies: what is read is written so that it reads the same, as JSON to the byte and as YAML by value;
// and a body that comes in pieces, or lies flat, means what it means whole.
#include "json/reader.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

#include "json/flat.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "same_value.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

void check_writers(const json::Value& value) {
    for (const auto style : {json::Style::compact, json::Style::pretty}) {
        const std::string text = json::write(value, style);
        const auto again = json::parse(text);
        expect(again.has_value(), "what was written can be read", text);
        expect(*again == value, "what was written reads the same", text);
        expect(json::write(*again, style) == text, "it is written the same again", text);
    }
    const std::string yaml = json::write_yaml(value);
    const auto again = json::parse_yaml(yaml);
    expect(again.has_value(), "the YAML that was written can be read", again ? "" : yaml + again.error().why);
    expect(same_value(*again, value), "the YAML that was written reads the same", yaml);
}

enum class Elements { as_values, as_text, as_members };

// Asks for every member of each element, and makes the object of them again.
json::StreamReader::Wishes all_members(json::Array& elements) {
    json::StreamReader::Wishes wishes;
    const auto names = std::make_shared<std::vector<std::string>>();
    wishes.places = [names](std::span<const std::string> those) {
        names->assign(those.begin(), those.end());
        std::vector<std::size_t> places(those.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        return places;
    };
    wishes.on_members = [names, &elements](std::span<const std::string_view> texts) -> Result<bool> {
        expect(texts.size() == names->size(), "as many members come as were asked for");
        json::Object object;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            auto value = json::parse(texts[i]);
            expect(value.has_value(), "a member that comes as it stands is right", texts[i]);
            object.append((*names)[i], std::move(*value));
        }
        elements.emplace_back(std::move(object));
        return true;
    };
    return wishes;
}

// Takes off the next piece, whose size comes from the input's own bytes.
std::string_view next_piece(std::string_view& rest) {
    const std::string_view piece = rest.substr(0, rest.empty() ? 0 : 1 + (rest.front() & 7));
    rest.remove_prefix(piece.size());
    return piece;
}

// Reads in such pieces.
void check_stream(std::string_view input, const Result<json::Value>& whole, Elements how) {
    json::Array elements;
    json::StreamReader::Wishes wishes;
    if (how == Elements::as_members) wishes = all_members(elements);
    if (how == Elements::as_text)
        wishes.on_text = [&](std::string_view element) -> Result<bool> {
            auto value = json::parse(element);
            expect(value.has_value(), "an element that comes as it stands is right", element);
            expect(json::write(*value) == element, "it is what writing it gives", element);
            elements.push_back(std::move(*value));
            return true;
        };
    json::StreamReader reader(
        [&](json::Value&& element) -> Result<bool> {
            elements.push_back(std::move(element));
            return true;
        },
        std::move(wishes));
    Result<> written;
    for (std::string_view left = input; !left.empty() && written;) written = reader.write(next_piece(left));
    auto rest = written ? reader.finish() : Result<json::Value>(written.error());
    expect(rest.has_value() == whole.has_value(), "pieces are read as the whole is",
           rest ? whole.error().why : rest.error().why);
    if (!rest) return expect_told(rest.error());
    if (reader.is_array()) rest = json::Value(std::move(elements));
    expect(*rest == *whole, "pieces mean what the whole means");
}

// What lies flat, read in such pieces, means what the value does; what is no plain JSON is left alone.
void check_flat(std::string_view input, const Result<json::Value>& whole) {
    std::string_view left = input;
    const auto flat = json::Flat::read_plain(
        [&left](std::span<char> room) {
            const std::string_view piece = next_piece(left);
            expect(piece.size() <= room.size(), "there is room for a piece");
            std::ranges::copy(piece, room.begin());
            return piece.size();
        },
        input.size());
    if (!flat) return;
    expect(whole.has_value(), "what lies flat is right");
    expect(json::to_value(flat->root()) == *whole, "what lies flat means what the value does");
}

}  // namespace

void check(std::string_view input) {
    const auto value = json::parse(input);
    // A reader that hands no elements on takes no short way.
    json::StreamReader reader(nullptr);
    const auto written = reader.write(input);
    const auto the_long_way = written ? reader.finish() : Result<json::Value>(written.error());
    expect(the_long_way.has_value() == value.has_value(), "the short way reads what the parser does");
    if (value) expect(*the_long_way == *value, "the short way means what the parser does");
    for (const Elements how : {Elements::as_values, Elements::as_text, Elements::as_members})
        check_stream(input, value, how);
    check_flat(input, value);
    if (!value) return expect_told(value.error());
    check_writers(*value);
}

}  // namespace rasctl::fuzz
