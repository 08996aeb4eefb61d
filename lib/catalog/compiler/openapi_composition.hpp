// What a schema is composed of, and what two descriptions of one field say together: of "allOf" both hold, of
// "anyOf" and "oneOf" one of them does.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/compiler/model.hpp"
#include "json/flat.hpp"

namespace rasctl::catalog::compiler {

// One of the schemas that a schema is composed of; `always` for those of "allOf". `list` is the place in
// which the others stand side by side.
struct Part {
    const json::Node* schema;
    bool always;
    std::string_view list;
};

// More forms than these are not checked one by one.
constexpr std::size_t maximum_forms = 200;

// What the schema is composed of, without the "null" by which OpenAPI 3.1 says that a value may be absent.
std::vector<Part> parts_of(const json::Node& schema);

// Whether one of its forms is that "null".
bool has_null_form(const json::Node& schema);

// A schema that only wraps one other ("allOf" around a reference, beside a description): that one; else null.
const json::Node* wrapped(const json::Node& schema);

// Whether a form says nothing but which fields it needs: {"required": ["mail"]}.
bool is_bare_need(const json::Node& form);

// Puts the fields of two schemas together under a name of their own and answers it; empty where it cannot.
using Joined = std::function<std::string(const std::string&, const std::string&, bool always)>;

// Adds fields to those of a model. A field that both have is what both say of it where `always`, else what
// either allows.
void join_fields(std::vector<FieldModel>& fields, std::vector<FieldModel> more, bool always,
                 const Joined& joined);

// The words by which a discriminator of the schema means this form: what its mapping says, else the name of
// the form's schema.
template <class Value>
std::vector<std::string> words_for_form(const Value& schema, const Value& form);

// Lets the field that tells the forms apart take their words and no other, where all of them are known.
void tell_by_words(const Forms& group, std::vector<FieldModel>& fields);

// Marks the fields that the schema requires, whichever part of it they came with.
void require_fields(const json::Node& schema, SchemaModel& model);

}  // namespace rasctl::catalog::compiler
