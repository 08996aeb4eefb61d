// Reading the schemas of a description: types, fields, objects and what they are composed of.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "catalog/compiler/openapi.hpp"
#include "catalog/compiler/openapi_reference.hpp"

namespace rasctl::catalog::compiler {

// Collects every schema it meets, by name; one without a name is called after where it stands.
class SchemaReader {
  public:
    explicit SchemaReader(const std::vector<FlatDocument>& documents) : references_(documents) {}

    // The value itself, or what it refers to.
    Result<FlatPlace> resolve(const FlatDocument& document, const json::Node& value);
    // Puts everything into the field or parameter that its schema says of it; `place` is what it belongs to,
    // and its name.
    Result<> read_field(FieldModel& field, const FlatDocument& document, std::string_view name,
                        const json::Node& schema, const std::string& place, int depth = 0);
    // The type of a value. `field` learns what the schema says of it besides, where there is one.
    Result<TypeModel> read_type(const FlatDocument& document, const json::Node& schema,
                                const std::string& anonymous_name, FieldModel* field = nullptr,
                                int depth = 0);
    // Tells of something that is not taken as it is written.
    void remark(std::string text) { remarks_.push_back(std::move(text)); }
    // The schema collected under the name, to be completed; null where there is none.
    SchemaModel* known(const std::string& name);
    // Collects a schema that was made, not read.
    void add(const std::string& name, SchemaModel model);
    // Collects the schema under this name, unless it is known or only another name of a simple type.
    Result<> read_schema(const FlatDocument& document, const std::string& name, const json::Node& schema,
                         int depth = 0);
    // Hands over everything collected: the schemas, what could not be taken as it is written, and the texts
    // that they are lent.
    void move_into(Description& description);
    // The text, kept for the description.
    LentText keep(std::string_view text) { return texts_.keep(text); }
    // The same as people read it.
    LentText keep_plain(std::string_view text);

  private:
    void read_rare_words(FieldModel& field, const json::Node& schema, const json::Node& referred);
    Result<TypeModel> read_referred(const FlatDocument& document, std::string_view reference,
                                    FieldModel* field, int depth);
    Result<TypeModel> read_own_type(const FlatDocument& document, const json::Node& schema,
                                    const std::string& anonymous_name, FieldModel* field, int depth);
    Result<TypeModel> read_parts_type(const FlatDocument& document, const json::Node& schema,
                                      const std::string& anonymous_name, FieldModel* field, int depth);
    Result<TypeModel> read_new_parts_type(const FlatDocument& document, const json::Node& schema,
                                          const std::string& anonymous_name, FieldModel& field, int depth);
    Result<TypeModel> read_map(const FlatDocument& document, const json::Node& schema,
                               const std::string& anonymous_name, int depth);
    Result<TypeModel> read_array(const FlatDocument& document, const json::Node& schema,
                                 const std::string& anonymous_name, FieldModel* field, int depth);
    bool is_composed_object(const FlatDocument& document, const json::Node& schema);
    bool is_composed_object(const FlatDocument& document, const json::Node& schema,
                            std::set<const json::Node*>& seen);
    Result<> read_inside(const FlatDocument& document, const std::string& name, const json::Node& schema,
                         SchemaModel& model, int depth);
    Result<> read_forms(const FlatDocument& document, const std::string& name, const json::Node& schema,
                        std::string_view list, SchemaModel& model, int depth);
    Form form_of(const FlatDocument& document, const json::Node& schema, const json::Node& form,
                 const SchemaModel& inner);
    Result<> read_part(const FlatDocument& document, const std::string& name, const json::Node& part,
                       SchemaModel& model, int depth);
    Result<> read_properties(const FlatDocument& document, const std::string& name, const json::Node& schema,
                             SchemaModel& model, int depth);

    // The fields of two schemas together, under a name of their own; empty where that would be too much.
    std::string join(const std::string& one, const std::string& other, bool always);

    References references_;
    TextStore texts_;
    SchemaModels schemas_;
    int joins_ = 0;
    std::vector<std::string> remarks_;
    std::set<const json::Node*> open_aliases_;
    std::map<const json::Node*, std::pair<TypeModel, LentText>> parts_types_;  // with their pattern
};

}  // namespace rasctl::catalog::compiler
