#include "simulator/store/dotted.hpp"

#include <utility>

namespace rasctl::simulator {

const json::Value* value_at(const json::Object& object, std::string_view path) {
    const json::Object* at = &object;
    while (true) {
        const auto dot = path.find('.');
        const json::Value* value = at->find_ignoring_case(path.substr(0, dot));
        if (!value || dot == std::string_view::npos) return value;
        if (!value->is_object()) return nullptr;
        at = &value->as_object();
        path.remove_prefix(dot + 1);
    }
}

json::Object& object_at(json::Object& object, std::string_view path) {
    json::Object* at = &object;
    while (!path.empty()) {
        const auto dot = path.find('.');
        json::Value* next = at->find(path.substr(0, dot));
        if (!next || !next->is_object()) next = &at->set(path.substr(0, dot), json::Object{});
        at = &next->as_object();
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    }
    return *at;
}

void set_at(json::Object& object, std::string_view path, json::Value value) {
    object_at(object, above(path)).set(last_step(path), std::move(value));
}

json::Object nested(std::string_view path, json::Object inner) {
    json::Object outer;
    object_at(outer, path) = std::move(inner);
    return outer;
}

std::string_view above(std::string_view path) {
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

std::string_view last_step(std::string_view path) {
    return path.substr(path.rfind('.') + 1);
}

}  // namespace rasctl::simulator
