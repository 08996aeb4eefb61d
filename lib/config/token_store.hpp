// Where session tokens are kept between runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/lock.hpp"
#include "config/paths.hpp"
#include "error/error.hpp"
#include "terminal/secret.hpp"

namespace rasctl::config {

// Whose token it is. Endpoints are compared as endpoint_key() writes them, user names as they are.
struct Account {
    std::string endpoint;
    std::string user;
};

struct StoredToken {
    terminal::Secret token;
    std::int64_t obtained = 0;   // seconds since 1970
    std::string session_id;      // of the server; may be empty
    terminal::Secret cookies{};  // of the server, as http::CookieJar writes them; may be empty

    StoredToken duplicate() const { return {token.duplicate(), obtained, session_id, cookies.duplicate()}; }
};

// What whoami and doctor say about a store.
struct StoreDescription {
    std::string where;        // "/home/me/.config/rasctl/tokens.json", "the kernel's user keyring"
    bool plain_text = false;  // who gets at the disk gets at the token
};

class TokenStore {
  public:
    TokenStore() = default;
    virtual ~TokenStore() = default;
    TokenStore(const TokenStore&) = delete;
    TokenStore& operator=(const TokenStore&) = delete;

    virtual Result<std::optional<StoredToken>> get(const Account& account) = 0;
    virtual Result<> put(const Account& account, const StoredToken& token) = 0;
    // No token is no failure.
    virtual Result<> erase(const Account& account) = 0;
    virtual StoreDescription describe() const = 0;

    // Erases only that token, so that one which another process has got meanwhile stays. True when it was
    // there.
    virtual Result<bool> erase_if(const Account& account, std::string_view token);
};

// tokens.json in the config directory, mode 0600. Refused (exit code 2): a file that others can read or that
// is not ours, one in a folder that others can write to, and a symbolic link. A damaged file is warned about
// and counts as empty, because a token can be had again.
std::unique_ptr<TokenStore> make_file_store(const Paths& paths, Warn warn);
// The kernel's user keyring: memory only, gone with the last session of the user or after a day.
std::unique_ptr<TokenStore> make_keyring_store();
// A credential helper; the token is the password of the user "NAME (rasctl token)", so that NAME's own stays.
std::unique_ptr<TokenStore> make_helper_store(std::string helper, const Environment& environment);
// Keeps nothing.
std::unique_ptr<TokenStore> make_empty_store();

// The store that the setting `store` ("file", "keyring", "helper", "none") and credentialHelper mean.
Result<std::unique_ptr<TokenStore>> make_token_store(std::string_view store, const std::string& helper,
                                                     const Paths& paths, const Environment& environment,
                                                     Warn warn);

// The file to lock while one of several processes logs on for an account.
std::filesystem::path logon_lock(const Paths& paths, const Account& account);

}  // namespace rasctl::config
