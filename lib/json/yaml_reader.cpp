#include <yaml.h>

#include <map>
#include <new>
#include <optional>
#include <unordered_set>
#include <utility>

#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/yaml.hpp"
#include "json/yaml_scalar.hpp"

namespace rasctl::json {
namespace {

// How much all aliases of a text together may expand to: far over any farm file, far under what hurts
// ("billion laughs").
constexpr std::size_t maximum_expanded_values = 100'000;
constexpr std::size_t maximum_expanded_bytes = 16U << 20U;

Error cannot_read_yaml(std::string_view problem, const yaml_mark_t& mark) {
    Error error;
    error.exit_code = ExitCode::usage;
    error.what = "cannot read the YAML";
    error.why =
        "line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1) + ": ";
    error.why += problem;
    return error;
}

// One event of libyaml's parser, freed with it.
class Event {
  public:
    Event() = default;
    ~Event() { yaml_event_delete(&event_); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    yaml_event_t* get() { return &event_; }
    yaml_event_type_t type() const { return event_.type; }
    const yaml_event_t* operator->() const { return &event_; }

  private:
    yaml_event_t event_{};
};

std::string_view view(const yaml_char_t* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view{};
}

std::string_view scalar_text(const Event& event) {
    return {reinterpret_cast<const char*>(event->data.scalar.value), event->data.scalar.length};
}

struct Weight {
    std::size_t values = 0;
    std::size_t bytes = 0;
};

void weigh(const Value& value, Weight& weight) {
    ++weight.values;
    weight.bytes += sizeof(Value);
    if (value.is_string()) weight.bytes += value.as_string().size();
    if (value.is_array()) {
        for (const Value& element : value.as_array()) weigh(element, weight);
    } else if (value.is_object()) {
        for (const Member& member : value.as_object()) {
            weight.bytes += member.name.size();
            weigh(member.value, weight);
        }
    }
}

class DocumentReader {
  public:
    explicit DocumentReader(std::string_view text) {
        if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    ~DocumentReader() { yaml_parser_delete(&parser_); }
    DocumentReader(const DocumentReader&) = delete;
    DocumentReader& operator=(const DocumentReader&) = delete;

    // The next document, or nothing after the last.
    Result<std::optional<Value>> next() {
        for (;;) {
            Event event;
            TRY(read_event(event));
            if (event.type() == YAML_STREAM_END_EVENT) return std::optional<Value>();
            if (event.type() == YAML_DOCUMENT_START_EVENT) break;
        }
        anchors_.clear();
        Event event;
        TRY(read_event(event));
        TRY_LET(auto value, node(event, 0));
        return std::optional<Value>(std::move(value));
    }

    yaml_mark_t mark() const { return parser_.mark; }

    // Where members begin, by their path; kept from here on.
    using Places = std::map<std::string, yaml_mark_t, std::less<>>;
    void keep_places(Places& places) { places_ = &places; }

  private:
    // Puts a step on the path while the member is read.
    class Step {
      public:
        Step(DocumentReader& reader, std::string_view name, const yaml_mark_t& mark)
            : reader_(reader), length_(reader.path_.size()) {
            if (reader_.places_ == nullptr) return;
            if (length_ > 0) reader_.path_ += '.';
            reader_.path_ += name;
            reader_.places_->try_emplace(reader_.path_, mark);
        }
        ~Step() { reader_.path_.resize(length_); }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;

      private:
        DocumentReader& reader_;
        std::size_t length_;
    };

    Result<> read_event(Event& event) {
        if (yaml_parser_parse(&parser_, event.get()) != 0) return {};
        if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        if (parser_.error == YAML_READER_ERROR) {
            Error error = cannot_read_yaml({}, {});
            error.why = std::string(parser_.problem) + " at byte " + std::to_string(parser_.problem_offset);
            return error;
        }
        return cannot_read_yaml(parser_.problem ? parser_.problem : "malformed", parser_.problem_mark);
    }

    // The value that starts with this event.
    Result<Value> node(const Event& event, std::size_t depth) {
        if (depth > maximum_depth) {
            return cannot_read_yaml("nested over " + std::to_string(maximum_depth) + " levels deep",
                                    event->start_mark);
        }
        switch (event.type()) {
            case YAML_ALIAS_EVENT:
                return alias(event);
            case YAML_SCALAR_EVENT:
                return remember(event->data.scalar.anchor, scalar(event));
            case YAML_SEQUENCE_START_EVENT:
                return remember(event->data.sequence_start.anchor, sequence(event, depth));
            case YAML_MAPPING_START_EVENT:
                return remember(event->data.mapping_start.anchor, mapping(event, depth));
            default:
                return cannot_read_yaml("a value is missing", event->start_mark);
        }
    }

    Result<Value> remember(const yaml_char_t* anchor, Result<Value> value) {
        if (anchor && value) anchors_.insert_or_assign(std::string(view(anchor)), *value);
        return value;
    }

    Result<Value> alias(const Event& event) {
        const std::string name(view(event->data.alias.anchor));
        const auto found = anchors_.find(name);
        if (found == anchors_.end())
            return cannot_read_yaml("no anchor &" + name + " before this alias", event->start_mark);
        weigh(found->second, expanded_);
        if (expanded_.values > maximum_expanded_values || expanded_.bytes > maximum_expanded_bytes) {
            return cannot_read_yaml("the aliases expand to too much", event->start_mark);
        }
        return found->second;
    }

    static Result<> refuse_tag(const yaml_char_t* tag, const Event& event) {
        if (!tag) return {};
        return cannot_read_yaml("the tag " + std::string(view(tag)) + " is not supported", event->start_mark);
    }

    static Result<Value> scalar(const Event& event) {
        TRY(refuse_tag(event->data.scalar.tag, event));
        if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) return Value(scalar_text(event));
        if (auto value = resolve_plain_scalar(scalar_text(event))) return std::move(*value);
        return cannot_read_yaml("JSON has no number " + std::string(scalar_text(event)), event->start_mark);
    }

    Result<Value> sequence(const Event& start, std::size_t depth) {
        TRY(refuse_tag(start->data.sequence_start.tag, start));
        Array array;
        for (;;) {
            Event event;
            TRY(read_event(event));
            if (event.type() == YAML_SEQUENCE_END_EVENT) return Value(std::move(array));
            const Step step(*this, places_ ? std::to_string(array.size()) : std::string(), event->start_mark);
            TRY_LET(auto element, node(event, depth + 1));
            array.push_back(std::move(element));
        }
    }

    Result<Value> mapping(const Event& start, std::size_t depth) {
        TRY(refuse_tag(start->data.mapping_start.tag, start));
        Object object;
        std::unordered_set<std::string> names;
        for (;;) {
            Event event;
            TRY(read_event(event));
            if (event.type() == YAML_MAPPING_END_EVENT) return Value(std::move(object));
            TRY_LET(auto name, key(event));
            if (!names.insert(name).second)
                return cannot_read_yaml("\"" + name + "\" occurs twice", event->start_mark);
            Event value_event;
            TRY(read_event(value_event));
            const Step step(*this, name, event->start_mark);
            TRY_LET(auto value, node(value_event, depth + 1));
            object.append(std::move(name), std::move(value));
        }
    }

    Result<std::string> key(const Event& event) {
        if (event.type() == YAML_ALIAS_EVENT) {
            TRY_LET(auto value, alias(event));
            if (value.is_object() || value.is_array()) return compound_key(event);
            return value.is_null() ? "null" : value.scalar_text();
        }
        if (event.type() != YAML_SCALAR_EVENT) return compound_key(event);
        TRY(refuse_tag(event->data.scalar.tag, event));
        const std::string_view text = scalar_text(event);
        const bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        if (plain && text == "<<")
            return cannot_read_yaml("merge keys (<<) are not supported", event->start_mark);
        if (event->data.scalar.anchor) {
            if (auto value = remember(event->data.scalar.anchor, scalar(event)); !value)
                return std::move(value).error();
        }
        return std::string(text);
    }

    static Error compound_key(const Event& event) {
        return cannot_read_yaml("a key must be text, not a list or map", event->start_mark);
    }

    yaml_parser_t parser_{};
    std::map<std::string, Value> anchors_;
    Weight expanded_;
    Places* places_ = nullptr;
    std::string path_;
};

}  // namespace

Result<Value> parse_yaml(std::string_view text) {
    DocumentReader reader(text);
    TRY_LET(auto document, reader.next());
    if (!document) return cannot_read_yaml("it holds no value", {});
    const yaml_mark_t end = reader.mark();
    TRY_LET(auto second, reader.next());
    if (second) return cannot_read_yaml("a second document starts, one is wanted", end);
    return std::move(*document);
}

Result<std::vector<Value>> parse_yaml_documents(std::string_view text) {
    DocumentReader reader(text);
    std::vector<Value> documents;
    for (;;) {
        TRY_LET(auto document, reader.next());
        if (!document) return documents;
        if (!document->is_null()) documents.push_back(std::move(*document));
    }
}

TextPlace place_in_yaml(std::string_view text, std::size_t document, std::string_view path) {
    DocumentReader reader(text);
    DocumentReader::Places places;
    yaml_mark_t start{};
    for (std::size_t i = 0; i <= document;) {
        places.clear();
        start = reader.mark();
        reader.keep_places(places);
        auto read = reader.next();
        if (!read || !*read) break;
        if (!(*read)->is_null()) ++i;
    }
    for (;;) {
        if (const auto found = places.find(path); found != places.end())
            return {found->second.line + 1, found->second.column + 1};
        const auto dot = path.rfind('.');
        if (dot == std::string_view::npos) break;
        path = path.substr(0, dot);
    }
    if (const auto first = places.find("kind"); first != places.end() && document > 0)
        return {first->second.line + 1, 1};
    return {start.line + 1, 1};
}

Result<Value> parse_json_or_yaml(std::string_view text) {
    std::string_view start = text;
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
    if (!start.starts_with('{') && !start.starts_with('[') && !start.starts_with('"'))
        return parse_yaml(text);
    auto as_json = parse(text);
    if (as_json) return as_json;
    if (auto as_yaml = parse_yaml(text)) return as_yaml;
    Error error = std::move(as_json).error();
    error.exit_code = ExitCode::usage;
    return error;
}

}  // namespace rasctl::json
