#include "catalog_walk.hpp"

#include <bit>

namespace rasctl::fuzz {
namespace {

using namespace catalog;

// A hostile image may say the same records any number of times; so many are enough.
constexpr std::size_t most_reads = 200'000;

class Walk {
  public:
    explicit Walk(const Catalog& catalog) : catalog_(catalog) {}

    std::size_t run() {
        text(catalog_.title());
        text(catalog_.version());
        for (const Schema one : catalog_.schemas()) schema(one);
        for (const Operation one : catalog_.operations()) operation(one);
        for (const Command one : catalog_.commands()) command(one);
        for (const Noun one : catalog_.nouns()) noun(one);
        return sum_;
    }

  private:
    void number(std::size_t value) { sum_ = std::rotl(sum_, 5) ^ value; }
    void text(std::string_view text) {
        if (++reads_ > most_reads) return;
        for (const char c : text) number(static_cast<unsigned char>(c));
    }
    template <class Range, class Visit>
    void each(const Range& range, Visit visit) {
        for (const auto one : range) {
            if (++reads_ > most_reads) return;
            visit(one);
        }
    }
    void texts(const Texts& list) {
        each(list, [&](TextHandle one) { text(one.value()); });
    }

    void type(const Type& type) {
        text(to_string(type.kind()));
        text(to_string(type.element()));
        number(static_cast<std::size_t>(type.format()));
        if (const auto schema = type.schema()) text(schema->name());
    }
    void field(const Field& field) {
        for (const auto one : {field.name(), field.description(), field.default_json(), field.refers(),
                               field.pattern(), field.maps()})
            text(one);
        type(field.type());
        for (const bool is :
             {field.required(), field.nullable(), field.read_only(), field.secret(), field.deprecated()})
            number(is);
        for (const auto limit : {field.minimum(), field.maximum()})
            number(std::bit_cast<std::uint64_t>(limit.value_or(0)));
        for (const auto length : {field.minimum_length(), field.maximum_length()}) number(length.value_or(0));
        text(to_string(field.evidence()));
        number(static_cast<std::size_t>(field.since() + field.until()));
    }
    void schema(const Schema& schema) {
        text(schema.name());
        number(static_cast<std::size_t>(schema.kind()) + schema.complete() + schema.open());
        each(schema.fields(), [&](const Field& one) { field(one); });
        each(schema.values(), [&](const EnumValue& one) {
            number(static_cast<std::size_t>(one.number()));
            text(one.name());
            text(one.word());
        });
        if (reads_ > most_reads) return;
        number(schema.field("id").has_value());
        number(schema.value(std::int64_t{1}).has_value());
        number(schema.value(schema.name()).has_value());
        number(catalog_.schema(schema.name()).has_value());
    }
    void operation(const Operation& one) {
        for (const auto part : {one.method(), one.path(), one.path_for(17), one.path_for(21), one.summary(),
                                one.tag(), one.note(), one.permission(), one.source()})
            text(part);
        each(one.path_parameters(), [&](const Field& parameter) { field(parameter); });
        each(one.query_parameters(), [&](const Field& parameter) { field(parameter); });
        each(one.flags(), [&](const Flag& flag) {
            text(flag.name());
            text(flag.path());
            text(flag.query());
            field(flag.field());
            number(flag.required() + 2U * flag.upload());
        });
        number(one.flag("name").has_value());
        if (const auto body = one.body()) text(body->name());
        type(one.response());
        number(static_cast<std::size_t>(one.response_kind()) + one.status() + one.body_required() +
               one.multipart() + one.needs_session() + one.deprecated() + one.path_guessed());
        text(one.command().name());
        text(to_string(one.evidence()));
    }
    void command(const Command& one) {
        text(one.name());
        text(one.verb());
        text(one.summary());
        for (std::size_t i = 0; i < one.operation_count() && ++reads_ < most_reads; ++i)
            text(one.operation(i).path());
        texts(one.examples());
        texts(one.columns());
        number(static_cast<std::size_t>(one.effect()));
        text(one.noun().name());
        number(catalog_.command(one.name()).has_value());
    }
    void noun(const Noun& one) {
        for (const auto part : {one.name(), one.last_word(), one.summary(), one.identity(), one.refers()})
            text(part);
        texts(one.columns());
        texts(one.aliases());
        for (auto parent = one.parent(); parent; parent = parent->parent()) text(parent->name());
        number(catalog_.noun(one.name()).has_value());
        number(catalog_.noun_of_kind(one.refers()).has_value());
    }

    const Catalog& catalog_;
    std::size_t sum_ = 0;
    std::size_t reads_ = 0;
};

}  // namespace

std::size_t walk(const Catalog& catalog) {
    return Walk(catalog).run();
}

}  // namespace rasctl::fuzz
