// The shape of answers: stored objects hold only what differs from the defaults, and several versions of a
// schema show the same object; here an object is completed and cut to the schema that an operation answers
// with.
#pragma once

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::simulator {

// Whether a server of that version has the field.
bool is_field_of(catalog::Field field, int api);

// Whether only the cmdlets of an old version are known to have the field: no answer of that version was seen
// with it, so that an object shows it only where it was set.
bool is_of_cmdlets_only(catalog::Field field);

// What a field holds that nobody set: the catalogue's default, else the zero of its type ("" for texts, []
// for lists, the first value of an enumeration, nested objects with their own defaults).
json::Value default_value(catalog::Field field, int api);

// Whether objects of the schema show the site that they are of.
bool shows_site(catalog::Schema schema);

// The object as that schema shows it: its fields in its order, nothing else. Members under "$more" (what a
// client sent beyond an incomplete schema) are appended where the schema is not known to be complete.
json::Object project(catalog::Schema schema, const json::Object& stored, int api);

// A value as an answer of that type shows it.
json::Value project(catalog::Type type, const json::Value& stored, int api);

}  // namespace rasctl::simulator
