#include "catalog/compiler/image_writer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <unordered_map>

#include "catalog/annotations.hpp"
#include "catalog/compiler/text_pool.hpp"
#include "catalog/compiler/words.hpp"
#include "catalog/image.hpp"
#include "catalog/image_checksum.hpp"
#include "catalog/state_meaning.hpp"

namespace rasctl::catalog::compiler {
namespace {

void split_words(std::uint64_t value, std::uint32_t (&words)[2]) {
    words[0] = static_cast<std::uint32_t>(value);
    words[1] = static_cast<std::uint32_t>(value >> 32U);
}

std::uint32_t count_of(std::size_t size) {
    return static_cast<std::uint32_t>(size);
}

void append_bytes(std::vector<std::byte>& out, const void* bytes, std::size_t size) {
    const auto* const first = static_cast<const std::byte*>(bytes);
    out.insert(out.end(), first, first + size);
}

class Writer {
  public:
    Writer(const Tree& tree, const Description& description, const CommandTree& commands)
        : tree_(tree), description_(description), commands_(commands) {}
    std::vector<std::byte> run();

  private:
    image::Text text(std::string_view value) { return text_pool_.add(value); }
    image::Range texts(const std::vector<std::string>& values);
    image::Type type(const TypeModel& model) const;
    std::uint32_t add_field(const FieldModel& model);
    image::Range add_fields(const std::vector<FieldModel>& models);
    std::size_t count_fields() const;
    void place_names_first();
    void write_schemas();
    void write_operations();
    void write_nouns();
    void write_commands();
    void write_annotations();
    void annotate(std::string_view subject, std::string_view kind, std::string_view value);
    void annotate_field(const std::string& schema, const FieldModel& field);
    std::uint32_t field_of_flag(const FlagModel& flag, const image::Operation& record) const;
    template <class Record>
    static image::Range append_section(std::vector<std::byte>& out, const std::vector<Record>& records);

    const Tree& tree_;
    const Description& description_;
    const CommandTree& commands_;
    TextPool text_pool_;
    // By names that lie in the description and in the commands.
    std::unordered_map<std::string_view, std::uint32_t> schema_index_, command_index_, noun_index_;
    std::vector<image::Field> fields_;
    std::vector<std::pair<std::uint32_t, std::string>> more_limits_;  // of the fields, by their index
    std::vector<image::EnumValue> enum_values_;
    std::vector<image::Schema> schemas_;
    std::vector<image::Flag> flags_;
    std::vector<image::Operation> operations_;
    std::vector<std::uint32_t> operation_order_;
    std::vector<image::Command> command_records_;
    std::vector<image::Noun> noun_records_;
    std::vector<image::Text> texts_;
    // The subject, what is told of it, and the telling.
    using Annotation = std::array<image::Text, 3>;
    std::vector<Annotation> annotations_;
};

image::Range Writer::texts(const std::vector<std::string>& values) {
    const image::Range range{count_of(texts_.size()), count_of(values.size())};
    for (const std::string& value : values) texts_.push_back(text(value));
    return range;
}

image::Type Writer::type(const TypeModel& model) const {
    image::Type record;
    record.kind = static_cast<std::uint8_t>(model.kind);
    record.element = static_cast<std::uint8_t>(model.element);
    record.format = static_cast<std::uint16_t>(model.format);
    if (!model.schema.empty()) record.schema = schema_index_.at(model.schema);
    return record;
}

std::uint32_t Writer::add_field(const FieldModel& model) {
    image::Field record;
    record.name = text(model.name);
    record.description = text(model.description);
    record.default_json = text(model.default_json);
    record.refers = text(model.refers);
    record.pattern = text(model.pattern);
    record.maps = text(model.maps);
    record.type = type(model.type);
    const auto set = [&](bool on, std::uint32_t bit) { record.flags |= on ? bit : 0; };
    set(model.required, image::field_required);
    set(model.nullable, image::field_nullable);
    set(model.read_only, image::field_read_only);
    set(model.secret, image::field_secret);
    set(model.deprecated, image::field_deprecated);
    set(model.minimum.has_value(), image::field_has_minimum);
    set(model.maximum.has_value(), image::field_has_maximum);
    set(model.minimum_length.has_value(), image::field_has_minimum_length);
    set(model.maximum_length.has_value(), image::field_has_maximum_length);
    const std::string more = written(model.more);
    set(!more.empty(), field_has_more_limits);
    if (!more.empty()) more_limits_.emplace_back(count_of(fields_.size()), more);
    record.flags |= static_cast<std::uint32_t>(model.style) * image::field_style_first;
    record.flags |= static_cast<std::uint32_t>(model.place) * image::field_place_first;
    record.evidence = static_cast<std::uint8_t>(model.evidence);
    record.since = static_cast<std::uint8_t>(model.since);
    record.until = static_cast<std::uint8_t>(model.until);
    record.governed = static_cast<std::int8_t>(model.governed);
    split_words(std::bit_cast<std::uint64_t>(model.minimum.value_or(0)), record.minimum);
    split_words(std::bit_cast<std::uint64_t>(model.maximum.value_or(0)), record.maximum);
    record.minimum_length = model.minimum_length.value_or(0);
    record.maximum_length = model.maximum_length.value_or(0);
    fields_.push_back(record);
    return count_of(fields_.size() - 1);
}

image::Range Writer::add_fields(const std::vector<FieldModel>& models) {
    const image::Range range{count_of(fields_.size()), count_of(models.size())};
    for (const FieldModel& model : models) add_field(model);
    return range;
}

// Every run looks through these: together they lie in few pages.
void Writer::place_names_first() {
    for (const auto& [name, noun] : commands_.nouns) text(name);
    for (const auto& [name, command] : commands_.commands) text(name);
    for (const auto& [name, noun] : commands_.nouns) text(noun.summary);
}

void Writer::write_schemas() {
    schema_index_.reserve(description_.schemas.size());
    for (const auto& [name, model] : description_.schemas)
        schema_index_.emplace(name, count_of(schema_index_.size()));
    for (const auto& [name, model] : description_.schemas) {
        image::Schema record;
        record.name = text(name);
        record.fields = add_fields(model.fields);
        record.values = {count_of(enum_values_.size()), count_of(model.values.size())};
        for (const EnumValueModel& value : model.values) {
            image::EnumValue one;
            split_words(static_cast<std::uint64_t>(value.number), one.number);
            one.name = text(value.name);
            one.word = text(kebab_case(tree_, value.name));
            one.meaning = static_cast<std::uint32_t>(meaning_of_state(value.name, name));
            enum_values_.push_back(one);
        }
        record.kind = static_cast<std::uint8_t>(model.kind);
        record.complete = model.complete;
        record.open = model.open;
        record.evidence = static_cast<std::uint8_t>(model.evidence);
        schemas_.push_back(record);
    }
}

std::uint32_t Writer::field_of_flag(const FlagModel& flag, const image::Operation& record) const {
    if (flag.whole_body) return record.body;
    const image::Range& fields =
        flag.owner.empty() ? record.query_parameters : schemas_[schema_index_.at(flag.owner)].fields;
    return fields.first + count_of(flag.position);
}

void Writer::write_operations() {
    for (const OperationModel& model : description_.operations) {
        image::Operation record;
        record.method = text(model.method);
        record.path = text(model.path);
        record.old_path = text(model.old_path);
        record.summary = text(model.summary);
        record.tag = text(model.tag);
        record.note = text(model.note);
        record.permission = text(model.permission);
        record.source = text(model.source);
        record.path_parameters = add_fields(model.path_parameters);
        record.query_parameters = add_fields(model.query_parameters);
        record.positionals = texts(model.positionals);
        if (model.body_field) record.body = add_field(*model.body_field);
        record.media_type = text(model.media_type);
        record.flags = {count_of(flags_.size()), count_of(model.flags.size())};
        for (const FlagModel& flag : model.flags) {
            image::Flag one;
            one.name = text(flag.name);
            one.path = text(flag.path);
            one.query = text(flag.query);
            one.field = field_of_flag(flag, record);
            one.flags = (flag.required ? image::flag_required : 0U) |
                        (flag.whole_body ? image::flag_whole_body : 0U) |
                        (flag.takes_files ? image::flag_upload : 0U);
            flags_.push_back(one);
        }
        record.response = type(model.response);
        record.response_kind = static_cast<std::uint8_t>(model.response_kind);
        record.status = model.status;
        record.command = command_index_.at(model.noun + " " + model.verb);
        record.bits = (model.deprecated ? image::operation_deprecated : 0U) |
                      (model.path_guessed ? image::operation_path_guessed : 0U) |
                      (model.body_required ? image::operation_body_required : 0U) |
                      (model.multipart ? image::operation_multipart : 0U) |
                      (model.needs_session ? 0U : image::operation_public);
        record.since = static_cast<std::uint8_t>(model.since);
        record.until = static_cast<std::uint8_t>(model.until);
        record.evidence = static_cast<std::uint8_t>(model.evidence);
        operations_.push_back(record);
    }
}

void Writer::write_nouns() {
    for (const auto& [name, model] : commands_.nouns) {
        image::Noun record;
        record.name = text(name);
        record.summary = text(model.summary);
        record.identity = text(model.identity);
        record.refers = text(model.refers);
        record.columns = texts(model.columns);
        record.aliases = texts(model.aliases);
        record.told_by = text(model.told_by);
        record.told = texts(model.told);
        record.flags = model.own_list ? image::noun_own_list : 0U;
        if (const auto space = name.rfind(' '); space != std::string::npos)
            record.parent = noun_index_.at(std::string_view(name).substr(0, space));
        noun_records_.push_back(record);
    }
}

void Writer::write_commands() {
    for (const auto& [name, model] : commands_.commands) {
        image::Command record;
        record.name = text(name);
        record.summary = text(model.summary);
        record.operations = {count_of(operation_order_.size()), count_of(model.operations.size())};
        for (const std::size_t index : model.operations) operation_order_.push_back(count_of(index));
        record.examples = texts(model.examples);
        record.columns = texts(model.columns);
        record.noun = noun_index_.at(model.noun);
        record.effect = static_cast<std::uint8_t>(model.effect);
        record.bits = static_cast<std::uint8_t>((model.serves ? image::command_serves : 0) |
                                                (model.changes_members ? image::command_changes_members : 0));
        command_records_.push_back(record);
    }
}

void Writer::annotate(std::string_view subject, std::string_view kind, std::string_view value) {
    if (!value.empty()) annotations_.push_back({text(subject), text(kind), text(value)});
}

void Writer::annotate_field(const std::string& schema, const FieldModel& field) {
    if (field.doubt.empty() && field.default_evidence.empty()) return;
    const std::string subject = schema + "." + field.name.str();
    annotate(subject, annotation_doubt, field.doubt);
    annotate(subject, annotation_default, field.default_evidence);
}

// They stand behind all other texts, in threes; the last text says how many there are (annotations.hpp).
void Writer::write_annotations() {
    for (const OperationModel& model : description_.operations)
        if (!model.doubt.empty()) annotate(model.method + " " + model.path, annotation_doubt, model.doubt);
    for (const auto& [name, model] : description_.schemas) {
        if (!model.numbers_known) annotate(name, annotation_numbers, "not certain");
        annotate(name, annotation_forms, written(model.forms));
        for (const FieldModel& field : model.fields) annotate_field(name, field);
    }
    for (const auto& [index, words] : more_limits_)
        annotate(subject_of_field(index), annotation_limits, words);
    const std::string_view pool = text_pool_.bytes();
    std::ranges::stable_sort(annotations_, {}, [&](const Annotation& one) {
        return pool.substr(one.front().offset, one.front().size);
    });
    for (const Annotation& one : annotations_) texts_.insert(texts_.end(), one.begin(), one.end());
    texts_.push_back(text(std::string(annotations_marker) + std::to_string(annotations_.size())));
}

template <class Record>
image::Range Writer::append_section(std::vector<std::byte>& out, const std::vector<Record>& records) {
    const image::Range range{count_of(out.size()), count_of(records.size())};
    append_bytes(out, records.data(), records.size() * sizeof(Record));
    return range;
}

// Of which there are the most.
std::size_t Writer::count_fields() const {
    std::size_t count = 0;
    for (const auto& [name, model] : description_.schemas) count += model.fields.size();
    for (const OperationModel& model : description_.operations)
        count += model.path_parameters.size() + model.query_parameters.size() + (model.body_field ? 1 : 0);
    return count;
}

std::vector<std::byte> Writer::run() {
    fields_.reserve(count_fields());
    schemas_.reserve(description_.schemas.size());
    operations_.reserve(description_.operations.size());
    command_index_.reserve(commands_.commands.size());
    for (const auto& [name, noun] : commands_.nouns) noun_index_.emplace(name, count_of(noun_index_.size()));
    for (const auto& [name, command] : commands_.commands)
        command_index_.emplace(name, count_of(command_index_.size()));
    place_names_first();
    write_schemas();
    write_operations();
    write_nouns();
    write_commands();
    write_annotations();

    image::Header header;
    header.magic_bytes = image::magic;
    header.format_number = image::format;
    header.title = text(description_.title);
    header.version = text(description_.version);
    const std::size_t most_of_it = fields_.size() * sizeof(image::Field) +
                                   schemas_.size() * sizeof(image::Schema) +
                                   operations_.size() * sizeof(image::Operation) + text_pool_.bytes().size();
    std::vector<std::byte> out;
    out.reserve(most_of_it + most_of_it / 4);
    out.resize(sizeof(image::Header));
    header.fields = append_section(out, fields_);
    header.enum_values = append_section(out, enum_values_);
    header.schemas = append_section(out, schemas_);
    header.flags = append_section(out, flags_);
    header.operations = append_section(out, operations_);
    header.operation_order = append_section(out, operation_order_);
    header.commands = append_section(out, command_records_);
    header.nouns = append_section(out, noun_records_);
    header.texts = append_section(out, texts_);
    header.text_offset = count_of(out.size());
    const std::string& pool = text_pool_.bytes();
    header.text_size = count_of(pool.size());
    append_bytes(out, pool.data(), pool.size());
    header.size = count_of(out.size());
    split_words(image::checksum({out.data() + sizeof(image::Header), out.size() - sizeof(image::Header)}),
                header.checksum);
    std::memcpy(out.data(), &header, sizeof header);
    return out;
}

}  // namespace

std::vector<std::byte> write_image(const Tree& tree, const Description& description,
                                   const CommandTree& commands) {
    return Writer(tree, description, commands).run();
}

}  // namespace rasctl::catalog::compiler
