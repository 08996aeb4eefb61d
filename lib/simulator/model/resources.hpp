// What every operation of the catalogue means to the store: derived once from paths, methods and schemas, so
// that an operation added to the catalogue works without code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace rasctl::simulator {

enum class Act {
    list,          // rows of a table
    get,           // one row
    create,        // a new row, answered or not
    update,        // changes one row
    remove,        // removes one row
    duplicate,     // copies one row
    get_settings,  // the one object of a path (of a site where it has a siteId)
    update_settings,
    list_members,  // a membership list: values without ids
    add_member,
    remove_member,
    update_member,
    list_status,  // status objects derived from the rows of a table
    get_status,
    other,  // right-shaped answer without effect
};

// One object that must exist for a request to make sense.
struct Ancestor {
    std::string table;      // pattern with {} for ids
    std::size_t parameter;  // position among the path parameters
};

struct Plan {
    Act act = Act::other;
    std::string table;               // pattern, {} for the path's ids in order: "halb/{}/device"
    std::optional<std::size_t> key;  // path parameter that names the row
    std::string kind;                // of tables that hold several kinds: "apps/rds" of "pubitems"
    std::string filter;              // member that must equal the path parameter `filter_parameter`
    std::size_t filter_parameter = 0;
    std::vector<Ancestor> ancestors;
    std::string key_field;  // member that holds the row's key
    bool per_site = false;  // of settings and membership lists: one a site
    // Dotted path of the member that holds the settings or the list, where an object shows them: of the row
    // that `key` names, else of the settings in `table`.
    std::string member;
    bool scalars = false;  // that member holds bare values, not objects
};

// Rows of a table that the object above them shows in a member: the devices of a HALB.
struct ShownRows {
    std::string parent;  // table of the object above
    std::string rows;    // table of the rows: `parent`, the object's id where it has one, and what follows
    std::string member;  // dotted path in the object
    catalog::Type type;  // of one of them there
};

// A field that holds the ID of a row of another table.
struct Reference {
    std::string table;   // that holds the field
    std::string member;  // dotted path
    std::string refers;  // kind of object: "RDSHost"
    bool list = false;   // of IDs
};

class Resources {
  public:
    // Takes the operations that a server of that version has.
    Resources(const catalog::Catalog& catalog, int api);

    const Plan& plan(catalog::Operation operation) const { return plans_[operation.index()]; }
    bool available(catalog::Operation operation) const { return available_[operation.index()]; }
    // The schema of a table's rows as GET shows them, by pattern or filled-in name; nothing for unknown
    // tables.
    std::optional<catalog::Schema> row_schema(std::string_view table) const;
    // The member that holds the key of a table's rows; "id" where nothing else is known.
    std::string_view key_field(std::string_view table) const;
    // Whether that pattern is a table whose rows have ids.
    bool is_collection(std::string_view pattern) const;
    // Which rows objects of a table show, sorted by `parent`.
    std::span<const ShownRows> shown_rows(std::string_view table) const;
    // Every field that can hold the ID of a row of that table.
    std::vector<Reference> references_to(std::string_view table) const;

  private:
    friend class PlanMaker;
    struct Row {
        std::string pattern;
        std::string key_field;
        std::optional<catalog::Schema> schema;
    };
    const Row* row_of(std::string_view table) const;
    std::vector<Plan> plans_;
    std::vector<bool> available_;
    std::vector<Row> rows_;
    std::vector<ShownRows> shown_rows_;
    std::vector<Reference> references_;
};

// "/api/RDS/Host/{id}" -> "rds/host/{}", with the names of other versions replaced by today's: "/api/Broker"
// -> "connectionbroker", "/api/rds/{id}" of versions 17 and 18 -> "rds/host/{}".
std::string canonical_path(catalog::Operation operation);

// Whether a server of that version has the operation.
bool is_available(catalog::Operation operation, int api);

// The table that holds objects of an x-refers kind ("RDSHost" -> "rds/host"), or empty.
std::string_view table_of_kind(std::string_view refers);

// "halb/{}/device" and {"7"} -> "halb/7/device".
std::string fill(std::string_view pattern, const std::vector<std::string>& parameters);

// Whether the pattern ("halb/{}/device") covers the table ("halb/7/device").
bool match_pattern(std::string_view pattern, std::string_view table);

}  // namespace rasctl::simulator
