// The texts of an image, one behind the other, equal ones once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/image.hpp"

namespace rasctl::catalog::compiler {

class TextPool {
  public:
    // Where the text lies; it is appended where there is none like it.
    image::Text add(std::string_view text);
    const std::string& bytes() const { return bytes_; }

  private:
    // A place in the table; size 0: free.
    struct Slot {
        std::uint32_t hash = 0;
        image::Text text;
    };

    void grow();

    std::string bytes_;
    std::vector<Slot> slots_ = std::vector<Slot>(1024);  // open addressing, at most half full
    std::size_t used_ = 0;
};

}  // namespace rasctl::catalog::compiler
