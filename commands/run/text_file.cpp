#include "commands/run/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>

#include "system/large_pages.hpp"
#include "text/utf8.hpp"

namespace rasctl::commands {
namespace {

Error refuse(const std::string& path, std::string why) {
    return {.exit_code = ExitCode::usage, .what = fmt::format("cannot read {}", path), .why = std::move(why)};
}

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::string reason(int number) {
    switch (number) {
        case ENOENT:
            return "no such file";
        case EACCES:
            return "permission denied";
        case EISDIR:
            return "it is a directory";
        default:
            return std::strerror(number);
    }
}

}  // namespace

Result<std::string> read_bytes(const std::string& path, std::size_t limit) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return refuse(path, reason(EISDIR));
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) return refuse(path, reason(errno));
    std::string content;
    // Room for all of it at once: growing piece by piece takes twice the memory. What is no file has no size.
    if (const auto size = std::filesystem::file_size(path, ignored); !ignored) {
        content.reserve(std::min<std::uintmax_t>(size, limit));
        system::prefer_large_pages(content.data(), content.capacity());
    }
    char buffer[1U << 16U];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) {
        content.append(buffer, count);
        if (content.size() > limit)
            return refuse(path, fmt::format("it is larger than {} MiB", limit >> 20U));
    }
    if (std::ferror(file.get()) != 0) return refuse(path, reason(errno));
    return content;
}

Result<std::string> read_text_file(Context& context, const std::string& path, std::size_t limit) {
    if (path == "-") return context.streams().in().read_all(limit);
    auto content = read_bytes(path, limit);
    if (content) content->erase(0, content->size() - without_byte_order_mark(*content).size());
    return content;
}

json::TextSource pieces_of(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) return {};
    const std::shared_ptr<std::FILE> file = File(std::fopen(path.c_str(), "rb"));
    if (!file) return {};
    return [file](std::span<char> room) { return std::fread(room.data(), 1, room.size(), file.get()); };
}

}  // namespace rasctl::commands
