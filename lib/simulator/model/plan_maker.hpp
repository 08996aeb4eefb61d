// Derives what each operation does from its path, its method and what else there is at that path.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulator/model/resources.hpp"

namespace rasctl::simulator {

class PlanMaker {
  public:
    PlanMaker(const catalog::Catalog& catalog, const std::vector<bool>& available);

    Plan plan(catalog::Operation operation) const;
    // Every table whose rows have ids: pattern, the member that holds the id, the schema of a row.
    std::vector<Resources::Row> rows() const;

    // Rows that objects show in a member.
    std::vector<ShownRows> shown_rows() const;

  private:
    // Where what a path answers is kept.
    struct Home {
        std::string table;
        std::optional<std::size_t> key;
        bool per_site = false;
        std::string member;  // empty: the row or the settings themselves
    };
    using Operations = std::map<std::string, catalog::Operation, std::less<>>;  // by method
    std::optional<catalog::Operation> find(std::string_view path, std::string_view method) const;
    bool has(std::string_view path, std::string_view method) const { return find(path, method).has_value(); }
    // Whether paths below it name rows by an id.
    bool is_collection(std::string_view path) const;
    bool has_readable_items(std::string_view path) const;
    // The table that an id behind this path belongs to; empty when it is no id of a row.
    std::string table_of_item(std::string_view path) const;
    std::vector<Ancestor> ancestors(std::string_view path) const;

    bool plan_view(catalog::Operation operation, std::string_view path, Plan& plan) const;
    bool plan_published_item(catalog::Operation operation, std::string_view path, Plan& plan) const;
    bool plan_embedded_list(catalog::Operation operation, std::string_view path, Plan& plan) const;
    bool plan_status(catalog::Operation operation, std::string_view path, Plan& plan) const;
    void plan_item(catalog::Operation operation, std::string_view path, Plan& plan) const;
    void plan_read(catalog::Operation operation, std::string_view path, Plan& plan) const;
    void plan_post(catalog::Operation operation, std::string_view path, Plan& plan) const;
    // The object (or the settings) that shows what the path answers, and the member; nothing where no other
    // object shows it and it is no object of its own.
    std::optional<Home> home_of(std::string_view path) const;
    std::optional<Home> home_above(std::string_view path) const;
    // Keeps settings and lists where an object shows them.
    void place_part(std::string_view path, Plan& plan) const;

    std::map<std::string, Operations, std::less<>> paths_;
};

}  // namespace rasctl::simulator
