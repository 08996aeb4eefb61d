// Where the downloads of one command go.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "commands/run/context.hpp"
#include "system/named_file.hpp"

namespace rasctl::commands {

// One file, stdout, or a folder in which each download gets a name of its own.
class DownloadPlace {
  public:
    // By what --output-file says: a file, "-", or a folder; nothing is the working directory. A file that is
    // there, or cannot be written, is refused here, before anything is sent.
    static Result<DownloadPlace> choose(Context& context, const std::optional<std::string>& wanted);

    // Exit code 2 when `downloads` do not fit because a single file is named.
    Result<> check_room(std::string_view command, std::size_t downloads) const;

    // The folder; nothing where one file or stdout takes all.
    const std::optional<std::filesystem::path>& folder() const { return folder_; }

    // For a single file or stdout: takes what comes. A terminal gets text only.
    Result<> write(std::string_view bytes);
    // Answers its path, "-" for stdout.
    Result<std::string> finish();

    // For a folder: gives a whole download its name and answers its path. The server's name counts where
    // there is one; what is there stays. Of several downloads with one name, the later ones get their
    // target's ID into it.
    Result<std::string> place(system::TemporaryFile& file, std::string_view server_name,
                              std::string_view noun, std::string_view id);

  private:
    explicit DownloadPlace(Context& context) : context_(&context) {}
    Result<> check_text(std::string_view bytes);

    Context* context_;
    std::optional<std::filesystem::path> folder_;
    std::optional<system::NamedFile> file_;
    std::string path_;
    bool text_only_ = false;
    std::string begun_character_;
    std::set<std::string, std::less<>> taken_;
};

}  // namespace rasctl::commands
