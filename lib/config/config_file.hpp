// config.json: contexts, aliases and defaults.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/lock.hpp"
#include "config/paths.hpp"
#include "error/error.hpp"
#include "json/value.hpp"
#include "system/file.hpp"

namespace rasctl::config {

// {"version": 1, "currentContext": NAME, "contexts": {NAME: {KEY: VALUE}}, "aliases": {NAME: COMMAND},
//  "defaults": {KEY: VALUE}}; the keys are those of settings.hpp. What is not known is kept when it is
//  written anew. Copies share what was read.
class ConfigFile {
  public:
    inline static constexpr int format_version = 1;

    // An empty one.
    ConfigFile() : ConfigFile(Content{}) {}
    // No file is an empty configuration. Failures, all with exit code 2: a file that cannot be read, that is
    // damaged (why says in which line and column), and that a newer rasctl wrote.
    static Result<ConfigFile> load(const Paths& paths);
    // The same, of a file that was read before: where it says what it said then, that is answered.
    static Result<ConfigFile> load_again(const Paths& paths, const ConfigFile& before);
    // Reads a configuration from text; `file` is what failures call it.
    static Result<ConfigFile> parse(std::string_view text, std::filesystem::path file);

    // As far as others can change the file, what it says is not trusted with what runs programs or weakens
    // the connection. Nothing to say against it: an empty `why_not_trusted`.
    const system::Ownership& ownership() const { return content_->ownership; }
    // The failure of using `what` ("contexts.lab.proxy") in spite of that.
    Error not_trusted(std::string_view what) const;

    const json::Object& root() const { return content_->root; }
    const std::filesystem::path& file() const { return content_->file; }

    // Empty when there is none.
    std::string current_context() const;
    // Null when there is none of that name.
    const json::Object* context(std::string_view name) const;
    // The object called `name` at the top ("contexts", "defaults", "aliases"); null when it is missing.
    const json::Object* section(std::string_view name) const;
    std::vector<std::string> context_names() const;
    // The words that an alias of the user's stands for.
    std::optional<std::string> alias(std::string_view name) const;

  private:
    struct Content {
        json::Object root{};
        std::string text{};
        std::filesystem::path file{};
        system::Ownership ownership{};
    };
    explicit ConfigFile(Content content) : content_(std::make_shared<const Content>(std::move(content))) {}
    static Result<Content> read(std::string_view text, std::filesystem::path file);

    std::shared_ptr<const Content> content_;
};

// Reads, changes and writes the configuration under a lock, so that of two writers neither undoes the other's
// change; `warn` hears of a file system without locks. Creates folder and file. A failure of `change` is
// answered and nothing is written.
Result<> update_config(const Paths& paths, const Warn& warn,
                       const std::function<Result<>(json::Object& root)>& change);

}  // namespace rasctl::config
