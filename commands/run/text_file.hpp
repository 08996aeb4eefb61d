// Reading what the user names: a file, or stdin for "-".
#pragma once

#include <cstddef>
#include <string>

#include "commands/run/context.hpp"
#include "error/error.hpp"
#include "json/flat.hpp"

namespace rasctl::commands {

// What a file may hold that is read whole.
inline constexpr std::size_t usual_limit = std::size_t{64} << 20U;

// The whole content, `limit` bytes at most, byte for byte. A file that is missing, cannot be read, is a
// directory or is too large is a usage failure that says so.
Result<std::string> read_bytes(const std::string& path, std::size_t limit = usual_limit);

// Likewise as text, without the byte order mark that some editors put before it; "-" is stdin.
Result<std::string> read_text_file(Context& context, const std::string& path,
                                   std::size_t limit = usual_limit);

// The bytes of a file piece by piece, up to the first that cannot be read. Empty for what cannot be opened,
// or is no regular file: only such a file can be read from its beginning again.
json::TextSource pieces_of(const std::string& path);

}  // namespace rasctl::commands
