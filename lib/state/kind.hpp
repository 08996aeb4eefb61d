// The kinds of objects that a farm is made of, as documents hold them: found in the catalogue by what can be
// read and written, for one version of the server.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "json/value.hpp"

namespace rasctl::state {

// A field that can be written: where it stands in the object that is read.
struct KindField {
    catalog::Field field;   // of the body that changes it, or else of the one that creates its object
    std::string place{};    // dotted path in the object; empty where no answer shows it
    bool creates = false;   // a body that creates takes it
    bool required = false;  // a body that creates must have it
    bool updates = false;   // a body that changes takes it

    bool shown() const { return !place.empty(); }
    // Nobody tells it, and nothing is created without it.
    bool is_asked_for() const { return creates && (field.secret() || (required && !shown())); }
};

enum class Form {
    listed,   // objects in a list, each with a name
    single,   // settings: there is always one
    members,  // a list whose entries are added and removed
};

// One of several operations that make objects of a kind: it makes those that show this value.
struct Making {
    std::string value;  // "Reboot"
    catalog::Operation create;
};

struct Kind {
    std::string name{};               // "rds host", as on the command line
    std::vector<std::string> step{};  // of a part, where it stands in its owner: {"fslogix", "general"}
    Form form = Form::listed;
    catalog::Noun noun{};
    std::size_t owners = 0;  // how many targets name what it is a part of
    std::optional<catalog::Operation> list{}, get{}, create{}, update{}, remove{};
    // Where each sort of objects is made by another operation: the member that tells them apart.
    std::string made_as{};
    std::vector<Making> makings{};
    std::string identity{};     // the member that names an object, for those that are listed
    std::string renames{};      // the field of the update that gives another name
    std::string site_query{};   // the parameter that reads one site
    std::string site_field{};   // the field that creates it in one
    bool of_site = false;       // each of its objects is of one site
    bool replaces = false;      // members are written as one whole list
    bool whole_in_list = true;  // the list shows all that can be written
    // Where its owner shows it: a dotted path, empty for the owner's own members; nothing: it is asked for.
    std::optional<std::string> shown_at{};
    // The settings beside it, of the same owner, whose answer shows it at shown_at; empty: its owner does.
    std::string shown_by{};
    // Of a part: the field of the body that creates its owner which holds the entries; and the kind
    // (x-refers) that the entries refer to, where their own field does not tell.
    std::optional<catalog::Field> given_at_creation{};
    std::string entries_refer_to{};
    std::vector<KindField> fields{};
    std::vector<Kind> parts{};

    // The operation that reads it, or, of a list that only its owner shows, the one that adds to it.
    const catalog::Operation& reading() const { return get ? *get : list ? *list : *create; }
    // The operation that creates an object with this spec; nullptr where the API has none.
    const catalog::Operation* creation(const json::Object& spec) const;
    const KindField* field(std::string_view field_name) const;
    // How many targets name one object of it.
    std::size_t targets() const { return owners + (form == Form::listed ? 1 : 0); }
};

// "/api/gateway/{}" of "/api/Gateway/{id}": how parameters are called does not count, nor letter case.
std::string bare_path(std::string_view path);

// Whether the field gives an object the name under which its list has it.
bool names_object(const catalog::Field& field, std::string_view identity);

// A noun with something to write that is in no document, and why.
struct LeftOut {
    std::string noun;
    std::string reason;
};

class Kinds {
  public:
    // Those that a server of that version has (0: not known, all).
    Kinds(const catalog::Catalog& catalog, int version);

    // In the order of their names.
    const std::vector<Kind>& all() const { return kinds_; }
    const Kind* find(std::string_view name) const;
    const std::vector<LeftOut>& left_out() const { return left_out_; }

  private:
    std::vector<Kind> kinds_;
    std::vector<LeftOut> left_out_;
};

}  // namespace rasctl::state
