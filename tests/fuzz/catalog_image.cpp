// A catalogue image from a file. Its size and checksum are put right before it is opened, so that damage gets
// as far as the checks behind them; then everything in it is read. A sanitizer sees what lies outside.
#include <cstring>
#include <memory>

#include "catalog/catalog.hpp"
#include "catalog/image_checksum.hpp"
#include "catalog_walk.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

// The bytes in a block of exactly their size.
class Image {
  public:
    explicit Image(std::string_view bytes) : bytes_(new std::byte[bytes.size()]), size_(bytes.size()) {
        std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    }
    std::span<const std::byte> bytes() const { return {bytes_.get(), size_}; }
    void put_right() {
        namespace image = catalog::image;
        image::Header header;
        if (size_ < sizeof header) return;
        std::memcpy(&header, bytes_.get(), sizeof header);
        header.magic_bytes = image::magic;
        header.format_number = image::format;
        header.size = static_cast<std::uint32_t>(size_);
        const std::uint64_t sum = image::checksum(bytes().subspan(sizeof header));
        header.checksum[0] = static_cast<std::uint32_t>(sum);
        header.checksum[1] = static_cast<std::uint32_t>(sum >> 32U);
        std::memcpy(bytes_.get(), &header, sizeof header);
    }

  private:
    std::unique_ptr<std::byte[]> bytes_;
    std::size_t size_;
};

void open_and_walk(const Image& image) {
    const auto opened = catalog::Catalog::open(image.bytes());
    if (!opened) return expect_told(opened.error());
    const std::size_t first = walk(*opened);
    expect(walk(*opened) == first, "what is read twice is the same");
}

}  // namespace

void check(std::string_view input) {
    Image image(input);
    open_and_walk(image);
    image.put_right();
    open_and_walk(image);
}

}  // namespace rasctl::fuzz
