#include "farm/parameter_text.hpp"

#include "catalog/path_style.hpp"
#include "farm/text_pieces.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace rasctl::farm {
namespace {

using catalog::Style;
using json::Value;

bool is_unreserved(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string plain_text(const Value& value) {
    return value.is_object() || value.is_array() ? json::write(value) : value.scalar_text();
}

std::string_view separator_of(Style style) {
    if (style == Style::spaces) return "%20";
    return style == Style::bars ? "%7C" : ",";
}

// "a,b" of a list, "name,value,name,value" of an object.
std::string joined(const Value& value, std::string_view separator) {
    std::string text;
    const auto add = [&](const std::string& piece) {
        if (!text.empty()) text += separator;
        text += percent_encode(piece);
    };
    if (value.is_array()) {
        for (const Value& element : value.as_array()) add(plain_text(element));
    } else {
        for (const json::Member& member : value.as_object()) {
            add(member.name);
            add(plain_text(member.value));
        }
    }
    return text;
}

// name[member]=value, as deep as the value goes.
void add_deep(const std::string& name, const Value& value, std::vector<EncodedPair>& pairs) {
    if (value.is_object()) {
        for (const json::Member& member : value.as_object())
            add_deep(name + "%5B" + percent_encode(member.name) + "%5D", member.value, pairs);
    } else if (value.is_array()) {
        for (const Value& element : value.as_array())
            pairs.push_back({name, percent_encode(plain_text(element))});
    } else {
        pairs.push_back({name, percent_encode(value.scalar_text())});
    }
}

std::vector<EncodedPair> apart(const std::string& name, const Value& value) {
    std::vector<EncodedPair> pairs;
    if (value.is_array())
        for (const Value& element : value.as_array())
            pairs.push_back({name, percent_encode(plain_text(element))});
    else
        for (const json::Member& member : value.as_object())
            pairs.push_back({percent_encode(member.name), percent_encode(plain_text(member.value))});
    return pairs;
}

}  // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 0xFU];
    }
    return out;
}

std::vector<EncodedPair> encoded_pairs(std::string_view name, const Value& value, Style style) {
    const std::string encoded = percent_encode(name);
    if (style == Style::json) return {{encoded, percent_encode(json::write(value))}};
    if (!value.is_array() && !value.is_object()) return {{encoded, percent_encode(value.scalar_text())}};
    if (style == Style::apart) return apart(encoded, value);
    std::vector<EncodedPair> pairs;
    if (style == Style::deep) {
        add_deep(encoded, value, pairs);
        return pairs;
    }
    std::string text = joined(value, separator_of(style));
    if (!text.empty()) pairs.push_back({encoded, std::move(text)});
    return pairs;
}

std::string path_text(const catalog::Field& parameter, std::string_view target) {
    using catalog::PathStyle;
    const PathStyle style = catalog::path_style_of(parameter);
    const bool is_list = parameter.type().is_array();
    const std::string label = ".", matrix = ";" + percent_encode(parameter.name()) + "=";
    std::string text, between = ",";
    if (style == PathStyle::label || style == PathStyle::label_apart) text = label;
    if (style == PathStyle::matrix || style == PathStyle::matrix_apart) text = matrix;
    if (style == PathStyle::label_apart || style == PathStyle::matrix_apart) between = text;
    if (!is_list) return text + percent_encode(target);
    std::string_view separator;
    for (const std::string& element : split_at_commas(target)) {
        text.append(separator).append(percent_encode(element));
        separator = between;
    }
    return text;
}

std::string header_text(const Value& value, Style style) {
    if (style == Style::json) return json::write(value);
    std::string text;
    const auto add = [&](const std::string& piece) { text += (text.empty() ? "" : ",") + piece; };
    if (value.is_array()) {
        for (const Value& element : value.as_array()) add(plain_text(element));
    } else if (value.is_object()) {
        for (const json::Member& member : value.as_object()) {
            const std::string member_text = plain_text(member.value);
            add(member.name + (style == Style::apart ? "=" : ",") + member_text);
        }
    } else {
        text = value.scalar_text();
    }
    return text;
}

}  // namespace rasctl::farm
