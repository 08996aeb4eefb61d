// Images that are not ours: refused, or harmless.
#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/compiler/compile.hpp"
#include "catalog/image_checksum.hpp"
#include "json/reader.hpp"

namespace rasctl::catalog {
namespace {

std::vector<std::byte> small_image() {
    const auto content = json::parse(R"({"openapi":"3.0.1","paths":{
        "/api/Gateway":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{
            "type":"array","items":{"$ref":"#/components/schemas/Gateway"}}}}}}},
          "post":{"requestBody":{"content":{"application/json":{"schema":{
            "$ref":"#/components/schemas/Gateway"}}}},"responses":{"201":{}}}},
        "/api/Gateway/{id}":{"delete":{"parameters":[{"name":"id","in":"path","schema":{"type":"integer"}}],
          "responses":{"204":{}}}}},
        "components":{"schemas":{"Gateway":{"type":"object","properties":{
          "id":{"type":"integer"},"server":{"type":"string"},
          "mode":{"type":"integer","enum":[0,1],"x-enum-varnames":["Normal","Forwarding"]}}}}}})");
    REQUIRE(content.has_value());
    auto image = compiler::compile({{"", *content}}, {}, compiler::Strictness::import);
    REQUIRE(image.has_value());
    return *image;
}

void sign(std::vector<std::byte>& image) {
    const std::uint64_t sum = image::checksum(std::span(image).subspan(sizeof(image::Header)));
    std::memcpy(image.data() + offsetof(image::Header, checksum), &sum, sizeof sum);
}

// Reads everything there is to read; what it answers does not matter.
std::size_t walk(const Catalog& catalog) {
    std::size_t size = catalog.title().size() + catalog.version().size();
    for (const Schema schema : catalog.schemas()) {
        for (const Field field : schema.fields())
            size += field.name().size() + field.description().size() + (field.type().schema() ? 1 : 0);
        for (const EnumValue value : schema.values()) size += value.name().size() + value.word().size();
    }
    for (const Command command : catalog.commands())
        for (std::size_t i = 0; i < command.operation_count(); ++i) {
            const Operation one = command.operation(i);
            size += one.path().size() + one.method().size() + one.command().name().size();
            for (const Flag flag : one.flags()) size += flag.name().size() + flag.field().name().size();
            if (const auto body = one.body()) size += body->name().size();
        }
    for (const Noun noun : catalog.nouns())
        for (auto parent = noun.parent(); parent; parent = parent->parent()) size += parent->name().size();
    return size;
}

}  // namespace

TEST_CASE("a whole image opens") {
    const auto image = small_image();
    const auto catalog = Catalog::open(image);
    REQUIRE(catalog.has_value());
    CHECK(catalog->operations().size() == 3);
    CHECK(catalog->command("gateway list"));
    CHECK(walk(*catalog) > 0);
}

TEST_CASE("a cut image is refused at every length") {
    const auto image = small_image();
    for (std::size_t size = 0; size < image.size(); ++size)
        REQUIRE_FALSE(Catalog::open(std::span(image).first(size)).has_value());
}

TEST_CASE("every flipped byte is noticed") {
    auto image = small_image();
    for (std::size_t at = sizeof(image::Header); at < image.size(); ++at) {
        image[at] ^= std::byte{0x41};
        REQUIRE_FALSE(Catalog::open(image).has_value());
        image[at] ^= std::byte{0x41};
    }
}

TEST_CASE("another format and a misaligned image are refused") {
    auto image = small_image();
    std::vector<std::byte> shifted(image.size() + 1);
    std::memcpy(shifted.data() + 1, image.data(), image.size());
    CHECK_FALSE(Catalog::open(std::span(shifted).subspan(1)).has_value());
    image[offsetof(image::Header, format_number)] ^= std::byte{1};
    const auto refused = Catalog::open(image);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().hint == "rasctl catalog reset");
}

TEST_CASE("an image that was tampered with and signed again never leads outside") {
    const auto whole = small_image();
    std::mt19937 random(20260101);
    std::size_t opened = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int value : {0x00, 0x01, 0x7F, 0xFF, static_cast<int>(random() % 256)}) {
            auto image = whole;
            image[at] = static_cast<std::byte>(value);
            if (at < offsetof(image::Header, checksum) || at >= sizeof(image::Header)) sign(image);
            const auto catalog = Catalog::open(image);
            if (catalog && walk(*catalog) > 0) ++opened;
        }
    }
    CHECK(opened > 0);
}

}  // namespace rasctl::catalog
