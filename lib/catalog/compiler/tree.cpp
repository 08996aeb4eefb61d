#include "catalog/compiler/tree.hpp"

#include <fmt/format.h>

#include "error/try.hpp"

namespace rasctl::catalog::compiler {
namespace {

using json::Value;

Error refuse_tree(std::string_view file, std::string_view why) {
    return {
        .exit_code = ExitCode::usage, .what = fmt::format("cannot use {}", file), .why = std::string(why)};
}

Result<> read_strings(std::string_view file, std::string_view member, const Value& value,
                      std::vector<std::string>& out) {
    if (!value.is_array()) return refuse_tree(file, fmt::format("'{}' is no list", member));
    for (const Value& one : value.as_array()) {
        if (!one.is_string())
            return refuse_tree(file, fmt::format("'{}' holds something that is no text", member));
        out.push_back(one.as_string());
    }
    return {};
}

Result<> read_map(std::string_view file, std::string_view member, const Value& value,
                  std::map<std::string, std::string>& out) {
    if (!value.is_object()) return refuse_tree(file, fmt::format("'{}' is no object", member));
    for (const json::Member& one : value.as_object()) {
        if (!one.value.is_string())
            return refuse_tree(file, fmt::format("'{}.{}' is no text", member, one.name));
        if (!out.emplace(one.name, one.value.as_string()).second)
            return refuse_tree(file, fmt::format("'{}.{}' is there twice", member, one.name));
    }
    return {};
}

Result<> read_set(std::string_view file, std::string_view member, const Value& value,
                  std::set<std::string>& out) {
    std::vector<std::string> texts;
    TRY(read_strings(file, member, value, texts));
    out.insert(texts.begin(), texts.end());
    return {};
}

Result<> read_verb(std::string_view file, std::string_view place, const Value& value, VerbTree& verb) {
    if (!value.is_object()) return refuse_tree(file, fmt::format("'{}' is no object", place));
    for (const json::Member& member : value.as_object()) {
        Result<> read{};
        if (member.name == "summary")
            verb.summary = member.value.scalar_text();
        else if (member.name == "examples")
            read = read_strings(file, place, member.value, verb.examples);
        else if (member.name == "columns")
            read = read_strings(file, place, member.value, verb.columns);
        else
            read = refuse_tree(file, fmt::format("'{}.{}' is not known", place, member.name));
        if (!read) return read;
    }
    return {};
}

// {"type": ["Folder"]}: the field and its values by which rows of the noun are told from others.
Result<> read_rows(std::string_view file, const std::string& noun_name, const Value& value, NounTree& noun) {
    if (!value.is_object() || value.as_object().size() != 1)
        return refuse_tree(file, fmt::format("'{}.rows' names no field", noun_name));
    const json::Member& member = *value.as_object().begin();
    noun.told_by = member.name;
    return read_strings(file, noun_name + ".rows", member.value, noun.told);
}

Result<> read_inheritance(std::string_view file, const Value& value, Tree& tree) {
    if (!value.is_object()) return refuse_tree(file, "'inheritance' is no object");
    for (const json::Member& schema : value.as_object()) {
        if (!schema.value.is_object())
            return refuse_tree(file, fmt::format("'{}' is no object", schema.name));
        for (const json::Member& one : schema.value.as_object())
            if (auto read = read_strings(file, one.name, one.value, tree.inheritance[schema.name][one.name]);
                !read)
                return read;
    }
    return {};
}

Result<> read_noun(std::string_view file, const std::string& name, const Value& value, NounTree& noun) {
    if (!value.is_object()) return refuse_tree(file, fmt::format("'{}' is no object", name));
    for (const json::Member& member : value.as_object()) {
        Result<> read{};
        if (member.name == "summary")
            noun.summary = member.value.scalar_text();
        else if (member.name == "identity")
            noun.identity = member.value.scalar_text();
        else if (member.name == "columns")
            read = read_strings(file, name, member.value, noun.columns);
        else if (member.name == "aliases")
            read = read_strings(file, name, member.value, noun.aliases);
        else if (member.name == "ownList")
            noun.own_list = member.value.scalar_text() == "true";
        else if (member.name == "rows")
            read = read_rows(file, name, member.value, noun);
        else if (member.name == "verbs" && member.value.is_object()) {
            for (const json::Member& verb : member.value.as_object()) {
                read = read_verb(file, name + "." + verb.name, verb.value, noun.verbs[verb.name]);
                if (!read) return read;
            }
        } else {
            read = refuse_tree(file, fmt::format("'{}.{}' is not known", name, member.name));
        }
        if (!read) return read;
    }
    return {};
}

Result<> read_nouns(std::string_view file, const Value& value, Tree& tree) {
    if (!value.is_object()) return refuse_tree(file, "'nouns' is no object");
    for (const json::Member& member : value.as_object()) {
        if (tree.nouns.contains(member.name))
            return refuse_tree(file, fmt::format("'{}' is there twice", member.name));
        if (auto read = read_noun(file, member.name, member.value, tree.nouns[member.name]); !read)
            return read;
    }
    return {};
}

}  // namespace

Result<> add_to_tree(Tree& tree, std::string_view file_name, const Value& content) {
    if (!content.is_object()) return refuse_tree(file_name, "it is no JSON object");
    for (const json::Member& member : content.as_object()) {
        const std::string& name = member.name;
        const Value& value = member.value;
        Result<> read{};
        if (name == "terms")
            read = read_map(file_name, name, value, tree.terms);
        else if (name == "segments")
            read = read_map(file_name, name, value, tree.segments);
        else if (name == "singular")
            read = read_map(file_name, name, value, tree.singular);
        else if (name == "prefixes")
            read = read_map(file_name, name, value, tree.prefixes);
        else if (name == "operations")
            read = read_map(file_name, name, value, tree.operations);
        else if (name == "kinds")
            read = read_map(file_name, name, value, tree.kinds);
        else if (name == "replaced")
            read = read_map(file_name, name, value, tree.replaced);
        else if (name == "positionals")
            read = read_map(file_name, name, value, tree.positionals);
        else if (name == "summariesByEnding")
            read = read_map(file_name, name, value, tree.summaries_by_ending);
        else if (name == "actions")
            read = read_set(file_name, name, value, tree.actions);
        else if (name == "disturbing")
            read = read_set(file_name, name, value, tree.disturbing);
        else if (name == "serving")
            read = read_set(file_name, name, value, tree.serving);
        else if (name == "inheritance")
            read = read_inheritance(file_name, value, tree);
        else if (name == "destructive")
            read = read_set(file_name, name, value, tree.destructive);
        else if (name == "reading")
            read = read_set(file_name, name, value, tree.reading);
        else if (name == "globalFlags")
            read = read_set(file_name, name, value, tree.global_flags);
        else if (name == "nouns")
            read = read_nouns(file_name, value, tree);
        else
            read = refuse_tree(file_name, fmt::format("'{}' is not known", name));
        if (!read) return read;
    }
    return {};
}

}  // namespace rasctl::catalog::compiler
