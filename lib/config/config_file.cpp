#include "config/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "config/atomic_file.hpp"
#include "config/file_error.hpp"
#include "config/lock.hpp"
#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "terminal/sanitize.hpp"
#include "text/utf8.hpp"

namespace rasctl::config {
namespace {

using std::filesystem::path;

constexpr std::size_t largest_config_file = std::size_t{16} * 1024 * 1024;

Error damaged(const path& file, std::string why) {
    const std::string word = path_word(file);
    return Error{.exit_code = ExitCode::usage,
                 .what = "cannot use " + terminal::sanitize(file.string()),
                 .why = std::move(why),
                 .hint = fmt::format("mend it, or start anew: mv {0} {0}.damaged", word)};
}

// "... at byte 17" in the terms of an editor.
std::string with_line_and_column(std::string why, std::string_view text) {
    constexpr std::string_view mark = " at byte ";
    const auto at = why.rfind(mark);
    if (at == std::string::npos) return why;
    std::size_t byte = 0;
    std::from_chars(why.data() + at + mark.size(), why.data() + why.size(), byte);
    const std::string_view before = text.substr(0, byte);
    const auto line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto column = std::ranges::count_if(
        before.substr(line_begin), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return fmt::format("{} in line {}, column {}", why.substr(0, at), std::ranges::count(before, '\n') + 1,
                       column + 1);
}

Result<> check_shape(const json::Object& root, const path& file) {
    if (const json::Value* version = root.find("version")) {
        const auto number = version->to_int64();
        if (!number || *number < 1) return damaged(file, "its \"version\" is no whole number from 1");
        if (*number > ConfigFile::format_version) {
            Error error =
                damaged(file, fmt::format("it has format {}, and this rasctl knows formats up to {}", *number,
                                          ConfigFile::format_version));
            error.hint = "upgrade rasctl, or set RASCTL_CONFIG_DIR to another folder";
            return error;
        }
    }
    for (const char* const section : {"contexts", "aliases", "defaults"}) {
        const json::Value* value = root.find(section);
        if (value && !value->is_object())
            return damaged(file, fmt::format("its \"{}\" is no object", section));
    }
    const json::Value* current = root.find("currentContext");
    if (current && !current->is_string() && !current->is_null()) {
        return damaged(file, "its \"currentContext\" is no text");
    }
    if (const json::Value* contexts = root.find("contexts")) {
        for (const json::Member& context : contexts->as_object()) {
            if (context.value.is_object()) continue;
            return damaged(file,
                           fmt::format("its context \"{}\" is no object", terminal::sanitize(context.name)));
        }
    }
    return {};
}

}  // namespace

Result<ConfigFile::Content> ConfigFile::read(std::string_view text, path file) {
    Content content{.file = std::move(file)};
    text = without_byte_order_mark(text);
    // An empty file is what `touch` and some dotfile managers leave.
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return content;
    auto value = json::parse(text);
    if (!value) return damaged(content.file, with_line_and_column(value.error().why, text));
    if (!value->is_object()) return damaged(content.file, "it holds no JSON object");
    content.root = std::move(value->as_object());
    TRY(check_shape(content.root, content.file));
    return content;
}

Result<ConfigFile> ConfigFile::parse(std::string_view text, path file) {
    TRY_LET(auto content, read(text, std::move(file)));
    return ConfigFile(std::move(content));
}

Result<ConfigFile> ConfigFile::load(const Paths& paths) {
    const path file = paths.config_file();
    remove_strays(file);
    return load_again(paths, ConfigFile());
}

Result<ConfigFile> ConfigFile::load_again(const Paths& paths, const ConfigFile& before) {
    const path file = paths.config_file();
    system::Ownership ownership;
    TRY_LET(auto text, system::read_file(file, largest_config_file, &ownership));
    const Content& known = *before.content_;
    if (text && *text == known.text && file == known.file && ownership == known.ownership) return before;
    TRY_LET(auto content, read(text.value_or(""), file));
    content.ownership = std::move(ownership);
    content.text = std::move(text).value_or("");
    return ConfigFile(std::move(content));
}

const json::Object* ConfigFile::section(std::string_view name) const {
    const json::Value* value = root().find(name);
    return value && value->is_object() ? &value->as_object() : nullptr;
}

std::string ConfigFile::current_context() const {
    const json::Value* current = root().find("currentContext");
    return current && current->is_string() ? current->as_string() : std::string{};
}

const json::Object* ConfigFile::context(std::string_view name) const {
    const json::Object* contexts = section("contexts");
    const json::Value* found = contexts ? contexts->find(name) : nullptr;
    return found && found->is_object() ? &found->as_object() : nullptr;
}

std::vector<std::string> ConfigFile::context_names() const {
    std::vector<std::string> names;
    if (const json::Object* contexts = section("contexts")) {
        for (const json::Member& context : *contexts) names.push_back(context.name);
    }
    return names;
}

std::optional<std::string> ConfigFile::alias(std::string_view name) const {
    const json::Object* aliases = section("aliases");
    const json::Value* found = aliases ? aliases->find(name) : nullptr;
    if (!found || !found->is_string()) return std::nullopt;
    return found->as_string();
}

Error ConfigFile::not_trusted(std::string_view what) const {
    return {.exit_code = ExitCode::usage,
            .what = fmt::format("cannot use {} of {}", terminal::sanitize(what),
                                terminal::sanitize(file().string())),
            .why = ownership().why_not_trusted,
            .hint = terminal::sanitize(ownership().mend)};
}

Result<> update_config(const Paths& paths, const Warn& warn,
                       const std::function<Result<>(json::Object& root)>& change) {
    const path file = paths.config_file();
    if (file.empty()) return no_folder();
    TRY(system::create_private_directories(paths.config_directory));
    TRY_LET(const auto lock, Lock::acquire(lock_of(file), writers_wait, warn));
    remove_strays(file);
    TRY_LET(const auto before, ConfigFile::load(paths));
    json::Object root = before.root();
    if (!root.find("version")) {
        json::Object versioned;
        versioned.append("version", ConfigFile::format_version);
        for (json::Member& member : root) versioned.append(std::move(member.name), std::move(member.value));
        root = std::move(versioned);
    }
    TRY(change(root));
    if (root == before.root()) return {};
    const std::string text = json::write(root, json::Style::pretty) + "\n";
    // Bytes that are no UTF-8 would make a file that no run can read any more.
    if (!json::parse(text)) {
        return Error{.exit_code = ExitCode::usage,
                     .what = "cannot write " + terminal::sanitize(file.string()),
                     .why = "a value is not valid UTF-8, and JSON holds nothing else"};
    }
    return write_atomically(file, text, Symlinks::follow);
}

}  // namespace rasctl::config
