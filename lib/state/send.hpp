// Making changes: from documents to requests.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "error/error.hpp"
#include "farm/request_builder.hpp"
#include "state/difference.hpp"
#include "state/snapshot.hpp"

namespace rasctl::state {

// How changes reach the farm.
struct Way {
    // Sends a write, or shows it.
    std::function<boost::asio::awaitable<Result<json::Value>>(const catalog::Operation&,
                                                              const farm::Arguments&)>
        write{};
    // The secret behind a placeholder ("PROVIDER_VC1_PASSWORD"); nothing where nobody knows it.
    std::function<std::optional<std::string>(const std::string&)> secret{};
    // Nothing is sent: an object that would be made has no ID.
    bool pretends = false;
};

class Sender {
  public:
    Sender(Snapshot& snapshot, const Kinds& kinds, Reader& reader, int version, Way way)
        : snapshot_(snapshot), kinds_(kinds), reader_(reader), version_(version), way_(std::move(way)) {}

    // Makes one change. An object that somebody changed since it was read is a failure (invalid), and nothing
    // of it is sent.
    boost::asio::awaitable<Result<>> make(const Change& change);

    // Writes that were sent, or shown.
    std::size_t writes() const { return writes_; }

  private:
    boost::asio::awaitable<Result<>> create(const Kind& kind, const Document& wanted);
    boost::asio::awaitable<Result<>> update(const Kind& kind, Object& object, const Change& change);
    boost::asio::awaitable<Result<>> remove(const Kind& kind, const Object& object);
    boost::asio::awaitable<Result<>> look_again(const Kind& kind, Object& object, const Change& change);
    // After it was sent: whether what was changed still shows what it showed before.
    boost::asio::awaitable<Result<>> look_after(const Kind& kind, const Object& object, const Change& change);

    // Fields of the object itself, then its parts. `spec` may hold less than all.
    boost::asio::awaitable<Result<>> change_fields(const Kind& kind, const json::Object& now,
                                                   const json::Object& spec, std::vector<std::string> targets,
                                                   const std::string& site, const std::string& new_name);
    boost::asio::awaitable<Result<>> change_parts(const Kind& kind, const Thing& thing,
                                                  const json::Object& spec, std::vector<std::string> targets,
                                                  const std::string& site);
    boost::asio::awaitable<Result<>> change_members(const Kind& part, const std::vector<Thing>& now,
                                                    const json::Array& wanted,
                                                    std::vector<std::string> owners, const std::string& site);
    boost::asio::awaitable<Result<>> change_entries(const Kind& part, const std::vector<Thing>& now,
                                                    const json::Array& wanted,
                                                    std::vector<std::string> owners, const std::string& site);
    boost::asio::awaitable<Result<Thing>> create_thing(const Kind& kind, const std::string& name,
                                                       const json::Object& spec,
                                                       std::vector<std::string> owners,
                                                       const std::string& site);
    boost::asio::awaitable<Result<json::Value>> write(const catalog::Operation& operation,
                                                      std::vector<std::string> targets, json::Object body,
                                                      const std::string& site);
    Result<json::Object> body_of(const Kind& kind, const json::Object& spec, const json::Object* now,
                                 const std::string& site);
    // The same for the operation that creates, with the lists that it takes.
    Result<json::Object> body_that_creates(const Kind& kind, const catalog::Operation& create,
                                           const json::Object& spec, const std::string& site);
    // Undoes what the API made in another site than that of the document, and says so.
    boost::asio::awaitable<Result<>> check_site(const Kind& kind, const Thing& made, const Document& wanted,
                                                const std::string& site);
    // What stands for a reference by which objects are ordered, when what it names could not be made.
    json::Value place_behind(const json::Value& name) const;
    void remember(const Kind& kind, const Thing& thing, const std::string& site);

    Snapshot& snapshot_;
    const Kinds& kinds_;
    Reader& reader_;
    int version_;
    Way way_;
    std::size_t writes_ = 0;
    // Names of what could not be made, and behind which each should have stood.
    std::map<std::string, json::Value, std::less<>> missing_{};
};

}  // namespace rasctl::state
