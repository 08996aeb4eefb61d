// One object for people: aligned fields, nested objects as titled sections, lists of objects as tables.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "output/cell.hpp"
#include "output/column.hpp"
#include "terminal/colour.hpp"

namespace rasctl::output {

// How the fields of an object belong together.
struct FieldGroups {
    std::vector<std::string> first{};  // what identifies the object
    // Fields that have no effect while a switch is on, and the switch: "enableTWAIN" and
    // "inheritDefaultPrinterSettings".
    std::map<std::string, std::string, std::less<>> governed{};
};

// The groups of what the noun's `get` shows: an inherited setting belongs to the switch of the noun's
// `update`.
FieldGroups groups_of(const Shape& shape);

struct ViewStyle {
    terminal::Palette palette{};
    int width = 0;            // 0: lines as long as they are
    bool show_empty = false;  // also fields without a value
    FlagWords words{};        // how flags spell the fields
    CellStyle cells{};
    std::optional<FieldGroups> groups{};  // without: in the order of the object
};

// The whole object. Names are kebab-case, as the flags that set them. `schema` gives enumerations their
// names.
std::string render_object(const json::Value& object, const std::optional<catalog::Schema>& schema,
                          const ViewStyle& style);

// Only these fields of it, each on its line.
std::string render_fields(const json::Value& object, const std::vector<Column>& columns,
                          const ViewStyle& style);

}  // namespace rasctl::output
