#include <yaml.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "json/yaml.hpp"

#include "text/ascii.hpp"

namespace rasctl::json {
namespace {

// Words that some YAML parser takes for a boolean, null or a number, in any letter case.
bool is_reserved_word(std::string_view text) {
    static constexpr std::array<std::string_view, 14> words{
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "infinity", "inf", "none", "nil"};
    return std::ranges::any_of(words, [&](std::string_view word) {
        return std::ranges::equal(word, text,
                                  [](char w, char t) { return w == (is_letter(t) ? t | 0x20 : t); });
    });
}

// Strings that every parser reads as strings without quotes: a word or a few, starting with a letter.
bool is_safe_plain(std::string_view text) {
    constexpr std::string_view safe_marks = "_./@+-()\\$ ";
    if (text.empty() || !is_letter(text.front()) || text.back() == ' ') return false;
    const bool safe = std::ranges::all_of(text, [&](char c) {
        return is_letter(c) || is_digit(c) || safe_marks.find(c) != std::string_view::npos;
    });
    return safe && !is_reserved_word(text);
}

// YAML 1.1 parsers want a dot in a number with an exponent and a sign in the exponent: 1e5 -> 1.0e+5.
std::string yaml_number(std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    if (exponent == std::string_view::npos) return std::string(text);
    const std::string_view mantissa = text.substr(0, exponent);
    const std::string_view power = text.substr(exponent + 1);
    std::string result(mantissa);
    if (mantissa.find('.') == std::string_view::npos) result += ".0";
    result += text[exponent];
    if (is_digit(power.front())) result += '+';
    result += power;
    return result;
}

bool is_printable_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Everything beyond ASCII stands in double quotes, the one style in which any character can also be an
// escape.
yaml_scalar_style_t string_style(std::string_view text) {
    if (is_safe_plain(text)) return YAML_PLAIN_SCALAR_STYLE;
    return is_printable_ascii(text) ? YAML_SINGLE_QUOTED_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

int append_output(void* out, unsigned char* bytes, std::size_t size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), size);
    return 1;
}

// libyaml's emitter. Its only failures are lack of memory and events in an impossible order, which is a bug
// here.
class Emitter {
  public:
    Emitter() {
        if (yaml_emitter_initialize(&emitter_) == 0) throw std::bad_alloc();
        yaml_emitter_set_output(&emitter_, append_output, &text);
        yaml_emitter_set_unicode(&emitter_, 1);
        yaml_emitter_set_width(&emitter_, -1);  // folded lines are where parsers differ
        yaml_event_t event;
        emit(event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
        emit(event, yaml_document_start_event_initialize(&event, nullptr, nullptr, nullptr, 1));
    }
    ~Emitter() { yaml_emitter_delete(&emitter_); }
    Emitter(const Emitter&) = delete;
    Emitter& operator=(const Emitter&) = delete;

    std::string text;

    void value(const Value& value) {
        if (value.is_object()) {
            object(value.as_object());
        } else if (value.is_array()) {
            begin_sequence();
            for (const Value& element : value.as_array()) this->value(element);
            end_sequence();
        } else if (value.is_string()) {
            string(value.as_string());
        } else if (value.is_number()) {
            scalar(yaml_number(value.number_text()), YAML_PLAIN_SCALAR_STYLE);
        } else {
            scalar(value.is_null() ? "null" : value.scalar_text(), YAML_PLAIN_SCALAR_STYLE);
        }
    }

    void begin_sequence() {
        yaml_event_t event;
        emit(event,
             yaml_sequence_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_SEQUENCE_STYLE));
    }
    void end_sequence() {
        yaml_event_t event;
        emit(event, yaml_sequence_end_event_initialize(&event));
    }

    void flush() {
        if (yaml_emitter_flush(&emitter_) == 0) throw std::bad_alloc();
    }
    void finish() {
        yaml_event_t event;
        emit(event, yaml_document_end_event_initialize(&event, 1));
        emit(event, yaml_stream_end_event_initialize(&event));
        flush();
    }

  private:
    void emit(yaml_event_t& event, int initialized) {
        if (initialized == 0) throw std::bad_alloc();
        if (yaml_emitter_emit(&emitter_, &event) != 0) return;
        if (emitter_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        throw std::logic_error(std::string("yaml emitter: ") + emitter_.problem);
    }

    void scalar(std::string_view content, yaml_scalar_style_t style) {
        yaml_event_t event;
        emit(event, initialize_scalar(event, content, style));
    }
    static int initialize_scalar(yaml_event_t& event, std::string_view content, yaml_scalar_style_t style) {
        const auto* bytes = reinterpret_cast<const yaml_char_t*>(content.data());
        return yaml_scalar_event_initialize(&event, nullptr, nullptr, bytes, static_cast<int>(content.size()),
                                            1, 1, style);
    }
    void string(const std::string& value) {
        yaml_event_t event;
        if (initialize_scalar(event, value, string_style(value)) != 0) return emit(event, 1);
        // Text that is no UTF-8 cannot come from a server, only from a command line.
        scalar(ascii_only(value), YAML_DOUBLE_QUOTED_SCALAR_STYLE);
    }
    static std::string ascii_only(std::string text_with_bytes) {
        std::ranges::replace_if(
            text_with_bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
        return text_with_bytes;
    }

    void object(const Object& object) {
        yaml_event_t event;
        emit(event,
             yaml_mapping_start_event_initialize(&event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE));
        if (has_duplicates(object)) {
            members_once(object);
        } else {
            for (const Member& member : object) {
                string(member.name);
                value(member.value);
            }
        }
        emit(event, yaml_mapping_end_event_initialize(&event));
    }

    static bool has_duplicates(const Object& object) {
        std::vector<std::string_view> names;
        names.reserve(object.size());
        for (const Member& member : object) names.push_back(member.name);
        std::ranges::sort(names);
        return std::ranges::adjacent_find(names) != names.end();
    }

    void members_once(const Object& object) {
        std::unordered_map<std::string_view, const Value*> last;
        for (const Member& member : object) last[member.name] = &member.value;
        for (const Member& member : object) {
            const Value*& pending = last[member.name];
            if (!pending) continue;
            string(member.name);
            value(*std::exchange(pending, nullptr));
        }
    }

    yaml_emitter_t emitter_{};
};

}  // namespace

std::string write_yaml(const Value& value) {
    Emitter emitter;
    emitter.value(value);
    emitter.finish();
    return std::move(emitter.text);
}

struct YamlWriter::State {
    Emitter emitter;
};

YamlWriter::YamlWriter() : state_(std::make_unique<State>()) {
    state_->emitter.begin_sequence();
}
YamlWriter::~YamlWriter() = default;
YamlWriter::YamlWriter(YamlWriter&&) noexcept = default;
YamlWriter& YamlWriter::operator=(YamlWriter&&) noexcept = default;

void YamlWriter::append(const Value& element) {
    state_->emitter.value(element);
}

void YamlWriter::finish() {
    state_->emitter.end_sequence();
    state_->emitter.finish();
}

std::string YamlWriter::take() {
    state_->emitter.flush();
    return std::exchange(state_->emitter.text, {});
}

}  // namespace rasctl::json
