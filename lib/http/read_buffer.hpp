// Bytes that came from a connection and were not parsed yet; they stay with the connection.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace rasctl::http {

class ReadBuffer {
  public:
    // What a header, or a chunk's first line, must fit in.
    static constexpr std::size_t limit = std::size_t{128} * 1024;

    std::string_view unparsed() const { return {data_.data() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }
    bool full() const { return end_ - begin_ >= limit; }

    void consume(std::size_t bytes) {
        begin_ += bytes;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    // Room for at least a TLS record behind what is unparsed.
    struct Room {
        char* data;
        std::size_t size;
    };
    Room room() {
        constexpr std::size_t wanted = std::size_t{16} * 1024;
        if (begin_ > 0) {
            std::memmove(data_.data(), data_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (data_.size() - end_ < wanted) data_.resize(end_ + wanted);
        return {data_.data() + end_, data_.size() - end_};
    }
    void came(std::size_t bytes) { end_ += bytes; }

  private:
    std::vector<char> data_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace rasctl::http
