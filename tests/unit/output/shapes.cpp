#include <catch2/catch.hpp>

#include "output/column.hpp"

using namespace rasctl;
using namespace rasctl::output;

TEST_CASE("every list of objects has columns that its rows have") {
    int lists = 0;
    for (const catalog::Operation operation : catalog::Catalog::built_in().operations()) {
        const Shape shape = shape_of(operation);
        if (operation.response_kind() != catalog::ResponseKind::list || !shape.row) continue;
        ++lists;
        INFO(operation.method() << " " << operation.path());
        CHECK_FALSE(shape.default_columns.empty());
        CHECK(shape.default_columns.size() <= 10);
        for (const Column& column : default_columns(shape)) {
            INFO(column.path.path);
            CHECK((column.path.field.has_value() || shape.row->fields().empty()));
        }
    }
    CHECK(lists > 100);
}

TEST_CASE("every field of every row can be named as its header is spelt") {
    for (const catalog::Operation operation : catalog::Catalog::built_in().operations()) {
        const Shape shape = shape_of(operation);
        if (!shape.row) continue;
        for (const Column& column : schema_columns(shape)) {
            INFO(operation.path() << " " << column.header);
            const auto found = resolve_path(column.header, shape.row);
            REQUIRE(found.has_value());
            CHECK(found->path == column.path.path);
        }
    }
}
