#include "system/named_file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>

using namespace rasctl;
using namespace rasctl::system;

namespace {

namespace fs = std::filesystem;

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "rasctl-system-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
        std::ofstream(path / name) << text;
        ::chmod((path / name).c_str(), mode);
    }
    std::string read(const std::string& name) const {
        std::ifstream stream(path / name);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    mode_t type(const std::string& name) const {
        struct stat status {};
        return ::lstat((path / name).c_str(), &status) == 0 ? status.st_mode & S_IFMT : 0;
    }
    std::ptrdiff_t entries() const { return std::distance(fs::directory_iterator(path), {}); }

    fs::path path;
};

}  // namespace

TEST_CASE("a new file appears when it is whole, and nothing is left without") {
    const Folder folder;
    for (const Existing existing : {Existing::refuse, Existing::replace}) {
        {
            auto file = NamedFile::open(folder.path / "a", existing, 0600);
            REQUIRE(file.has_value());
            REQUIRE(file->write("half").has_value());
            CHECK_FALSE(fs::exists(folder.path / "a"));
        }
        CHECK(folder.entries() == 0);
        REQUIRE(write_named_file(folder.path / "a", "whole", existing, 0600).has_value());
        CHECK(folder.read("a") == "whole");
        fs::remove(folder.path / "a");
    }
}

TEST_CASE("a file that is there is refused, replaced or appended to") {
    const Folder folder;
    folder.write("a", "old", 0640);
    CHECK(NamedFile::open(folder.path / "a", Existing::refuse, 0600).error().exit_code == ExitCode::usage);
    CHECK(NamedFile::open(folder.path / "a", Existing::append, 0600).error().why == "others can read it");
    REQUIRE(write_named_file(folder.path / "a", "new", Existing::replace, 0600).has_value());
    CHECK(folder.read("a") == "new");
    struct stat status {};
    REQUIRE(::stat((folder.path / "a").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0640);
    folder.write("b", "old");
    REQUIRE(write_named_file(folder.path / "b", "+", Existing::append, 0600).has_value());
    CHECK(folder.read("b") == "old+");
    CHECK(folder.entries() == 2);
}

TEST_CASE("a name that is taken meanwhile stays") {
    const Folder folder;
    auto file = NamedFile::open(folder.path / "a", Existing::refuse, 0600);
    REQUIRE(file->write("new").has_value());
    folder.write("a", "theirs");
    CHECK(file->finish().error().why == "it is not replaced unasked");
    CHECK(folder.read("a") == "theirs");
}

TEST_CASE("links are followed and stay") {
    const Folder folder;
    folder.write("target", "old");
    fs::create_symlink("target", folder.path / "link");
    CHECK_FALSE(NamedFile::open(folder.path / "link", Existing::refuse, 0600).has_value());
    REQUIRE(write_named_file(folder.path / "link", "new", Existing::replace, 0600).has_value());
    REQUIRE(write_named_file(folder.path / "link", "+", Existing::append, 0600).has_value());
    CHECK(folder.type("link") == S_IFLNK);
    CHECK(folder.read("target") == "new+");
    fs::create_symlink("nowhere", folder.path / "dead");
    fs::create_symlink("/dev/null", folder.path / "null");
    for (const Existing existing : {Existing::refuse, Existing::replace, Existing::append}) {
        CHECK_FALSE(NamedFile::open(folder.path / "dead", existing, 0600).has_value());
        CHECK(write_named_file(folder.path / "null", "x", existing, 0600).has_value());
        CHECK(folder.type("null") == S_IFLNK);
    }
    CHECK_FALSE(fs::exists(folder.path / "nowhere"));
}

TEST_CASE("what is no regular file is written to and stays what it is") {
    const Folder folder;
    const auto pipe = folder.path / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const Existing existing : {Existing::refuse, Existing::replace, Existing::append}) {
        const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
        REQUIRE(write_named_file("/dev/null", "x", existing, 0600).has_value());
        CHECK(write_named_file(pipe, "hello", existing, 0600).has_value());
        std::array<char, 10> text{};
        CHECK(::read(reader, text.data(), text.size()) == 5);
        ::close(reader);
        CHECK(folder.type("pipe") == S_IFIFO);
        CHECK(write_named_file("/dev/full", "x", existing, 0600).error().exit_code == ExitCode::refused);
        CHECK_FALSE(NamedFile::open(folder.path, existing, 0600).has_value());
    }
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a descriptor of ours is written to by every name it has") {
    for (const std::string& form : {std::string("/dev/fd/{}"), std::string("/proc/self/fd/{}")}) {
        std::array<int, 2> ends{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
        const std::string name = form.substr(0, form.size() - 2) + std::to_string(ends[1]);
        auto file = NamedFile::open(name, Existing::refuse, 0600);
        ::close(ends[1]);
        REQUIRE(file.has_value());
        REQUIRE(file->write("hello").has_value());
        std::array<char, 10> text{};
        CHECK(::read(ends[0], text.data(), text.size()) == 5);
        ::close(ends[0]);
        CHECK_FALSE(NamedFile::open(name, Existing::refuse, 0600).has_value());
    }
}

TEST_CASE("a socket in the file system takes what is written") {
    const Folder folder;
    const auto file = folder.path / "socket";
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, file.c_str(), file.native().size());
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener, 1) == 0);
    auto named = NamedFile::open(file, Existing::refuse, 0600);
    REQUIRE(named.has_value());
    const int reader = ::accept(listener, nullptr, nullptr);
    REQUIRE(named->write("hello").has_value());
    std::array<char, 10> text{};
    CHECK(::read(reader, text.data(), text.size()) == 5);
    ::close(reader);
    ::close(listener);
    CHECK(folder.type("socket") == S_IFSOCK);
}

TEST_CASE("a file of another user is neither appended to nor followed to") {
    if (::geteuid() != 0) return;
    const Folder folder;
    constexpr uid_t nobody = 65534;
    folder.write("theirs", "old");
    REQUIRE(::chown((folder.path / "theirs").c_str(), nobody, nobody) == 0);
    CHECK(NamedFile::open(folder.path / "theirs", Existing::append, 0600).error().why ==
          "it belongs to another user");
    folder.write("mine", "old");
    fs::create_symlink("mine", folder.path / "trap");
    REQUIRE(::lchown((folder.path / "trap").c_str(), nobody, nobody) == 0);
    for (const Existing existing : {Existing::refuse, Existing::replace, Existing::append})
        CHECK(NamedFile::open(folder.path / "trap", existing, 0600).error().why ==
              "it is a symbolic link of another user's");
    CHECK(folder.read("mine") == "old");
    REQUIRE(write_named_file(folder.path / "theirs", "new", Existing::replace, 0600).has_value());
    struct stat status {};
    REQUIRE(::stat((folder.path / "theirs").c_str(), &status) == 0);
    CHECK(status.st_uid == nobody);
}
