#include "commands/run/call/download.hpp"

#include <cerrno>

#include "commands/run/call/content_disposition.hpp"
#include "commands/run/call/progress_ticker.hpp"
#include "error/try.hpp"
#include "system/file.hpp"
#include "system/file_error.hpp"
#include "terminal/progress.hpp"

namespace rasctl::commands {

struct Download::State {
    State(Context& context, DownloadPlace& where, bool with_progress)
        : place(where),
          bar(context.streams(), "receiving", std::nullopt, terminal::Unit::bytes,
              with_progress && !context.settings().on(config::SettingId::quiet)),
          ticker(context, bar) {}

    Result<> write(std::string_view bytes) {
        if (!temporary) return place.write(bytes);
        const int number = system::write_all(temporary->descriptor(), bytes);
        if (number == 0) return {};
        return system::file_error("write", *place.folder() / "a file", number);
    }

    DownloadPlace& place;
    terminal::Progress bar;
    ProgressTicker ticker;
    std::optional<system::TemporaryFile> temporary;  // in a folder
};

Download::Download(Context& context, DownloadPlace& place, bool with_progress)
    : state_(std::make_unique<State>(context, place, with_progress)) {}

Download::~Download() = default;

Result<> Download::begin() {
    if (!state_->place.folder()) return {};
    TRY_LET(auto made, system::TemporaryFile::create_in(*state_->place.folder(), 0600));
    state_->temporary.emplace(std::move(made));
    return {};
}

http::BodySink Download::sink() {
    return [state = state_.get()](std::string_view piece) -> Result<bool> {
        TRY(state->write(piece));
        return true;
    };
}

http::Progress Download::progress() {
    return [state = state_.get()](std::uint64_t done, std::optional<std::uint64_t> total) {
        state->bar.set_total(total);
        state->bar.set_done(done);
    };
}

Result<std::string> Download::finish(const http::Response& response, std::string_view noun,
                                     std::string_view id) {
    state_->bar.finish();
    if (!state_->temporary) return state_->place.finish();
    const std::string name = file_name_of(response.header("Content-Disposition").value_or(""));
    return state_->place.place(*state_->temporary, name, noun, id);
}

}  // namespace rasctl::commands
