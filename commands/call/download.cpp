#include "commands/call/download.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "commands/call/progress_ticker.hpp"
#include "terminal/descriptor.hpp"
#include "terminal/progress.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::commands {
namespace {

namespace fs = std::filesystem;

Error cannot_write(const std::string& path, int number) {
    return {.exit_code = ExitCode::refused,
            .what = fmt::format("cannot write {}", terminal::sanitize(path)),
            .why = std::strerror(number)};
}

}  // namespace

struct Download::State {
    State(Context& owner, std::optional<std::string> wanted, bool with_progress)
        : context(owner),
          path(std::move(wanted)),
          bar(owner.streams(), "receiving", std::nullopt, terminal::Unit::bytes,
              with_progress && !owner.settings().on(config::SettingId::quiet)),
          ticker(owner, bar) {}

    bool to_stdout() const { return path == "-"; }
    fs::path folder() const {
        const fs::path parent = path ? fs::path(*path).parent_path() : fs::path();
        return parent.empty() ? fs::path(".") : parent;
    }
    Result<> open();
    Result<> write(std::string_view bytes);

    Context& context;
    std::optional<std::string> path;
    terminal::Progress bar;
    ProgressTicker ticker;
    std::string temporary;
    int file = -1;
};

Result<> Download::State::open() {
    if (file >= 0) return {};
    temporary = (folder() / fmt::format(".rasctl-{}.part", ::getpid())).string();
    file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) {
        ::unlink(temporary.c_str());
        file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
    if (file >= 0) return {};
    temporary.clear();
    return cannot_write(path.value_or("a file here"), errno);
}

Result<> Download::State::write(std::string_view bytes) {
    if (to_stdout()) return context.streams().out().write(bytes);
    if (auto opened = open(); !opened) return opened;
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return cannot_write(path.value_or(temporary), errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Download::Download(Context& context, std::optional<std::string> path, bool with_progress)
    : state_(std::make_unique<State>(context, std::move(path), with_progress)) {}

Download::~Download() {
    if (state_->file >= 0) ::close(state_->file);
    if (!state_->temporary.empty()) ::unlink(state_->temporary.c_str());
}

http::BodySink Download::sink() {
    return [state = state_.get()](std::string_view piece) -> Result<bool> {
        if (auto written = state->write(piece); !written) return written.error();
        return true;
    };
}

http::Progress Download::progress() {
    return [state = state_.get()](std::uint64_t done, std::optional<std::uint64_t> total) {
        state->bar.set_total(total);
        state->bar.set_done(done);
    };
}

Result<std::string> Download::finish(const http::Response& response, const std::string& fallback) {
    state_->bar.finish();
    if (state_->to_stdout()) return std::string("-");
    if (auto opened = state_->open(); !opened) return opened.error();
    if (::fsync(state_->file) != 0 && errno != EINVAL) return cannot_write(state_->temporary, errno);
    std::string target;
    if (state_->path) {
        target = *state_->path;
        std::error_code ignored;
        if (fs::is_directory(target, ignored)) return cannot_write(target, EISDIR);
    } else {
        target = file_name_of(response.header("Content-Disposition").value_or(""));
        if (target.empty()) target = fallback + ".bin";
        if (fs::exists(target))
            return Error{.exit_code = ExitCode::usage,
                         .what = fmt::format("{} is there already", terminal::sanitize(target)),
                         .why = "it is not replaced unasked",
                         .hint = "name a file with --output-file"};
    }
    if (::rename(state_->temporary.c_str(), target.c_str()) != 0) return cannot_write(target, errno);
    state_->temporary.clear();
    return target;
}

std::string file_name_of(std::string_view content_disposition) {
    constexpr std::string_view key = "filename=";
    const auto at = content_disposition.find(key);
    if (at == std::string_view::npos) return {};
    std::string_view rest = content_disposition.substr(at + key.size());
    std::string name;
    if (rest.starts_with('"')) {
        for (std::size_t i = 1; i < rest.size() && rest[i] != '"'; ++i) {
            if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
            name += rest[i];
        }
    } else {
        name = rest.substr(0, rest.find_first_of("; \t"));
    }
    if (const auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '_';
    // A leading dot would hide the file, or name the folder itself.
    while (name.starts_with('.')) name.erase(0, 1);
    return name.size() > 200 ? name.substr(0, 200) : name;
}

}  // namespace rasctl::commands
