// Opening an image that is not ours: everything the accessors rely on is checked once, here.
#include <algorithm>

#include "catalog/catalog.hpp"
#include "catalog/image_checksum.hpp"
#include "error/try.hpp"

namespace rasctl::catalog {
namespace {

Error refuse(const char* why) {
    return {.exit_code = ExitCode::invalid,
            .what = "cannot use the catalogue image",
            .why = why,
            .hint = "rasctl catalog reset"};
}

class Verifier {
  public:
    Verifier(std::span<const std::byte> bytes, const image::Header& header)
        : bytes_(bytes), header_(header) {}

    bool sections() const {
        return fits<image::Field>(header_.fields) && fits<image::EnumValue>(header_.enum_values) &&
               fits<image::Schema>(header_.schemas) && fits<image::Flag>(header_.flags) &&
               fits<image::Operation>(header_.operations) && fits<std::uint32_t>(header_.operation_order) &&
               fits<image::Command>(header_.commands) && fits<image::Noun>(header_.nouns) &&
               fits<image::Text>(header_.texts) && header_.text_offset <= bytes_.size() &&
               header_.text_size <= bytes_.size() - header_.text_offset;
    }

    bool records() const {
        return text(header_.title) && text(header_.version) &&
               all<image::Field>(header_.fields, [&](const auto& r) { return field(r); }) &&
               all<image::EnumValue>(header_.enum_values,
                                     [&](const auto& r) {
                                         return text(r.name) && text(r.word) &&
                                                r.meaning <= static_cast<std::uint32_t>(Meaning::wrong);
                                     }) &&
               all<image::Schema>(header_.schemas, [&](const auto& r) { return schema(r); }) &&
               all<image::Flag>(header_.flags, [&](const auto& r) { return flag(r); }) &&
               all<image::Operation>(header_.operations, [&](const auto& r) { return operation(r); }) &&
               all<std::uint32_t>(header_.operation_order,
                                  [&](auto index) { return index < header_.operations.count; }) &&
               all<image::Command>(header_.commands, [&](const auto& r) { return command(r); }) &&
               all<image::Noun>(header_.nouns, [&](const auto& r) { return noun(r); }) &&
               all<image::Text>(header_.texts, [&](const auto& r) { return text(r); });
    }

  private:
    template <class Record>
    bool fits(image::Range section) const {
        if (section.first % alignof(std::uint32_t) != 0 || section.first > bytes_.size()) return false;
        return section.count <= (bytes_.size() - section.first) / sizeof(Record);
    }
    template <class Record, class Check>
    bool all(image::Range section, Check check) const {
        const auto* records = reinterpret_cast<const Record*>(bytes_.data() + section.first);
        return std::all_of(records, records + section.count, check);
    }
    bool text(image::Text text) const {
        return text.offset <= header_.text_size && text.size <= header_.text_size - text.offset;
    }
    static bool within(image::Range range, image::Range section) {
        return range.first <= section.count && range.count <= section.count - range.first;
    }
    bool type(image::Type type) const {
        const auto last = static_cast<std::uint8_t>(Kind::binary);
        return type.kind <= last && type.element <= last &&
               type.format <= static_cast<std::uint16_t>(Format::email) &&
               (type.schema == image::none || type.schema < header_.schemas.count);
    }
    static bool evidence(std::uint8_t value) { return value <= static_cast<std::uint8_t>(Evidence::vendor); }
    bool field(const image::Field& r) const {
        const auto* first = reinterpret_cast<const image::Field*>(bytes_.data() + header_.fields.first);
        const std::int64_t governor = (&r - first) + r.governed;
        return text(r.name) && text(r.description) && text(r.default_json) && text(r.refers) &&
               text(r.pattern) && text(r.maps) && type(r.type) && evidence(r.evidence) && governor >= 0 &&
               governor < header_.fields.count &&
               r.flags / image::field_style_first % 8 <= static_cast<std::uint32_t>(Style::json) &&
               r.flags / image::field_place_first % 4 <= static_cast<std::uint32_t>(Place::cookie);
    }
    bool schema(const image::Schema& r) const {
        return text(r.name) && within(r.fields, header_.fields) && within(r.values, header_.enum_values) &&
               r.kind <= static_cast<std::uint8_t>(SchemaKind::flags) && evidence(r.evidence);
    }
    bool flag(const image::Flag& r) const {
        return text(r.name) && text(r.path) && text(r.query) && r.field < header_.fields.count;
    }
    bool operation(const image::Operation& r) const {
        return text(r.method) && text(r.path) && text(r.old_path) && text(r.summary) && text(r.tag) &&
               text(r.note) && text(r.permission) && text(r.source) &&
               within(r.path_parameters, header_.fields) && within(r.query_parameters, header_.fields) &&
               within(r.positionals, header_.texts) && r.positionals.count == r.path_parameters.count &&
               within(r.flags, header_.flags) && (r.body == image::none || r.body < header_.fields.count) &&
               text(r.media_type) && type(r.response) && r.command < header_.commands.count &&
               evidence(r.evidence) && r.response_kind <= static_cast<std::uint8_t>(ResponseKind::binary);
    }
    bool command(const image::Command& r) const {
        return text(r.name) && text(r.summary) && r.operations.count > 0 &&
               within(r.operations, header_.operation_order) && within(r.examples, header_.texts) &&
               within(r.columns, header_.texts) && r.noun < header_.nouns.count &&
               r.effect <= static_cast<std::uint8_t>(Effect::destructive);
    }
    // A noun's parent stands before it in the sorted section; any other order could be a circle.
    bool noun(const image::Noun& r) const {
        const auto* first = reinterpret_cast<const image::Noun*>(bytes_.data() + header_.nouns.first);
        const auto own = static_cast<std::uint32_t>(&r - first);
        return text(r.name) && text(r.summary) && text(r.identity) && text(r.refers) &&
               within(r.columns, header_.texts) && within(r.aliases, header_.texts) && text(r.told_by) &&
               within(r.told, header_.texts) && (r.parent == image::none || r.parent < own);
    }

    std::span<const std::byte> bytes_;
    const image::Header& header_;
};

Result<> check_header(std::span<const std::byte> bytes) {
    if (bytes.size() < sizeof(image::Header)) return refuse("it is too short");
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(image::Header) != 0)
        return refuse("it is misaligned");
    const auto& header = *reinterpret_cast<const image::Header*>(bytes.data());
    if (header.magic_bytes != image::magic) return refuse("it is no catalogue");
    if (header.format_number != image::format) return refuse("another version of rasctl wrote it");
    if (header.size != bytes.size()) return refuse("it is cut or has something behind it");
    if (!Verifier(bytes, header).sections()) return refuse("it points outside itself");
    return {};
}

}  // namespace

Result<Catalog> Catalog::open_again(std::span<const std::byte> bytes) {
    TRY(check_header(bytes));
    return Catalog(bytes);
}

Result<Catalog> Catalog::open(std::span<const std::byte> bytes) {
    TRY(check_header(bytes));
    const auto& header = *reinterpret_cast<const image::Header*>(bytes.data());
    const std::uint64_t stated = header.checksum[0] | (std::uint64_t{header.checksum[1]} << 32U);
    if (stated != image::checksum(bytes.subspan(sizeof(image::Header))))
        return refuse("its checksum is wrong");
    if (!Verifier(bytes, header).records()) return refuse("it points outside itself");
    return Catalog(bytes);
}

}  // namespace rasctl::catalog
