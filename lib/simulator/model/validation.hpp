// Checks what a request carries against the catalogue and brings it into one form: integers and enumerations
// become numbers whatever way they were written, names get the catalogue's letter case.
#pragma once

#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "json/value.hpp"
#include "simulator/model/errors.hpp"
#include "simulator/model/http_message.hpp"

namespace rasctl::simulator {

// In an update everything is optional, and null where it is not allowed leaves the field as it is. An object
// of a farm's file is what GET shows: nothing is required, and read-only members are there too.
enum class BodyUse { create, update, farm_file };

struct CheckedBody {
    json::Object object;
    Problems problems;
};

// The body of a request against its schema. Fields that the schema does not know are a problem when it is
// complete and not open, else they are kept under "$more".
CheckedBody check_body(catalog::Schema schema, const json::Object& body, BodyUse use, int api);

// The query of a request: types, ranges, required parameters. Parameters that the operation does not know are
// ignored, as the service does.
CheckedBody check_query(catalog::Operation operation, const NamedTexts& query);

// One path parameter; adds to `problems` when it does not fit its type.
void check_path_parameter(catalog::Field parameter, std::string_view text, Problems& problems);

}  // namespace rasctl::simulator
