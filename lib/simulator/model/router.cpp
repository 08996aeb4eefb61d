#include "simulator/model/router.hpp"

#include <algorithm>

#include "simulator/model/http_message.hpp"
#include "text/cut.hpp"

namespace rasctl::simulator {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    auto segments = pieces_of(path, '/');
    // A slash at the end means the same path.
    if (segments.size() > 1 && segments.back().empty()) segments.pop_back();
    return segments;
}

}  // namespace

Router::Router(const catalog::Catalog& catalog, const Resources& resources) {
    for (const catalog::Operation operation : catalog.operations())
        if (resources.available(operation)) add(operation);
}

Router::Router(const catalog::Catalog& catalog) {
    for (const catalog::Operation operation : catalog.operations()) add(operation);
}

void Router::add(const catalog::Operation& operation) {
    Node* node = &root_;
    const std::string_view path = operation.path();
    for (const std::string_view segment : segments_of(path.substr(0, path.find_first_of("?#")))) {
        auto& next = below(*node, segment);
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    // Where an old server has both, its own form of the operation counts.
    const auto found = node->operations.find(operation.method());
    if (found == node->operations.end())
        node->operations.emplace(std::string(operation.method()), operation);
    else if (operation.until() != 0)
        found->second = operation;
}

std::unique_ptr<Router::Node>& Router::below(Node& node, std::string_view segment) {
    const auto open = segment.find('{'), close = segment.rfind('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return node.literals[lower_case(segment)];
    Mixed mixed{lower_case(segment.substr(0, open)), lower_case(segment.substr(close + 1)), nullptr};
    if (mixed.before.empty() && mixed.after.empty()) return node.parameter;
    const auto known = std::ranges::find_if(
        node.mixed, [&](const Mixed& one) { return one.before == mixed.before && one.after == mixed.after; });
    return known == node.mixed.end() ? node.mixed.emplace_back(std::move(mixed)).node : known->node;
}

Route Router::find(std::string_view method, std::string_view path) const {
    std::vector<std::string_view> segments = segments_of(path);
    Route route;
    const Node* node = walk(root_, segments, 0, method, route.parameters);
    if (!node) {
        route.parameters.clear();
        node = walk(root_, segments, 0, {}, route.parameters);
    }
    if (!node) return route;
    const auto found = node->operations.find(method);
    if (found != node->operations.end())
        route.operation = found->second;
    else
        for (const auto& [allowed, operation] : node->operations) route.allowed.push_back(allowed);
    return route;
}

const Router::Node* Router::walk(const Node& node, std::vector<std::string_view>& segments, std::size_t at,
                                 std::string_view method, std::vector<std::string>& parameters) const {
    if (at == segments.size()) {
        const bool fits = method.empty() ? !node.operations.empty() : node.operations.contains(method);
        return fits ? &node : nullptr;
    }
    const std::string segment = percent_decode(segments[at], false);
    const auto literal = node.literals.find(lower_case(segment));
    if (literal != node.literals.end())
        if (const Node* found = walk(*literal->second, segments, at + 1, method, parameters)) return found;
    const std::string lower = lower_case(segment);
    for (const Mixed& one : node.mixed) {
        const std::size_t around = one.before.size() + one.after.size();
        if (segment.size() <= around || !lower.starts_with(one.before) || !lower.ends_with(one.after))
            continue;
        parameters.push_back(segment.substr(one.before.size(), segment.size() - around));
        if (const Node* found = walk(*one.node, segments, at + 1, method, parameters)) return found;
        parameters.pop_back();
    }
    if (!node.parameter || segment.empty()) return nullptr;
    parameters.push_back(segment);
    if (const Node* found = walk(*node.parameter, segments, at + 1, method, parameters)) return found;
    parameters.pop_back();
    return nullptr;
}

}  // namespace rasctl::simulator
