// What a document about a farm says, in the order in which it says it. Texts are as the server gives them;
// the renderers make them safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "json/value.hpp"

namespace rasctl::inventory {

// What a state means to an administrator.
enum class Meaning { none, good, attention, wrong };

// "good", "attention", "wrong"; empty for none.
std::string_view word_of(Meaning meaning);

struct Column {
    std::string key{};  // the name on the wire: "directAddress"
    std::string label{};
    bool number = false;
    bool live = false;  // a state, which nobody has set
};

struct Cell {
    std::string text{};
    Meaning meaning = Meaning::none;
};

// A setting that is not what it is where nobody sets it.
struct Setting {
    std::string field{};  // a path: "general.enabled"
    std::string value{};
    std::optional<std::string> usual{};  // the default, where it is known

    bool operator==(const Setting&) const = default;
};

struct Object {
    std::string id{}, name{}, site{};
    std::vector<Cell> cells{};  // one a column
    std::vector<Setting> settings{};
};

struct Table {
    std::string key{};  // "rds-host", unique in the document
    std::string title{}, note{};
    std::vector<Column> columns{};  // none: the objects have settings only
    std::vector<Object> objects{};
    bool live = false;  // what it lists comes and goes by itself
};

// A published folder, application or desktop.
struct Item {
    std::string id{}, name{}, type{}, state{}, who{}, description{};
    Meaning meaning = Meaning::none;
    std::vector<Item> inside{};
};

struct Share {
    std::string label{};
    std::size_t count = 0;
    Meaning meaning = Meaning::none;
};

struct Bar {
    std::string label{}, text{};  // the text says what the bar shows
    std::vector<Share> shares{};
};

struct Chart {
    std::string title{}, note{};
    std::vector<Bar> bars{};
};

struct Finding {
    Meaning meaning = Meaning::attention;
    std::string kind{}, name{}, text{};
};

struct Chapter {
    std::string key{}, title{}, note{};
    std::vector<Chart> charts{};
    std::vector<Item> items{};
    std::vector<Table> tables{};
};

// One difference to an earlier state of the farm.
struct Change {
    std::string act{};  // "added", "removed", "changed"
    std::string kind{}, site{}, name{}, field{}, before{}, after{};
};

struct Comparison {
    std::string with{};  // what was compared with, in words
    std::vector<Change> changes{};
};

struct Document {
    std::string endpoint{};
    int version = 0;
    std::string read_at{};  // empty: it shall not say when
    std::vector<std::pair<std::string, std::string>> facts{};
    std::vector<Finding> findings{};
    std::optional<Comparison> comparison{};
    std::vector<Chapter> chapters{};
    std::vector<std::pair<std::string, std::string>> not_read{};  // what, and why
};

// Settings that several objects have alike.
struct SharedSetting {
    Setting setting;
    std::vector<const Object*> objects{};
};

// The settings of a table's objects, each value once, in the order of their first appearance by field.
std::vector<SharedSetting> shared_settings(const Table& table);

// How a site's objects are told from another's: whether any object names a site.
bool names_sites(const Table& table);

json::Value to_json(const Document& document);

}  // namespace rasctl::inventory
