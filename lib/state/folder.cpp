#include "state/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "error/try.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "system/file.hpp"
#include "system/file_error.hpp"
#include "system/temporary_file.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace rasctl::state {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{64} << 20U;
constexpr std::string_view manifest_name = ".rasctl-export.json";

Error wrong(std::string what, std::string why, std::string hint = {}) {
    return {.exit_code = ExitCode::usage,
            .what = std::move(what),
            .why = std::move(why),
            .hint = std::move(hint)};
}

Result<std::string> content_of(const fs::path& file) {
    TRY_LET(auto text, system::read_file(file, largest_file));
    if (!text) return wrong(fmt::format("cannot read {}", file.string()), "there is no such file");
    return std::move(*text);
}

bool holds_documents(const fs::path& file) {
    const std::string end = lower_case(file.extension().string());
    return end == ".yaml" || end == ".yml" || end == ".json";
}

// A link in a folder from somebody else must not lead to files that are none of it.
bool leads_out(const fs::path& file, const fs::path& folder) {
    std::error_code failed;
    const fs::path real = fs::canonical(file, failed), root = fs::canonical(folder, failed);
    if (failed) return true;
    return std::ranges::mismatch(root, real).in1 != root.end();
}

Result<std::vector<fs::path>> files_in(const fs::path& folder, Source& source) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        const fs::path& file = at->path();
        if (file.filename().string().starts_with('.')) {
            if (at->is_directory(failed)) at.disable_recursion_pending();
            continue;
        }
        if (at->is_directory(failed) || !holds_documents(file)) continue;
        if (at->is_symlink(failed) && leads_out(file, folder))
            source.problems.push_back(fmt::format(
                "{}:1:1: the link leads out of the folder; put the file itself there", file.string()));
        else
            files.push_back(file);
    }
    if (failed) return wrong(fmt::format("cannot read {}", folder.string()), failed.message());
    std::ranges::sort(files, {}, &fs::path::native);
    return files;
}

void add(const json::Value& value, const std::string& file, std::size_t position, const std::string& text,
         Source& source) {
    auto document = read_document(value);
    if (document) {
        document->file = file;
        document->position = position;
        source.documents.push_back(std::move(*document));
        return;
    }
    const Error& error = document.error();
    const auto place = json::place_in_yaml(text, position, error.what);
    source.problems.push_back(fmt::format("{}:{}:{}: {}{}{}", file, place.line, place.column, error.what,
                                          error.what.empty() ? "" : ": ", error.why));
}

bool is_same_file(const fs::path& one, const fs::path& other) {
    const auto text = system::read_file(one, largest_file),
               other_text = system::read_file(other, largest_file);
    return text && other_text && *text && *other_text && **text == **other_text;
}

bool is_in_both(const fs::path& file, const std::string& place, Twin& twin) {
    if (!twin.compared && is_same_file(file, twin.folder / place)) twin.same.insert(place);
    return twin.same.contains(place);
}

json::Array manifest_of(const fs::path& folder) {
    const auto text = system::read_file(folder / manifest_name, largest_file);
    if (!text || !*text) return {};
    const auto value = json::parse(**text);
    const json::Value* files = value ? value->find("files") : nullptr;
    return files && files->is_array() ? files->as_array() : json::Array{};
}

// A name from the manifest that leads nowhere else.
bool is_inside(const std::string& name) {
    const fs::path path(name);
    return !name.empty() && path.is_relative() && std::ranges::find(path, "..") == path.end();
}

// Whole or not at all, whoever else writes there. Nothing waits for the disk: the farm can be read again.
Result<> write_file(const fs::path& file, const std::string& text) {
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed) return system::file_error("write", file, failed.value());
    constexpr mode_t for_all = 0666;  // as far as the user's mask lets
    TRY_LET(auto whole, system::TemporaryFile::create_beside(file, for_all));
    int number = system::write_all(whole.descriptor(), text);
    if (number == 0) number = whole.replace(file);
    if (number != 0) return system::file_error("write", file, number);
    return {};
}

// What export has written, for a later one that finds objects gone.
Result<> write_manifest(const fs::path& folder, json::Array names) {
    std::ranges::sort(names, {}, &json::Value::scalar_text);
    names.erase(std::ranges::unique(names).begin(), names.end());
    json::Object manifest;
    manifest.append("files", std::move(names));
    const std::string text = json::write(manifest, json::Style::pretty) + "\n";
    const auto former = system::read_file(folder / manifest_name, largest_file);
    if (former && *former && **former == text) return {};
    return write_file(folder / manifest_name, text);
}

}  // namespace

void read_text(const std::string& text, const std::string& file, Source& source) {
    if (!is_utf8(text)) {
        source.problems.push_back(fmt::format("{}:1:1: it is no UTF-8 text; save it as UTF-8", file));
        return;
    }
    auto values = json::parse_yaml_documents(text);
    if (!values) {
        // "line 3, column 5: WHY" is told as editors know it.
        const std::string& why = values.error().why;
        unsigned line = 1, column = 1;
        const bool told = std::sscanf(why.c_str(), "line %u, column %u:", &line, &column) == 2;
        const auto colon = why.find(": ");
        source.problems.push_back(
            fmt::format("{}:{}:{}: {}", file, line, column,
                        told && colon != std::string::npos ? why.substr(colon + 2) : why));
        return;
    }
    if (values->empty())
        source.problems.push_back(
            fmt::format("{}:1:1: it holds no document; remove the file or fill it", file));
    for (std::size_t i = 0; i < values->size(); ++i) add((*values)[i], file, i, text, source);
}

Result<Source> read_documents(const fs::path& path, Twin* twin) {
    Source source;
    std::error_code failed;
    const bool is_folder = fs::is_directory(path, failed);
    std::vector<fs::path> files{path};
    if (is_folder) {
        TRY_LET(auto found, files_in(path, source));
        files = std::move(found);
        if (files.empty() && source.problems.empty())
            return wrong(fmt::format("nothing to read in {}", path.string()),
                         "it holds no .yaml or .json file",
                         fmt::format("rasctl export -o {}", path.string()));
    }
    const bool has_twin = is_folder && twin != nullptr && fs::is_directory(twin->folder, failed);
    const std::size_t before = (path / "").native().size();
    for (const fs::path& file : files) {
        if (has_twin && is_in_both(file, file.native().substr(before), *twin)) continue;
        auto text = content_of(file);
        if (!text && !is_folder) {
            Error error = text.error();
            if (fs::is_fifo(file, failed) || fs::is_character_file(file, failed))
                error.hint = fmt::format("rasctl diff -f - < {}", file.string());
            return error;
        }
        if (!text)
            source.problems.push_back(fmt::format("{}:1:1: {}", file.string(), text.error().why));
        else
            read_text(*text, file.string(), source);
    }
    if (has_twin) twin->compared = true;
    return source;
}

std::string problem_in(const Document& document, const std::string& path, const std::string& text) {
    json::TextPlace place;
    if (document.text)
        place = json::place_in_yaml(*document.text, document.position, path);
    else if (const auto content = content_of(document.file))
        place = json::place_in_yaml(*content, document.position, path);
    return fmt::format("{}:{}:{}: {}: {}", document.file, place.line, place.column, path, text);
}

Result<FolderChange> write_folder(const fs::path& folder, std::vector<Document> documents,
                                  const std::string& header, const std::function<bool(const Key&)>& covers) {
    FolderChange change;
    std::set<std::string> taken;  // in lower case: some file systems do not tell it apart
    std::map<std::string, Document*> names;
    for (Document& document : documents) {
        std::string name = file_name(document.key);
        const std::string stem = name.substr(0, name.size() - std::string_view(".yaml").size());
        for (std::size_t i = 2; !taken.insert(lower_case(name)).second; ++i)
            name = fmt::format("{}~{}.yaml", stem, i);
        names.emplace(name, &document);
    }
    json::Array kept;
    const json::Array known = manifest_of(folder);
    for (const json::Value& former : known) {
        const std::string name = former.scalar_text();
        if (!is_inside(name) || names.contains(name)) continue;
        const auto old = read_documents(folder / name);
        const bool gone = old && old->documents.size() == 1 && covers(old->documents.front().key);
        std::error_code failed;
        if (gone && fs::remove(folder / name, failed)) ++change.removed;
        if (!gone && fs::exists(folder / name, failed)) kept.push_back(former);
    }
    for (const auto& [name, document] : names) {
        const std::string text = header + write_document(std::move(*document));
        const auto former = system::read_file(folder / name, largest_file);
        if (former && *former && **former == text) {
            ++change.unchanged;
        } else if (auto written = write_file(folder / name, text); written) {
            ++change.written;
        } else {
            // A later export is to know those that are there.
            std::ranges::copy(known, std::back_inserter(kept));
            [[maybe_unused]] const auto noted = write_manifest(folder, std::move(kept));
            return written.error();
        }
        kept.emplace_back(name);
    }
    TRY(write_manifest(folder, std::move(kept)));
    return change;
}

}  // namespace rasctl::state
