// From a request's method and path to the operation it means.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "simulator/model/resources.hpp"

namespace rasctl::simulator {

struct Route {
    std::optional<catalog::Operation> operation;
    std::vector<std::string> parameters;    // decoded
    std::vector<std::string_view> allowed;  // methods of the path where the request's is not one of them
};

class Router {
  public:
    Router(const catalog::Catalog& catalog, const Resources& resources);
    // Of all operations, whatever version they are of.
    explicit Router(const catalog::Catalog& catalog);

    // Letter case does not matter; a literal segment wins over a {parameter}.
    Route find(std::string_view method, std::string_view path) const;

  private:
    void add(const catalog::Operation& operation);
    struct Node;
    // "{id}:cancel", "v{version}": a parameter with something around it.
    struct Mixed {
        std::string before, after;
        std::unique_ptr<Node> node;
    };
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::vector<Mixed> mixed;
        std::unique_ptr<Node> parameter;
        std::map<std::string, catalog::Operation, std::less<>> operations;  // by method
    };
    static std::unique_ptr<Node>& below(Node& node, std::string_view segment);
    const Node* walk(const Node& node, std::vector<std::string_view>& segments, std::size_t at,
                     std::string_view method, std::vector<std::string>& parameters) const;
    Node root_;
};

}  // namespace rasctl::simulator
