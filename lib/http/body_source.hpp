// The body of a request, in pieces.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "error/error.hpp"
#include "http/message.hpp"

namespace rasctl::http {

class BodySource {
  public:
    // Opens the files of a Multipart; one that cannot be read is a failure with exit code usage(2). `body`
    // must outlive the source.
    static Result<BodySource> open(const Body& body);

    bool present() const { return present_; }
    std::uint64_t size() const { return size_; }
    // The Content-Type that the form of the body demands, or empty.
    const std::string& content_type() const { return content_type_; }

    // The next piece, valid until the next call; empty at the end. Fails when a file is shorter than it was.
    Result<std::string_view> next();

  private:
    struct FileClose {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct FileSlice {
        std::unique_ptr<std::FILE, FileClose> file;
        std::uint64_t left = 0;
        std::string path;
    };
    using Segment = std::variant<std::string, std::string_view, FileSlice>;

    Result<void> add_multipart(const Multipart& form);
    Result<void> add_file(const std::string& path);
    Result<std::string_view> next_of_file(FileSlice& slice);

    std::vector<Segment> segments_;
    std::size_t at_ = 0;
    bool present_ = false;
    std::uint64_t size_ = 0;
    std::string content_type_;
    std::vector<char> buffer_;
};

}  // namespace rasctl::http
