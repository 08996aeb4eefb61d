#include "simulator/coverage.hpp"

#include <fmt/format.h>

#include "json/writer.hpp"
#include "simulator/generic.hpp"

namespace rasctl::simulator {
namespace {

bool is_modelled(Service& service, catalog::Operation operation) {
    return service.handlers().find(operation.method(), operation.path()) ||
           is_modelled_generically(service.farm().resources().plan(operation));
}

template <class Line>
void each(Service& service, Line line) {
    for (const catalog::Operation operation : service.farm().catalog().operations())
        if (service.farm().resources().available(operation)) line(operation, is_modelled(service, operation));
}

}  // namespace

std::string coverage_table(Service& service) {
    std::string table;
    std::size_t modelled = 0, all = 0;
    each(service, [&](catalog::Operation operation, bool is) {
        table += fmt::format("{:<8}  {:<6}  {}\n", is ? "modelled" : "shape", operation.method(),
                             operation.path());
        ++all;
        if (is) ++modelled;
    });
    return table +
           fmt::format("{} operations: {} modelled, {} in shape only\n", all, modelled, all - modelled);
}

std::string coverage_json(Service& service) {
    json::Array list;
    each(service, [&](catalog::Operation operation, bool is) {
        json::Object entry;
        entry.append("method", operation.method());
        entry.append("path", operation.path());
        entry.append("coverage", is ? "modelled" : "shape");
        list.emplace_back(std::move(entry));
    });
    return json::write(json::Value(std::move(list)), json::Style::pretty) + "\n";
}

}  // namespace rasctl::simulator
