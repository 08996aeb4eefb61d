// Writes down what arrived: one JSON line a request, in order, secrets masked.
#pragma once

#include <filesystem>
#include <string>

#include "catalog/catalog.hpp"
#include "error/error.hpp"
#include "simulator/model/http_message.hpp"
#include "simulator/model/router.hpp"
#include "system/descriptor.hpp"

namespace rasctl::simulator {

class Recorder {
  public:
    // Appends to the file, which is made with mode 0600. `router` tells which members are secrets.
    static Result<Recorder> open(const std::filesystem::path& path, const Router& router, bool with_secrets);

    // Writes {"method","path","headers","body","status"} and a line end in one write.
    void record(const Request& request, unsigned status);
    // The same line as text, for tests.
    static std::string line(const Request& request, unsigned status, const Router& router, bool with_secrets);

  private:
    Recorder(system::Descriptor file, const Router& router, bool with_secrets)
        : file_(std::move(file)), router_(&router), with_secrets_(with_secrets) {}
    system::Descriptor file_;
    const Router* router_;
    bool with_secrets_;
};

}  // namespace rasctl::simulator
