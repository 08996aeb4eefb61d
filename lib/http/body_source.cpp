#include "http/body_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "error/try.hpp"
#include "http/shown_text.hpp"
#include "system/file_facts.hpp"
#include "system/random.hpp"

namespace rasctl::http {
namespace {

constexpr std::size_t piece_size = std::size_t{64} * 1024;

// 144 random bits: no file holds them by accident, and nobody can guess them to put them into one.
std::string random_boundary() {
    std::array<unsigned char, 18> bytes{};
    system::fill_with_random(bytes);
    std::string text = "rasctl-";
    for (const unsigned char byte : bytes) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
    return text;
}

// A name in a Content-Disposition, the way browsers write it (WHATWG HTML 4.10.21.8).
std::string quoted_string(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        switch (c) {
            case '"':
                text += "%22";
                break;
            case '\r':
                text += "%0D";
                break;
            case '\n':
                text += "%0A";
                break;
            default:
                text += c;
        }
    }
    return text + '"';
}

std::string part_header(const Multipart::Part& part, const std::string& boundary) {
    std::string text =
        "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted_string(part.name);
    std::string type = part.content_type;
    if (!part.file_path.empty()) {
        const std::string last = part.file_path.substr(part.file_path.find_last_of('/') + 1);
        text += "; filename=" + quoted_string(part.file_name.empty() ? last : part.file_name);
        if (type.empty()) type = "application/octet-stream";
    }
    if (!type.empty()) text += "\r\nContent-Type: " + type;
    return text + "\r\n\r\n";
}

Error cannot_read(const std::string& path, std::string why) {
    return Error{ExitCode::usage, "cannot send the file " + shown_text(path), std::move(why), {}};
}

std::string error_text(int number) {
    switch (number) {
        case ENOENT:
            return "there is no such file";
        case EACCES:
        case EPERM:
            return "you may not read it";
        case EISDIR:
            return "it is a directory";
        default:
            return std::error_code(number, std::generic_category()).message();
    }
}

}  // namespace

Result<BodySource> BodySource::open(const Body& body) {
    BodySource source;
    if (const auto* text = std::get_if<std::string>(&body)) {
        source.present_ = true;
        source.size_ = text->size();
        source.segments_.emplace_back(std::string_view(*text));
    } else if (const auto* form = std::get_if<Multipart>(&body)) {
        source.present_ = true;
        if (auto added = source.add_multipart(*form); !added) return added.error();
    } else if (const auto* file = std::get_if<FileBody>(&body)) {
        source.present_ = true;
        if (auto added = source.add_file(file->path); !added) return added.error();
    }
    return source;
}

Result<void> BodySource::add_multipart(const Multipart& form) {
    const std::string boundary = random_boundary();
    content_type_ = "multipart/form-data; boundary=" + boundary;
    const auto add_text = [this](std::string text) {
        size_ += text.size();
        segments_.emplace_back(std::move(text));
    };
    for (const auto& part : form.parts) {
        add_text(part_header(part, boundary));
        if (part.file_path.empty()) {
            size_ += part.value.size();
            segments_.emplace_back(std::string_view(part.value));
        } else
            TRY(add_file(part.file_path));
        add_text("\r\n");
    }
    add_text("--" + boundary + "--\r\n");
    return {};
}

Result<void> BodySource::add_file(const std::string& path) {
    FileSlice slice;
    slice.path = path;
    slice.file.reset(std::fopen(path.c_str(), "rbe"));
    if (!slice.file) return cannot_read(path, error_text(errno));
    const auto facts = system::look_at(::fileno(slice.file.get()));
    if (facts.error != 0) return cannot_read(path, error_text(facts.error));
    if (facts.kind == system::FileFacts::Kind::folder) return cannot_read(path, error_text(EISDIR));
    if (facts.kind != system::FileFacts::Kind::regular) return cannot_read(path, "it is not a regular file");
    slice.left = facts.size;
    size_ += slice.left;
    segments_.emplace_back(std::move(slice));
    return {};
}

Result<std::string_view> BodySource::next_of_file(FileSlice& slice) {
    buffer_.resize(piece_size);
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(slice.left, piece_size));
    const std::size_t got = std::fread(buffer_.data(), 1, wanted, slice.file.get());
    if (got == 0) return cannot_read(slice.path, "it became shorter while it was sent");
    slice.left -= got;
    return std::string_view(buffer_.data(), got);
}

Result<std::string_view> BodySource::next() {
    while (at_ < segments_.size()) {
        if (auto* slice = std::get_if<FileSlice>(&segments_[at_])) {
            if (slice->left > 0) return next_of_file(*slice);
            slice->file.reset();
            ++at_;
            continue;
        }
        const Segment& segment = segments_[at_++];
        const auto* owned = std::get_if<std::string>(&segment);
        const std::string_view text = owned != nullptr ? *owned : std::get<std::string_view>(segment);
        if (!text.empty()) return text;
    }
    return std::string_view();
}

}  // namespace rasctl::http
