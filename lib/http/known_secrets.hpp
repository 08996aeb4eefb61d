// The secrets that this process has in hand, so that nothing it says repeats them, whoever said them first:
// servers and proxies like to repeat what they were sent.
#pragma once

#include <string>
#include <string_view>

namespace rasctl::http {

// Stands in place of a secret wherever one is not shown.
inline constexpr std::string_view secret_mask = "***";

// Known from here to the end of the process.
void know_secret(std::string_view secret);

// Known for as long as this lives, and overwritten then.
class KnownSecret {
  public:
    explicit KnownSecret(std::string_view secret);
    ~KnownSecret();
    KnownSecret(const KnownSecret&) = delete;
    KnownSecret& operator=(const KnownSecret&) = delete;

  private:
    unsigned number_;
};

// The text with "***" in place of every known secret, also where it stands percent-encoded or in Base64.
// Secrets of less than four characters are left alone: they would be found in every other word.
std::string without_secrets(std::string text);

}  // namespace rasctl::http
