// A body that becomes a file: written beside its place and moved there when it is whole.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/context.hpp"
#include "http/message.hpp"

namespace rasctl::commands {

class Download {
  public:
    // `path`: where to write; "-" is stdout; nothing leaves it to the server's name, in the working
    // directory. `with_progress`: show how far it is, unless --quiet.
    Download(Context& context, std::optional<std::string> path, bool with_progress);
    ~Download();
    Download(const Download&) = delete;
    Download& operator=(const Download&) = delete;

    http::BodySink sink();
    http::Progress progress();

    // Moves the file to its place and answers its path ("-" for stdout). A name that the server gives loses
    // its folders, and an existing file of that name is not replaced; `fallback` names a file the server does
    // not name.
    Result<std::string> finish(const http::Response& response, const std::string& fallback);

    struct State;

  private:
    std::unique_ptr<State> state_;
};

// The file name in a Content-Disposition header (RFC 6266), without folders; empty when there is none to use.
std::string file_name_of(std::string_view content_disposition);

}  // namespace rasctl::commands
