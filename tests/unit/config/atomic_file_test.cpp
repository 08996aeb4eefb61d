#include "config/atomic_file.hpp"

#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>

#include "config/lock.hpp"
#include "folder.hpp"
#include "system/file.hpp"
#include "system/temporary_file.hpp"
#include "terminal/signals.hpp"

using namespace rasctl;
using namespace rasctl::config;

namespace {

std::string content(const std::filesystem::path& file) {
    return system::read_file(file, 1000000).value().value_or("(none)");
}

}  // namespace

TEST_CASE("a file is written whole and for its owner only") {
    const Folder folder;
    const auto file = folder.path / "a.json";
    REQUIRE(write_atomically(file, "one", Symlinks::refuse).has_value());
    CHECK(content(file) == "one");
    CHECK(folder.mode("a.json") == 0600);
    REQUIRE(write_atomically(file, "two", Symlinks::refuse).has_value());
    CHECK(content(file) == "two");
    CHECK(folder.count(".", ".tmp") == 0);
}

TEST_CASE("reading says what is wrong") {
    const Folder folder;
    CHECK_FALSE(system::read_file(folder.path / "none", 10).value().has_value());
    CHECK(system::read_file(folder.path, 10).error().exit_code == ExitCode::usage);
    folder.write("big", "01234567890");
    CHECK(system::read_file(folder.path / "big", 10).error().why == "it is larger than 10 bytes");
    ::mkfifo((folder.path / "pipe").c_str(), 0600);
    CHECK(system::read_file(folder.path / "pipe", 10).error().why == "it is no regular file");
}

TEST_CASE("a link is followed, also to a target that is not there yet") {
    const Folder folder;
    std::filesystem::create_directory(folder.path / "dotfiles");
    std::filesystem::create_symlink("dotfiles/config.json", folder.path / "config.json");
    REQUIRE(write_atomically(folder.path / "config.json", "x", Symlinks::follow).has_value());
    CHECK(std::filesystem::is_symlink(folder.path / "config.json"));
    CHECK(folder.read("dotfiles/config.json") == "x");
    std::filesystem::create_symlink("loop", folder.path / "loop");
    CHECK_FALSE(write_atomically(folder.path / "loop", "x", Symlinks::follow).has_value());
}

TEST_CASE("a link is refused for secrets") {
    const Folder folder;
    folder.write("victim", "old");
    std::filesystem::create_symlink("victim", folder.path / "tokens.json");
    const auto written = write_atomically(folder.path / "tokens.json", "secret", Symlinks::refuse);
    REQUIRE_FALSE(written.has_value());
    CHECK(written.error().exit_code == ExitCode::usage);
    CHECK(folder.read("victim") == "old");
}

TEST_CASE("a folder that cannot be written is told") {
    const Folder folder;
    std::filesystem::create_directory(folder.path / "locked");
    CHECK(as_ordinary_user(folder.path, [&] {
              ::chmod((folder.path / "locked").c_str(), 0500);
              const auto written = write_atomically(folder.path / "locked/a", "x", Symlinks::follow);
              if (written || written.error().exit_code != ExitCode::usage) return 1;
              return written.error().why == "permission denied" && !written.error().hint.empty() ? 0 : 2;
          }) == 0);
}

TEST_CASE("a write that does not fit leaves the old file") {
    const Folder folder;
    const auto file = folder.path / "a.json";
    REQUIRE(write_atomically(file, "old", Symlinks::follow).has_value());
    // A limit on file sizes fails in the middle of a write, as a full disk does.
    CHECK(in_child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const rlimit limit{1000, 1000};
              ::setrlimit(RLIMIT_FSIZE, &limit);
              return write_atomically(file, std::string(5000, 'x'), Symlinks::follow) ? 1 : 0;
          }) == 0);
    CHECK(content(file) == "old");
    CHECK(folder.count(".", ".tmp") == 0);
}

TEST_CASE("a full disk is an error with exit code 1") {
    const Folder folder;
    const auto disk = folder.path / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0) return;  // needs the right to mount
    REQUIRE(write_atomically(disk / "a", "old", Symlinks::follow).has_value());
    const auto written = write_atomically(disk / "a", std::string(100000, 'x'), Symlinks::follow);
    const std::string kept = content(disk / "a");
    const int strays = folder.count("disk", ".tmp");
    ::umount(disk.c_str());
    REQUIRE_FALSE(written.has_value());
    CHECK(written.error().exit_code == ExitCode::refused);
    CHECK(written.error().why == "no space left on device");
    CHECK(kept == "old");
    CHECK(strays == 0);
}

TEST_CASE("killed at any moment, a writer leaves the old file or the new") {
    const Folder folder;
    const auto file = folder.path / "a.json";
    REQUIRE(write_atomically(file, std::string(1000, '0'), Symlinks::refuse).has_value());
    for (unsigned round = 0; round < 100; ++round) {
        const pid_t writer = ::fork();
        if (writer == 0) {
            for (char letter = 'a';; letter = letter == 'z' ? 'a' : static_cast<char>(letter + 1)) {
                static_cast<void>(write_atomically(file, std::string(200000, letter), Symlinks::refuse));
            }
        }
        ::usleep(round * 37 % 3000);
        ::kill(writer, SIGKILL);
        REQUIRE(::waitpid(writer, nullptr, 0) == writer);
        const std::string text = content(file);
        REQUIRE((text.size() == 1000 || text.size() == 200000));
        REQUIRE(text.find_first_not_of(text.front()) == std::string::npos);
    }
    remove_strays(file);
    CHECK(folder.count(".", ".tmp") == 0);
}

TEST_CASE("temporary files of living writers and of other files stay") {
    const Folder folder;
    const auto file = folder.path / "a.json";
    auto mine = system::TemporaryFile::create_beside(file, 0600);
    REQUIRE(mine.has_value());
    folder.write(".b.json.0123456789abcdef.tmp", "");
    folder.write(".a.json.0123456789abcdef.tmp", "");
    folder.write(".a.json.lock", "");
    CHECK(in_child([&] {
              remove_strays(file);
              return 0;
          }) == 0);
    CHECK(folder.count(".", ".tmp") == 2);
    CHECK(std::filesystem::exists(folder.path / ".b.json.0123456789abcdef.tmp"));
    CHECK(std::filesystem::exists(folder.path / ".a.json.lock"));
    REQUIRE(mine->replace(file) == 0);
    CHECK(std::filesystem::exists(file));
    CHECK(folder.count(".", ".tmp") == 1);
}

TEST_CASE("a cleaner never takes the file of a writer that has just begun") {
    const Folder folder;
    const auto file = folder.path / "a.json";
    const pid_t cleaner = ::fork();
    if (cleaner == 0)
        while (true) remove_strays(file);
    bool all_well = true;
    for (int round = 0; round < 3000; ++round)
        all_well =
            all_well && write_atomically(file, "x", Symlinks::refuse, Lasting::while_powered).has_value();
    ::kill(cleaner, SIGKILL);
    ::waitpid(cleaner, nullptr, 0);
    CHECK(all_well);
}

TEST_CASE("a file that is mounted gets the content instead of being replaced") {
    const Folder folder;
    folder.write("outside", "a longer old text");
    folder.write("a.json", "");
    if (::mount((folder.path / "outside").c_str(), (folder.path / "a.json").c_str(), nullptr, MS_BIND,
                nullptr) != 0)
        return;  // needs the right to mount
    const auto written = write_atomically(folder.path / "a.json", "new", Symlinks::follow);
    const std::string kept = folder.read("a.json");
    ::umount((folder.path / "a.json").c_str());
    CHECK(written.has_value());
    CHECK(kept == "new");
    CHECK(folder.read("outside") == "new");
    CHECK(folder.count(".", ".tmp") == 0);
}

TEST_CASE("what root writes belongs to the owner of the file, else of the folder") {
    if (::geteuid() != 0) return;
    const Folder folder;
    constexpr uid_t nobody = 65534;
    constexpr uid_t somebody = 65533;
    const auto owner = [&](const char* name) {
        struct stat status {};
        REQUIRE(::stat((folder.path / name).c_str(), &status) == 0);
        return status.st_uid;
    };
    REQUIRE(::chown(folder.path.c_str(), nobody, nobody) == 0);
    REQUIRE(write_atomically(folder.path / "new", "x", Symlinks::refuse).has_value());
    CHECK(owner("new") == nobody);
    folder.write("old", "");
    REQUIRE(::chown((folder.path / "old").c_str(), somebody, somebody) == 0);
    REQUIRE(write_atomically(folder.path / "old", "x", Symlinks::refuse).has_value());
    CHECK(owner("old") == somebody);
    REQUIRE(system::create_private_directories(folder.path / "x/y").has_value());
    CHECK(owner("x") == nobody);
    CHECK(owner("x/y") == nobody);
    REQUIRE(Lock::try_acquire(folder.path / "lock").value().has_value());
    CHECK(owner("lock") == nobody);
}

TEST_CASE("folders are private from the first") {
    const Folder folder;
    REQUIRE(system::create_private_directories(folder.path / "x/y/z").has_value());
    CHECK(folder.mode("x") == 0700);
    CHECK(folder.mode("x/y/z") == 0700);
    folder.write("file", "");
    CHECK_FALSE(system::create_private_directories(folder.path / "file/below").has_value());
}

TEST_CASE("a lock has one holder, a stop ends the wait for it, and the kernel releases it") {
    const Folder folder;
    const auto file = folder.path / "lock";
    {
        const auto held = Lock::try_acquire(file);
        REQUIRE(held.value().has_value());
        CHECK_FALSE(Lock::try_acquire(file).value().has_value());
        const auto waited = Lock::acquire(file, std::chrono::milliseconds(30));
        REQUIRE_FALSE(waited.has_value());
        CHECK(waited.error().exit_code == ExitCode::timed_out);
    }
    {
        const auto held = Lock::try_acquire(file);
        rasctl::terminal::StopSignals signals;
        ::raise(SIGINT);
        const auto waited = Lock::acquire(file, std::chrono::seconds(10));
        REQUIRE_FALSE(waited.has_value());
        CHECK(waited.error().exit_code == ExitCode::interrupted);
    }
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t holder = ::fork();
    if (holder == 0) {
        const auto held = Lock::try_acquire(file);
        [[maybe_unused]] const auto written = ::write(ready[1], "x", 1);
        ::pause();
        ::_exit(0);
    }
    char byte = 0;
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    CHECK_FALSE(Lock::try_acquire(file).value().has_value());
    ::kill(holder, SIGKILL);
    CHECK(Lock::acquire(file, std::chrono::seconds(10)).has_value());
    ::waitpid(holder, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
}
