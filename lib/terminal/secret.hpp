// Text that must not stay in memory, be printed, or be copied by accident: passwords and tokens.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace rasctl::terminal {

// Move-only. The bytes live in one heap block that is overwritten before it is freed; moving hands over the
// block, so no copy stays behind. There is no stream operator and no formatter on purpose.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string_view text);
    // Takes the text and overwrites the string it came in.
    static Secret taken_from(std::string&& text);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    // The bytes, for as long as this object lives. Name it where the secret is really needed.
    std::string_view expose() const { return {bytes_.get(), size_}; }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    // A copy that is meant.
    Secret duplicate() const { return Secret(expose()); }
    // Appends; the block before growing is overwritten.
    void append(std::string_view text);
    // Drops line ends (LF or CR LF) from the end.
    void strip_line_end();
    void clear();

  private:
    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

// Compares without telling by its duration where the difference is.
bool equal_secrets(std::string_view a, std::string_view b);

// Overwrites a string that held a secret, all of its capacity, and empties it.
void cleanse(std::string& text);

// Keeps what this process holds out of core dumps and away from other processes of the same user (ptrace,
// /proc/PID/mem). To be called before the first secret is read. Best effort: a kernel that refuses is no
// error.
void protect_process_memory();

}  // namespace rasctl::terminal
