// A body that becomes a file: nobody sees it before it is whole.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "commands/run/call/download_place.hpp"
#include "commands/run/context.hpp"
#include "http/message.hpp"

namespace rasctl::commands {

class Download {
  public:
    // `with_progress`: show how far it is, unless --quiet.
    Download(Context& context, DownloadPlace& place, bool with_progress);
    ~Download();
    Download(const Download&) = delete;
    Download& operator=(const Download&) = delete;

    // To be called before anything is sent: a folder that cannot be written is told here.
    Result<> begin();
    http::BodySink sink();
    http::Progress progress();

    // Moves the file to its place and answers its path ("-" for stdout). `noun` names a file that the server
    // does not name; `id` tells several downloads of one command apart.
    Result<std::string> finish(const http::Response& response, std::string_view noun, std::string_view id);

    struct State;

  private:
    std::unique_ptr<State> state_;
};

}  // namespace rasctl::commands
