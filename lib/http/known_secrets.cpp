#include "http/known_secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <vector>

#include "http/base64.hpp"
#include "terminal/secret.hpp"

namespace rasctl::http {
namespace {

constexpr std::size_t shortest_secret = 4;

void replace_all(std::string& text, std::string_view form) {
    if (form.size() < shortest_secret) return;
    for (auto at = text.find(form); at != std::string::npos; at = text.find(form, at + secret_mask.size()))
        text.replace(at, form.size(), secret_mask);
}

bool is_plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// "a+b" as "a%2Bb"; `kept` are the characters beside letters and digits that stay.
std::string percent_encoded(std::string_view secret, std::string_view kept, bool upper) {
    std::string out;
    for (const char c : secret) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_plain(c) || kept.find(c) != std::string_view::npos)
            out += c;
        else
            out += upper ? fmt::format("%{:02X}", byte) : fmt::format("%{:02x}", byte);
    }
    return out;
}

// What of the secret's Base64 does not depend on its neighbours, when `before` bytes of a group of three
// come in front of it.
std::string base64_inside(std::string_view secret, std::size_t before) {
    const std::size_t skipped = before == 0 ? 0 : 3 - before;
    if (secret.size() <= skipped) return {};
    const std::string_view inner = secret.substr(skipped);
    return base64(inner.substr(0, inner.size() / 3 * 3));
}

void hide(std::string& text, std::string_view secret) {
    if (secret.size() < shortest_secret) return;
    replace_all(text, secret);
    for (const bool upper : {true, false})
        for (const std::string_view kept : {std::string_view("-._~"), std::string_view("-_.!~*'()")})
            replace_all(text, percent_encoded(secret, kept, upper));
    for (const std::size_t before : {0, 1, 2})
        if (std::string form = base64_inside(secret, before); form.size() > 2 * shortest_secret)
            replace_all(text, form);
}

// One list for all threads.
class Register {
  public:
    unsigned add(std::string_view secret) {
        const std::lock_guard lock(mutex_);
        entries_.push_back({next_, terminal::Secret(secret)});
        return next_++;
    }
    void add_once(std::string_view secret) {
        const std::lock_guard lock(mutex_);
        const bool known = std::ranges::any_of(
            entries_, [&](const Entry& entry) { return entry.secret.expose() == secret; });
        if (!known) entries_.push_back({next_++, terminal::Secret(secret)});
    }
    void remove(unsigned number) {
        const std::lock_guard lock(mutex_);
        std::erase_if(entries_, [&](const Entry& entry) { return entry.number == number; });
    }
    void hide_all(std::string& text) {
        const std::lock_guard lock(mutex_);
        for (const Entry& entry : entries_) hide(text, entry.secret.expose());
    }

  private:
    struct Entry {
        unsigned number;
        terminal::Secret secret;
    };
    std::mutex mutex_;
    std::vector<Entry> entries_;
    unsigned next_ = 0;
};

Register& known() {
    static Register all;
    return all;
}

}  // namespace

void know_secret(std::string_view secret) {
    if (secret.size() >= shortest_secret) known().add_once(secret);
}

KnownSecret::KnownSecret(std::string_view secret) : number_(known().add(secret)) {}
KnownSecret::~KnownSecret() {
    known().remove(number_);
}

std::string without_secrets(std::string text) {
    known().hide_all(text);
    return text;
}

}  // namespace rasctl::http
