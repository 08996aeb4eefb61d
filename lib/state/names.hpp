// Names for the IDs by which objects refer to each other, and back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "error/error.hpp"
#include "json/value.hpp"

namespace rasctl::state {

struct Named {
    std::string id;
    std::string name;
    std::string site{};  // the ID of its site; empty where it is in none
};

class Names {
  public:
    // Objects of a kind (x-refers), in the order of their list.
    void set(std::string kind, std::vector<Named> objects);
    void add(std::string_view kind, Named object);
    void remove(std::string_view kind, std::string_view id);
    bool knows(std::string_view kind) const { return kinds_.contains(kind); }
    const std::vector<Named>& of(std::string_view kind) const;

    // What a document says for the ID: the name, "id:7" where several have it, or the ID as it is where no
    // object has it (0 for none).
    json::Value name_of(std::string_view kind, const json::Value& id, std::string_view site) const;
    // The ID of what a document says; not_found for a name that nothing has.
    Result<std::string> id_of(std::string_view kind, const std::string& text, std::string_view site) const;

  private:
    // Objects of one kind, found at once: a farm refers to thousands.
    struct Objects {
        std::vector<Named> all{};
        std::unordered_map<std::string, std::size_t> by_id{};                 // the first of each ID
        std::unordered_map<std::string, std::vector<std::size_t>> by_name{};  // without letter case

        void add(Named object);
        std::vector<const Named*> called(std::string_view name, std::string_view site) const;
    };
    const Objects& objects_of(std::string_view kind) const;

    std::map<std::string, Objects, std::less<>> kinds_;
};

}  // namespace rasctl::state
