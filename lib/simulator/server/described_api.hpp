// An API that a description tells of and the farm does not have: requests are checked, and answers have the
// shape that it says.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/compiler/openapi.hpp"
#include "error/error.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/router.hpp"

namespace rasctl::simulator {

class DescribedApi {
  public:
    // Reads an OpenAPI 3 description, JSON or YAML. Fails with exit code invalid when it is none.
    static Result<std::unique_ptr<DescribedApi>> read(const std::string& file);

    Route find(const Request& request) const { return router_->find(request.method, request.path()); }

    // What the operation of the route answers: 400 with every problem of the request, else a sample.
    Response answer(const Request& request, const Route& route) const;

  private:
    std::vector<catalog::compiler::Document> documents_;
    std::vector<std::byte> image_;
    std::unique_ptr<catalog::Catalog> catalog_;
    std::unique_ptr<Router> router_;
};

}  // namespace rasctl::simulator
