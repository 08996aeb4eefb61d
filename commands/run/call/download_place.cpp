#include "commands/run/call/download_place.hpp"

#include <fmt/format.h>

#include <cerrno>

#include "error/try.hpp"
#include "system/file_error.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

Error binary_for_terminal() {
    return {.exit_code = ExitCode::usage,
            .what = "this is no text for a terminal",
            .why = "it holds control characters or binary data",
            .hint = "name a file with --output-file, or pipe it into a program"};
}

// How many bytes at the end begin a character that is not whole yet.
std::size_t begun_at_end(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0U) == 0x80U) continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return text.ends_with('\r') ? 1 : 0;
}

// "farm.dat2" and "7" make "farm-7.dat2".
std::string with_id(const std::string& name, std::string_view id) {
    const auto dot = name.find_last_of('.');
    const auto end = dot == std::string::npos || dot == 0 ? name.size() : dot;
    return fmt::format("{}-{}{}", name.substr(0, end), id, name.substr(end));
}

}  // namespace

Result<DownloadPlace> DownloadPlace::choose(Context& context, const std::optional<std::string>& wanted) {
    DownloadPlace place(context);
    std::error_code ignored;
    if (!wanted || (!wanted->empty() && fs::is_directory(*wanted, ignored))) {
        place.folder_ = wanted.value_or("");
        return place;
    }
    place.path_ = *wanted;
    if (*wanted == "-") {
        place.text_only_ = context.streams().output_is_terminal();
        return place;
    }
    if (wanted->empty())
        return Error{.exit_code = ExitCode::usage, .what = "--output-file", .why = "it names no file"};
    TRY_LET(auto file, system::NamedFile::open(*wanted, system::Existing::refuse, 0600));
    place.file_.emplace(std::move(file));
    place.text_only_ = place.file_->is_terminal();
    return place;
}

Result<> DownloadPlace::check_room(std::string_view command, std::size_t downloads) const {
    if (folder_ || downloads < 2) return {};
    return Error{.exit_code = ExitCode::usage,
                 .what = fmt::format("'{}' for {} targets makes {} files", command, downloads, downloads),
                 .why = fmt::format("--output-file names {}",
                                    path_ == "-" ? std::string("stdout") : "the one file " + path_),
                 .hint = "name a folder that is there with --output-file, or leave it out"};
}

Result<> DownloadPlace::check_text(std::string_view bytes) {
    std::string text = begun_character_ + std::string(bytes);
    const std::size_t begun = begun_at_end(text);
    begun_character_ = text.substr(text.size() - begun);
    text.erase(text.size() - begun);
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.erase(at, 1);
    if (terminal::is_safe(text, terminal::LineEnds::keep)) return {};
    return binary_for_terminal();
}

Result<> DownloadPlace::write(std::string_view bytes) {
    if (text_only_) TRY(check_text(bytes));
    return file_ ? file_->write(bytes) : context_->streams().out().write(bytes);
}

Result<std::string> DownloadPlace::finish() {
    if (text_only_ && !begun_character_.empty()) return binary_for_terminal();
    if (file_) TRY(file_->finish());
    return path_;
}

Result<std::string> DownloadPlace::place(system::TemporaryFile& file, std::string_view server_name,
                                         std::string_view noun, std::string_view id) {
    std::string name(server_name);
    if (name.empty()) name = fmt::format("{}.bin", noun);
    if (!id.empty() && (server_name.empty() || taken_.contains(name))) name = with_id(name, id);
    taken_.insert(name);
    const fs::path path = *folder_ / name;
    int number = file.flush();
    if (number == 0) number = file.become(path);
    if (number == EEXIST) return system::is_there_already(path);
    if (number != 0) return system::file_error("write", path, number);
    return path.string();
}

}  // namespace rasctl::commands
