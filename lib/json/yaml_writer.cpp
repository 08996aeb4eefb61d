#include <algorithm>
#include <unordered_map>
#include <utility>

#include "json/yaml.hpp"
#include "json/yaml_spelling.hpp"

namespace rasctl::json {
namespace {

bool has_duplicates(const Object& object) {
    std::vector<std::string_view> names;
    names.reserve(object.size());
    for (const Member& member : object) names.push_back(member.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
}

bool is_block(const Value& value) {
    return (value.is_object() && !value.as_object().empty()) ||
           (value.is_array() && !value.as_array().empty());
}

// YAML in block style, as libyaml's emitter lays it out: that one takes thirty times as long, and an export
// of a farm is mostly YAML.
class BlockText {
  public:
    std::string text;

    void document(const Value& value) {
        if (is_block(value)) return block(value, 0, false);
        scalar(value);
        text += '\n';
    }

    // "- ELEMENT", as one of a sequence.
    void element(const Value& value, std::size_t indent) {
        text += "- ";
        behind_sign(value, indent + 2);
    }

  private:
    static constexpr std::size_t step = 2;

    // `begun` says that something stands on its first line already, as far in as the block is.
    void block(const Value& value, std::size_t indent, bool begun) {
        if (value.is_object()) return members(value.as_object(), indent, begun);
        for (const Value& one : value.as_array()) {
            if (!std::exchange(begun, false)) text.append(indent, ' ');
            element(one, indent);
        }
    }

    void members(const Object& object, std::size_t indent, bool begun) {
        // Of members with the same name the last one's value stands in the first one's place.
        std::unordered_map<std::string_view, const Value*> last;
        const bool doubles = has_duplicates(object);
        if (doubles)
            for (const Member& one : object) last[one.name] = &one.value;
        for (const Member& one : object) {
            const Value* value = doubles ? std::exchange(last[one.name], nullptr) : &one.value;
            if (value == nullptr) continue;
            if (!std::exchange(begun, false)) text.append(indent, ' ');
            member(one.name, *value, indent);
        }
    }

    void member(std::string_view name, const Value& value, std::size_t indent) {
        if (!is_simple_yaml_key(name)) {
            text += "? ";
            append_yaml_string(text, name);
            text += '\n';
            text.append(indent, ' ');
            text += ": ";
            return behind_sign(value, indent + step);
        }
        append_yaml_string(text, name);
        text += ':';
        if (is_block(value)) {
            text += '\n';
            return block(value, value.is_array() ? indent : indent + step, false);
        }
        text += ' ';
        scalar(value);
        text += '\n';
    }

    void behind_sign(const Value& value, std::size_t indent) {
        if (is_block(value)) return block(value, indent, true);
        scalar(value);
        text += '\n';
    }

    void scalar(const Value& value) {
        if (value.is_string())
            append_yaml_string(text, value.as_string());
        else if (value.is_number())
            append_yaml_number(text, value.number_text());
        else if (value.is_bool())
            text += value.as_bool() ? "true" : "false";
        else
            text += value.is_object() ? "{}" : value.is_array() ? "[]" : "null";
    }
};

}  // namespace

std::string write_yaml(const Value& value) {
    BlockText writer;
    writer.document(value);
    return std::move(writer.text);
}

struct YamlWriter::State {
    BlockText written;
    bool is_empty = true;
};

YamlWriter::YamlWriter() : state_(std::make_unique<State>()) {}
YamlWriter::~YamlWriter() = default;
YamlWriter::YamlWriter(YamlWriter&&) noexcept = default;
YamlWriter& YamlWriter::operator=(YamlWriter&&) noexcept = default;

void YamlWriter::append(const Value& element) {
    state_->written.element(element, 0);
    state_->is_empty = false;
}

void YamlWriter::finish() {
    if (state_->is_empty) state_->written.text += "[]\n";
}

std::string YamlWriter::take() {
    return std::exchange(state_->written.text, {});
}

}  // namespace rasctl::json
