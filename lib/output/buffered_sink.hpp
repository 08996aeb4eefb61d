// Gathers small pieces of text, so that the sink gets large ones.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "output/renderer.hpp"

namespace rasctl::output {

class BufferedSink {
  public:
    explicit BufferedSink(Sink sink) : sink_(std::move(sink)) {}

    // To append to directly, followed by settle().
    std::string& text() { return text_; }
    Result<> write(std::string_view piece) {
        text_ += piece;
        return settle();
    }
    // Hands on what has gathered when it is enough.
    Result<> settle() {
        constexpr std::size_t enough = 32U << 10U;
        return text_.size() < enough ? Result<>() : flush();
    }
    Result<> flush() {
        if (text_.empty()) return {};
        auto written = sink_(text_);
        text_.clear();
        return written;
    }

  private:
    Sink sink_;
    std::string text_;
};

}  // namespace rasctl::output
