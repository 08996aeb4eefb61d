// A temporary folder that goes away with the test.
#pragma once

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "config/paths.hpp"

namespace rasctl::config {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "rasctl-config-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Paths paths() const { return {path / "config", path / "cache"}; }
    std::string read(const std::filesystem::path& file) const {
        std::ifstream stream(path / file);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::filesystem::path& file, const std::string& text, mode_t mode = 0600) const {
        std::filesystem::create_directories((path / file).parent_path());
        std::ofstream(path / file) << text;
        ::chmod((path / file).c_str(), mode);
    }
    mode_t mode(const std::filesystem::path& file) const {
        struct stat status {};
        REQUIRE(::stat((path / file).c_str(), &status) == 0);
        return status.st_mode & 07777U;
    }
    // How many files of the folder have names that end so.
    int count(const std::filesystem::path& folder, const std::string& ending) const {
        int found = 0;
        for (const auto& entry : std::filesystem::directory_iterator(path / folder)) {
            if (entry.path().string().ends_with(ending)) ++found;
        }
        return found;
    }

    std::filesystem::path path;
};

// Runs the body in a child process and answers its exit code, or minus the signal that ended it.
template <class Body>
int in_child(Body body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// Rights do not bind root; such a test runs its body as nobody, in a child process, and answers as in_child()
// does.
template <class Body>
int as_ordinary_user(const std::filesystem::path& folder, Body body) {
    constexpr uid_t nobody = 65534;
    if (::geteuid() != 0) return in_child(body);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        REQUIRE(::lchown(entry.path().c_str(), nobody, nobody) == 0);
    }
    REQUIRE(::chown(folder.c_str(), nobody, nobody) == 0);
    return in_child([&] { return ::setgid(nobody) == 0 && ::setuid(nobody) == 0 ? body() : 98; });
}

}  // namespace rasctl::config
