// tokens.json: {"version": 1, "tokens": [{"endpoint", "user", "token", "obtained", "sessionId", "cookies"}]}

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "config/atomic_file.hpp"
#include "config/endpoint_text.hpp"
#include "config/file_error.hpp"
#include "config/lock.hpp"
#include "config/token_store.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "system/file.hpp"
#include "system/file_facts.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;

constexpr int token_format_version = 1;
constexpr std::size_t largest_token_file = std::size_t{4} * 1024 * 1024;

// Overwrites every text in a tree that held tokens.
void cleanse_texts(json::Value& value) {
    if (value.is_string()) {
        terminal::cleanse(value.as_string());
    } else if (value.is_array()) {
        for (json::Value& element : value.as_array()) cleanse_texts(element);
    } else if (value.is_object()) {
        for (json::Member& member : value.as_object()) cleanse_texts(member.value);
    }
}

// The file's tree; its texts are overwritten in the end.
class Tokens {
  public:
    explicit Tokens(json::Value root) : root_(std::move(root)) {}
    ~Tokens() { cleanse_texts(root_); }  // NOLINT(bugprone-exception-escape): it asks before each as_...()
    Tokens(Tokens&& other) noexcept : root_(std::exchange(other.root_, json::Value{})) {}
    Tokens& operator=(Tokens&&) = delete;
    Tokens(const Tokens&) = delete;
    Tokens& operator=(const Tokens&) = delete;

    static Tokens empty() {
        json::Object root;
        root.append("version", token_format_version);
        root.append("tokens", json::Array{});
        return Tokens(std::move(root));
    }
    const json::Value& root() const { return root_; }

    const json::Value* find(const Account& account) const {
        const json::Array& entries = list();
        const auto found =
            std::ranges::find_if(entries, [&](const json::Value& entry) { return is_of(entry, account); });
        return found == entries.end() ? nullptr : &*found;
    }
    bool erase(const Account& account) {
        bool erased = false;
        for (json::Value& entry : list()) {
            if (!is_of(entry, account)) continue;
            cleanse_texts(entry);
            erased = true;
            entry = json::Value{};
        }
        std::erase_if(list(), [](const json::Value& entry) { return entry.is_null(); });
        return erased;
    }
    void put(const Account& account, const StoredToken& token) {
        erase(account);
        json::Object entry;
        entry.append("endpoint", endpoint_key(account.endpoint));
        entry.append("user", account.user);
        entry.append("token", token.token.expose());
        entry.append("obtained", token.obtained);
        if (!token.session_id.empty()) entry.append("sessionId", token.session_id);
        if (!token.cookies.empty()) entry.append("cookies", token.cookies.expose());
        list().emplace_back(std::move(entry));
    }

  private:
    static bool has_text(const json::Value& entry, std::string_view name, std::string_view text) {
        const json::Value* const value = entry.find(name);
        return value && value->is_string() && value->as_string() == text;
    }
    static bool is_of(const json::Value& entry, const Account& account) {
        return has_text(entry, "endpoint", endpoint_key(account.endpoint)) &&
               has_text(entry, "user", account.user);
    }
    json::Array& list() { return root_.as_object().find("tokens")->as_array(); }
    const json::Array& list() const { return root_.find("tokens")->as_array(); }

    json::Value root_;
};

bool has_shape(const json::Value& root) {
    const json::Value* const tokens = root.find("tokens");
    return tokens && tokens->is_array();
}

class TokenFile : public TokenStore {
  public:
    TokenFile(const Paths& paths, Warn warn)
        : directory_(paths.config_directory), file_(paths.token_file()), warn_(std::move(warn)) {}

    Result<std::optional<StoredToken>> get(const Account& account) override;
    Result<> put(const Account& account, const StoredToken& token) override {
        return change([&](Tokens& tokens) {
            tokens.put(account, token);
            return true;
        });
    }
    Result<> erase(const Account& account) override {
        if (!is_there()) return {};
        return change([&](Tokens& tokens) { return tokens.erase(account); });
    }
    Result<bool> erase_if(const Account& account, std::string_view token) override;
    StoreDescription describe() const override { return {file_.string(), true}; }

  private:
    bool is_there() const {
        return system::look_at(file_, system::Links::seen).kind != system::FileFacts::Kind::none;
    }
    Error refused(std::string why, std::string hint) const {
        return Error{.exit_code = ExitCode::usage,
                     .what = "refusing to use " + terminal::sanitize(file_.string()),
                     .why = std::move(why),
                     .hint = std::move(hint)};
    }
    Result<> check_rights() const;
    Result<Tokens> load() const;
    // Reads, lets `edit` change, and writes when it says that it did, all under the lock.
    template <class Edit>
    Result<> change(Edit edit);

    path directory_;
    path file_;
    Warn warn_;
};

Result<> TokenFile::check_rights() const {
    using Kind = system::FileFacts::Kind;
    unsigned owner = system::effective_user();
    if (const auto folder = system::look_at(directory_, system::Links::followed); folder.kind != Kind::none) {
        // Root in somebody's folder leaves files that are the owner's.
        if (owner == 0) owner = folder.owner;
        if (folder.others_may_write())
            return refused("others can write to its folder", "chmod 700 " + path_word(directory_));
    }
    const auto file = system::look_at(file_, system::Links::seen);
    if (file.error != 0) return file_error("read", file_, file.error);
    const std::string word = path_word(file_);
    if (file.kind == Kind::none) return {};
    if (file.kind == Kind::link)
        return refused("it is a symbolic link, which could lead secrets to a file of somebody else",
                       "rm " + word);
    if (file.kind != Kind::regular) return refused("it is no regular file", "ls -ld " + word);
    if (file.owner != owner && file.owner != system::effective_user())
        return refused("it belongs to another user", "ls -l " + word);
    if (file.others_may_use()) return refused("other users can read or change it", "chmod 600 " + word);
    return {};
}

Result<Tokens> TokenFile::load() const {
    TRY(check_rights());
    TRY_LET(auto text, system::read_file(file_, largest_token_file));
    if (!text) return Tokens::empty();
    auto root = json::parse(*text);
    terminal::cleanse(*text);
    if (root && !has_shape(*root)) {
        cleanse_texts(*root);
        root = Error{.exit_code = ExitCode::usage, .what = "", .why = "it holds no list of tokens"};
    }
    if (!root) {
        if (warn_) {
            warn_(fmt::format("ignoring {}, which is damaged: {}", terminal::sanitize(file_.string()),
                              root.error().why));
        }
        return Tokens::empty();
    }
    const json::Value* const version = root->find("version");
    const auto number = version ? version->to_int64() : std::nullopt;
    if (number && *number > token_format_version) {
        cleanse_texts(*root);
        return refused(fmt::format("it has format {}, and this rasctl knows formats up to {}", *number,
                                   token_format_version),
                       "upgrade rasctl, or set RASCTL_CONFIG_DIR to another folder");
    }
    return Tokens(std::move(*root));
}

Result<std::optional<StoredToken>> TokenFile::get(const Account& account) {
    remove_strays(file_);
    TRY_LET(const auto tokens, load());
    const json::Value* const entry = tokens.find(account);
    const json::Value* const token = entry ? entry->find("token") : nullptr;
    if (!token || !token->is_string() || token->as_string().empty()) return std::optional<StoredToken>{};
    StoredToken stored;
    stored.token = terminal::Secret(token->as_string());
    if (const json::Value* const obtained = entry->find("obtained"))
        stored.obtained = obtained->to_int64().value_or(0);
    if (const json::Value* const session = entry->find("sessionId"))
        stored.session_id = session->scalar_text();
    if (const json::Value* const cookies = entry->find("cookies"); cookies && cookies->is_string())
        stored.cookies = terminal::Secret(cookies->as_string());
    return std::optional<StoredToken>(std::move(stored));
}

template <class Edit>
Result<> TokenFile::change(Edit edit) {
    if (directory_.empty()) return no_folder();
    TRY(system::create_private_directories(directory_));
    TRY_LET(const auto lock, Lock::acquire(lock_of(file_), writers_wait, warn_));
    remove_strays(file_);
    TRY_LET(auto tokens, load());
    if (!edit(tokens)) return {};
    std::string text = json::write(tokens.root(), json::Style::pretty) + "\n";
    // A name that is no UTF-8 would make a file that no run can read any more, and everybody's token with it.
    const bool readable = json::parse(text).has_value();
    auto written =
        readable ? write_atomically(file_, text, Symlinks::refuse)
                 : Result<>(Error{.exit_code = ExitCode::usage,
                                  .what = "cannot keep the token in " + terminal::sanitize(file_.string()),
                                  .why = "the user's name is not valid UTF-8"});
    terminal::cleanse(text);
    return written;
}

Result<bool> TokenFile::erase_if(const Account& account, std::string_view token) {
    if (!is_there()) return false;
    bool erased = false;
    TRY(change([&](Tokens& tokens) {
        const json::Value* const entry = tokens.find(account);
        const json::Value* const kept = entry ? entry->find("token") : nullptr;
        erased = kept && kept->is_string() && terminal::equal_secrets(kept->as_string(), token) &&
                 tokens.erase(account);
        return erased;
    }));
    return erased;
}

}  // namespace

std::unique_ptr<TokenStore> make_file_store(const Paths& paths, Warn warn) {
    return std::make_unique<TokenFile>(paths, std::move(warn));
}

}  // namespace rasctl::config
