#include <array>
#include <cstdint>

#include "simulator/api/generic.hpp"
#include "simulator/model/shape.hpp"

namespace rasctl::simulator {
namespace {

using catalog::Kind;
using catalog::ResponseKind;

// One transparent pixel.
constexpr std::array<unsigned char, 67> pixel{
    0x89, 'P',  'N',  'G',  '\r', '\n', 0x1A, '\n', 0,    0,    0,   13,  'I',  'H',  'D',  'R',  0,
    0,    0,    1,    0,    0,    0,    1,    8,    6,    0,    0,   0,   0x1F, 0x15, 0xC4, 0x89, 0,
    0,    0,    10,   'I',  'D',  'A',  'T',  0x78, 0x9C, 0x63, 0,   1,   0,    0,    5,    0,    1,
    0x0D, 0x0A, 0x2D, 0xB4, 0,    0,    0,    0,    'I',  'E',  'N', 'D', 0xAE, 0x42, 0x60, 0x82};

std::string hexadecimal(Farm& farm, std::size_t digits) {
    std::string text;
    while (text.size() < digits) text += "0123456789abcdef"[farm.random()() & 15U];
    return text;
}

Response binary_answer(const Call& call) {
    const std::string path = canonical_path(call.operation);
    if (path.find("image") != std::string::npos || path.find("icon") != std::string::npos)
        return file(std::string(pixel.begin(), pixel.end()), "image.png", "image/png");
    return file("This file was made by a simulated farm.\n", "download.dat2");
}

}  // namespace

Response shaped_answer(Farm& farm, const Call& call) {
    const catalog::Operation operation = call.operation;
    Response response;
    response.status = operation.status();
    if (operation.response_kind() == ResponseKind::empty) return response;
    if (operation.response_kind() == ResponseKind::binary || operation.response().kind() == Kind::binary)
        return binary_answer(call);
    const auto schema = operation.response().schema();
    if (operation.response_kind() == ResponseKind::list) {
        response = ok(json::Array{});
    } else if (schema && operation.response().kind() == Kind::object) {
        json::Object object = call.body.is_object() ? call.body.as_object() : json::Object{};
        take_path_parameters(call, *schema, object);
        response = ok(project(*schema, object, farm.options().api));
    } else if (operation.response().kind() == Kind::string) {
        response = ok(hexadecimal(farm, 32));
    } else {
        response = ok(json::Object{});
    }
    response.status = operation.status();
    return response;
}

}  // namespace rasctl::simulator
