// What a farm is now: its objects as they were read, with their parts.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "error/error.hpp"
#include "farm/directory.hpp"
#include "session/session.hpp"
#include "state/document.hpp"
#include "state/kind.hpp"
#include "state/names.hpp"
#include "state/rows.hpp"

namespace rasctl::state {

// One object, or part of one, as the server shows it.
struct Thing {
    std::string id{};
    std::string name{};
    json::Value row{};
    bool whole = false;  // the row holds all that can be read
    // By the part's name; one of a single part, and those of a list.
    std::map<std::string, std::vector<Thing>, std::less<>> parts{};
};

struct Object {
    const Kind* kind = nullptr;
    Key key{};
    std::string site_id{};
    Thing thing{};
};

struct Snapshot {
    std::vector<Object> objects{};  // by kind, then in the order of their list
    Names names{};
    std::vector<Named> sites{};
    // Kinds, or parts of objects, that could not be read, with the reason.
    std::vector<std::pair<std::string, std::string>> not_read{};

    const Object* find(const Key& key) const;
};

// What is to be read, and how fast.
struct Reading {
    std::vector<std::string> kinds{};  // names of nouns and of those above them; empty: all
    std::vector<std::string> sites{};  // names or IDs; empty: all
    std::size_t at_once = 8;
    // How many requests were made, and how many there will be, as soon as the lists tell.
    std::function<void(std::size_t, std::optional<std::size_t>)> on_progress{};

    bool wants(const Kind& kind) const;
};

class Reader {
  public:
    Reader(session::Session& session, const catalog::Catalog& catalog, const Kinds& kinds, Reading reading);

    // Reads the farm. What may not be read, or is not there, is named in not_read; fails when nothing can be
    // asked any more (network, logon, Ctrl-C).
    boost::asio::awaitable<Result<Snapshot>> run();

    // Reads the rest of an object, and its parts, whose ID and owners are known.
    boost::asio::awaitable<Result<>> complete(const Kind& kind, Thing& thing, std::vector<std::string> owners,
                                              std::string site_id);

    // Reads an object of a farm's own list again, with what was read of its parts.
    boost::asio::awaitable<Result<>> refresh(const Kind& kind, Thing& thing, std::string site_id);

    // The object that was made last under the name.
    boost::asio::awaitable<Result<Thing>> find(const Kind& kind, std::string name,
                                               std::vector<std::string> owners, std::string site_id);

  private:
    struct Question {
        const Kind* kind;
        std::string site_id;
    };
    boost::asio::awaitable<Result<>> read_lists(Snapshot& snapshot);
    boost::asio::awaitable<Result<>> read_names(Snapshot& snapshot);
    boost::asio::awaitable<Result<>> read_owned_names(Snapshot& snapshot, std::string refers);
    // The objects of a list, as what refers to that kind names them.
    static std::vector<Named> named_in(const catalog::Operation& list, const json::Value& answer,
                                       std::string_view kind);
    // A list that the farm can be asked for as a whole, as this version has it.
    std::optional<catalog::Operation> whole_list(std::string_view noun) const;
    boost::asio::awaitable<Result<>> read_things(Snapshot& snapshot);
    boost::asio::awaitable<Result<json::Value>> ask(const catalog::Operation& operation,
                                                    const std::vector<std::string>& targets,
                                                    const std::string& site_id);
    using Answer = std::shared_ptr<const json::Value>;
    // A list of the whole farm, asked for once.
    boost::asio::awaitable<Result<Answer>> ask_list(const catalog::Operation& list);
    boost::asio::awaitable<Result<>> read_part(const Kind& part, Thing& owner,
                                               const std::vector<std::string>& owners,
                                               const std::string& site_id);
    Result<> find_sites(const std::vector<Named>& sites);
    std::vector<Question> questions(const Snapshot& snapshot) const;
    void take(Snapshot& snapshot, const Question& question, const json::Value& answer);
    void note(std::string what, const Error& error);
    void tell_progress();

    session::Session& session_;
    const catalog::Catalog& catalog_;
    const Kinds& kinds_;
    Reading reading_;
    farm::Directory directory_;
    std::map<std::uint32_t, Answer> lists_{};  // by the operation
    std::size_t asked_ = 0;
    std::optional<std::size_t> expected_{};
    std::vector<std::pair<std::string, std::string>> not_read_;
};

// Whether a failure ends all reading: nobody is logged on, the network is gone, Ctrl-C.
bool ends_all(const Error& error);

// Kinds (x-refers) that fields of the kind and its parts refer to.
void collect_references(const Kind& kind, std::vector<std::string>& refers);

// What a document says of the object. `owner` is the name of what an entry of a list lies in, by which its
// secrets are called.
json::Object spec_of(const Kind& kind, const Thing& thing, const Names& names, const std::string& site_id,
                     const std::string& owner = {});

// The member that says which place an object has among others; nothing where none does.
const json::Member* place_member(const json::Object& spec);

// Puts the lists in a document into the order of spec_of(): entries by the place that they say, those that
// say none behind them; members have no order.
void sort_lists(const Kind& kind, json::Object& spec);

// A member of a list as a document says it: its only field, or a map of its fields.
json::Value member_of_document(const Kind& part, const json::Value& row, const Names& names,
                               const std::string& site_id);

}  // namespace rasctl::state
