#include "simulator/server/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "json/writer.hpp"
#include "simulator/api/generic.hpp"

namespace rasctl::simulator {
namespace {

bool has_rows(const Store& store, std::string_view pattern) {
    return std::ranges::any_of(store.tables(), [&](const auto& table) {
        return table.first == pattern || match_pattern(pattern, table.first);
    });
}

// Taken and kept, but without any effect: which rights an object type's number stands for is not known.
constexpr std::array without_effect{std::string_view("adminaccount/{}/custompermission")};

// The tables that some operation writes: what reads them shows more than a shape.
std::set<std::string, std::less<>> written_tables(Service& service) {
    std::set<std::string, std::less<>> tables;
    const Farm& farm = service.farm();
    for (const catalog::Operation operation : farm.catalog().operations()) {
        if (!farm.resources().available(operation) || operation.method() == "GET") continue;
        const Plan& plan = farm.resources().plan(operation);
        if (is_modelled_generically(plan)) tables.insert(plan.table);
    }
    return tables;
}

class Coverage {
  public:
    explicit Coverage(Service& service) : service_(service), written_(written_tables(service)) {}

    bool is_modelled(catalog::Operation operation) const {
        if (service_.handlers().find(operation.method(), operation.path())) return true;
        const Plan& plan = service_.farm().resources().plan(operation);
        if (!is_modelled_generically(plan)) return false;
        if (plan.act == Act::update_settings &&
            std::ranges::find(without_effect, plan.table) != without_effect.end())
            return false;
        // A list that nothing fills is a shape.
        return written_.contains(plan.table) || has_rows(service_.farm().store(), plan.table) ||
               !service_.farm().resources().shown_rows(plan.table).empty();
    }

  private:
    Service& service_;
    std::set<std::string, std::less<>> written_;
};

template <class Line>
void each(Service& service, Line line) {
    const Coverage coverage(service);
    for (const catalog::Operation operation : service.farm().catalog().operations())
        if (service.farm().resources().available(operation)) line(operation, coverage.is_modelled(operation));
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
