// Tokens in the kernel's keyring for the user (keyrings(7), user-keyring(7)).

#include <fmt/format.h>
#include <keyutils.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "config/endpoint_text.hpp"
#include "config/token_store.hpp"
#include "config/token_text.hpp"
#include "error/try.hpp"

namespace rasctl::config {
namespace {

constexpr const char* key_type = "user";
constexpr unsigned seconds_of_life = 24 * 60 * 60;
constexpr std::size_t largest_token = 32767;  // of keys of that type

std::string key_name(const Account& account) {
    return fmt::format("rasctl:{}:{}", endpoint_key(account.endpoint), account.user);
}

bool is_missing(int number) {
    return number == ENOKEY || number == EKEYEXPIRED || number == EKEYREVOKED;
}

Error keyring_failed(std::string_view action, int number) {
    return Error{.exit_code = ExitCode::refused,
                 .what = fmt::format("cannot {} the token in the kernel's keyring", action),
                 .why = number == ENOSYS ? "this kernel has none" : std::strerror(number),
                 .hint = "rasctl config set store file"};
}

class KeyringStore : public TokenStore {
  public:
    Result<std::optional<StoredToken>> get(const Account& account) override {
        TRY_LET(const auto key, find(account));
        if (!key) return std::optional<StoredToken>{};
        std::array<char, largest_token> payload{};
        const long size = ::keyctl_read(*key, payload.data(), payload.size());
        if (size < 0 && is_missing(errno)) return std::optional<StoredToken>{};
        if (size < 0) return keyring_failed("read", errno);
        auto token = decode_token({payload.data(), std::min(static_cast<std::size_t>(size), payload.size())});
        ::explicit_bzero(payload.data(), payload.size());
        return token;
    }

    Result<> put(const Account& account, const StoredToken& token) override {
        // Only who possesses a key may change its rights, and the user keyring is not always linked to the
        // session's.
        static_cast<void>(::keyctl_link(KEY_SPEC_USER_KEYRING, KEY_SPEC_SESSION_KEYRING));
        const terminal::Secret text = encode_token(token);
        const key_serial_t key = ::add_key(key_type, key_name(account).c_str(), text.expose().data(),
                                           text.size(), KEY_SPEC_USER_KEYRING);
        if (key < 0) return keyring_failed("keep", errno);
        // Without these another logon session of the same user could not read it, and it would stay for ever.
        const key_perm_t rights = KEY_POS_ALL | KEY_USR_VIEW | KEY_USR_READ | KEY_USR_WRITE | KEY_USR_SEARCH |
                                  KEY_USR_LINK | KEY_USR_SETATTR;
        if (::keyctl_setperm(key, rights) != 0) return keyring_failed("keep", errno);
        if (::keyctl_set_timeout(key, seconds_of_life) != 0) return keyring_failed("keep", errno);
        return {};
    }

    Result<> erase(const Account& account) override {
        TRY_LET(const auto key, find(account));
        if (!key) return {};
        if (::keyctl_unlink(*key, KEY_SPEC_USER_KEYRING) != 0 && !is_missing(errno) && errno != ENOENT) {
            return keyring_failed("erase", errno);
        }
        return {};
    }

    StoreDescription describe() const override { return {"the kernel's user keyring (memory only)", false}; }

  private:
    static Result<std::optional<key_serial_t>> find(const Account& account) {
        const long key = ::keyctl_search(KEY_SPEC_USER_KEYRING, key_type, key_name(account).c_str(), 0);
        if (key < 0 && is_missing(errno)) return std::optional<key_serial_t>{};
        if (key < 0) return keyring_failed("find", errno);
        return std::optional(static_cast<key_serial_t>(key));
    }
};

}  // namespace

std::unique_ptr<TokenStore> make_keyring_store() {
    return std::make_unique<KeyringStore>();
}

}  // namespace rasctl::config
