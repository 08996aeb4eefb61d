#include "simulator/store/farm_text.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include "error/try.hpp"
#include "json/reader.hpp"

namespace rasctl::simulator {
namespace {

constexpr int maximum_depth = 64;
constexpr std::size_t maximum_nodes = 5'000'000;

Error bad_farm_text(std::string why) {
    return Error{ExitCode::usage, "cannot read the YAML", std::move(why), ""};
}

class Document {
  public:
    Document() { yaml_parser_initialize(&parser_); }
    ~Document() {
        if (loaded_) yaml_document_delete(&document_);
        yaml_parser_delete(&parser_);
    }
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    Result<json::Value> read(std::string_view text) {
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
        loaded_ = yaml_parser_load(&parser_, &document_) != 0;
        if (!loaded_)
            return bad_farm_text(fmt::format("line {}: {}", parser_.problem_mark.line + 1,
                                             parser_.problem ? parser_.problem : "?"));
        yaml_node_t* root = yaml_document_get_root_node(&document_);
        if (!root) return json::Value(json::Object{});
        return value_of(*root, 0);
    }

  private:
    Result<json::Value> value_of(const yaml_node_t& node, int depth) {
        if (depth > maximum_depth || ++nodes_ > maximum_nodes)
            return bad_farm_text("it is nested too deeply or too large");
        if (node.type == YAML_MAPPING_NODE) return object_of(node, depth);
        if (node.type == YAML_SEQUENCE_NODE) return list_of(node, depth);
        std::string text(reinterpret_cast<const char*>(node.data.scalar.value), node.data.scalar.length);
        if (node.data.scalar.style != YAML_PLAIN_SCALAR_STYLE) return json::Value(std::move(text));
        if (text.empty() || text == "~") return json::Value();
        auto plain = json::parse(text);
        if (plain && !plain->is_string() && !plain->is_object() && !plain->is_array()) return plain;
        return json::Value(std::move(text));
    }

    Result<json::Value> object_of(const yaml_node_t& node, int depth) {
        json::Object object;
        for (const auto* pair = node.data.mapping.pairs.start; pair != node.data.mapping.pairs.top; ++pair) {
            auto key = value_of(*yaml_document_get_node(&document_, pair->key), depth + 1);
            auto value = value_of(*yaml_document_get_node(&document_, pair->value), depth + 1);
            if (!key) return key;
            if (!value) return value;
            object.set(key->scalar_text(), std::move(*value));
        }
        return json::Value(std::move(object));
    }

    Result<json::Value> list_of(const yaml_node_t& node, int depth) {
        json::Array list;
        for (const auto* item = node.data.sequence.items.start; item != node.data.sequence.items.top;
             ++item) {
            TRY_LET(auto value, value_of(*yaml_document_get_node(&document_, *item), depth + 1));
            list.push_back(std::move(value));
        }
        return json::Value(std::move(list));
    }

    yaml_parser_t parser_{};
    yaml_document_t document_{};
    bool loaded_ = false;
    std::size_t nodes_ = 0;
};

}  // namespace

Result<json::Value> parse_farm_text(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begin == std::string_view::npos || text[begin] == '{' || text[begin] == '[') return json::parse(text);
    return Document().read(text);
}

}  // namespace rasctl::simulator
