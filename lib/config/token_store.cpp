#include "config/token_store.hpp"

#include <fmt/format.h>

#include "config/credential_helper.hpp"
#include "config/digest.hpp"
#include "config/endpoint_text.hpp"
#include "config/token_text.hpp"
#include "error/try.hpp"

namespace rasctl::config {
namespace {

class EmptyStore : public TokenStore {
  public:
    Result<std::optional<StoredToken>> get(const Account&) override { return std::optional<StoredToken>{}; }
    Result<> put(const Account&, const StoredToken&) override { return {}; }
    Result<> erase(const Account&) override { return {}; }
    StoreDescription describe() const override { return {"nowhere", false}; }
};

class HelperStore : public TokenStore {
  public:
    HelperStore(std::string helper, const Environment& environment)
        : helper_(std::move(helper), environment) {}

    Result<std::optional<StoredToken>> get(const Account& account) override {
        TRY_LET(const auto credential, helper_.get(account.endpoint, user_for_token(account)));
        if (!credential) return std::optional<StoredToken>{};
        return decode_token(credential->password.expose());
    }
    Result<> put(const Account& account, const StoredToken& token) override {
        return helper_.store(account.endpoint, user_for_token(account), encode_token(token).expose());
    }
    Result<> erase(const Account& account) override {
        return helper_.erase(account.endpoint, user_for_token(account));
    }
    StoreDescription describe() const override {
        // git-credential-store is known to write a file that anybody can read who gets at the disk.
        const bool plain_text = helper_.name() == "store" || helper_.name().starts_with("store ");
        return {fmt::format("the credential helper '{}'", helper_.shown_name()), plain_text};
    }

  private:
    static std::string user_for_token(const Account& account) { return account.user + " (rasctl token)"; }
    CredentialHelper helper_;
};

}  // namespace

Result<bool> TokenStore::erase_if(const Account& account, std::string_view token) {
    TRY_LET(const auto stored, get(account));
    if (!stored || !terminal::equal_secrets(stored->token.expose(), token)) return false;
    TRY(erase(account));
    return true;
}

std::unique_ptr<TokenStore> make_helper_store(std::string helper, const Environment& environment) {
    return std::make_unique<HelperStore>(std::move(helper), environment);
}

std::unique_ptr<TokenStore> make_empty_store() {
    return std::make_unique<EmptyStore>();
}

Result<std::unique_ptr<TokenStore>> make_token_store(std::string_view store, const std::string& helper,
                                                     const Paths& paths, const Environment& environment,
                                                     Warn warn) {
    if (store == "keyring") return make_keyring_store();
    if (store == "none") return make_empty_store();
    if (store != "helper") return make_file_store(paths, std::move(warn));
    if (!helper.empty()) return make_helper_store(helper, environment);
    return Error{.exit_code = ExitCode::usage,
                 .what = "cannot keep tokens in a credential helper",
                 .why = "store is \"helper\", and no credentialHelper is set",
                 .hint = "rasctl config set credentialHelper NAME"};
}

std::filesystem::path logon_lock(const Paths& paths, const Account& account) {
    const std::string who = endpoint_key(account.endpoint) + "\n" + account.user;
    return paths.config_directory / fmt::format(".logon.{:016x}.lock", digest(who));
}

}  // namespace rasctl::config
