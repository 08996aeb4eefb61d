// Values of the API as a document shows them: enumerations and references by name, yes and no.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "commands/run/farm/questions.hpp"
#include "inventory/model.hpp"
#include "json/value.hpp"

namespace rasctl::commands {

// Names of objects by kind ("RDSHost") and ID, from lists that were read.
class ObjectNames {
  public:
    explicit ObjectNames(const Answers& answers);

    // The ID where the name is not known.
    std::string name_of(std::string_view kind, const std::string& id) const;

  private:
    std::map<std::string, std::map<std::string, std::string>, std::less<>> names_;
};

// What names the row to people: the member that its noun says, else "name" or "server".
std::string row_name(const catalog::Noun& noun, const json::Value& row);

// The field at a dotted path of the schema, where it is known.
std::optional<catalog::Field> field_at(const std::optional<catalog::Schema>& schema, std::string_view path);

// The value in words; empty for null and for references to nothing.
std::string value_text(const json::Value& value, const std::optional<catalog::Field>& field,
                       const ObjectNames& names);

inventory::Meaning meaning_of(const json::Value& value, const std::optional<catalog::Field>& field);

// "Direct address" of "directAddress", "RAS template" of "rasTemplateId".
std::string label_of(std::string_view field);

}  // namespace rasctl::commands
