// The texts of an image, one behind the other, equal ones once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "catalog/image.hpp"
#include "text/text_table.hpp"

namespace rasctl::catalog::compiler {

class TextPool {
  public:
    // Where the text lies; it is appended where there is none like it.
    image::Text add(std::string_view text);
    const std::string& bytes() const { return bytes_; }

  private:
    std::string bytes_;
    TextTable<std::uint32_t> offsets_;
};

}  // namespace rasctl::catalog::compiler
