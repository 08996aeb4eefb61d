// tokens.json: the input is the file. Whatever was there, a token that is put is got, nobody else's changes,
// and the file that is written is read again.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/token_store.hpp"
#include "json/reader.hpp"
#include "target.hpp"

namespace rasctl::fuzz {
namespace {

namespace fs = std::filesystem;
using config::Account;
using config::StoredToken;

const Account ours{"https://ras.example:20443", "administrator"};
const Account theirs{"https://other.example:20443", "operator"};

// A folder in memory where there is one, for it is written anew with every input.
class Folder {
  public:
    Folder() {
        const fs::path memory = "/dev/shm";
        const fs::path parent = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
        std::string name = (parent / "rasctl-fuzz-XXXXXX").string();
        if (!::mkdtemp(name.data())) std::abort();
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    config::Paths paths() const { return {path_, path_}; }

  private:
    fs::path path_;
};

std::optional<std::string> token_of(config::TokenStore& store, const Account& account) {
    const auto got = store.get(account);
    if (!got) expect_told(got.error());
    if (!got || !*got) return std::nullopt;
    return std::string((*got)->token.expose());
}

}  // namespace

void check(std::string_view input) {
    static const Folder folder;
    const fs::path file = folder.paths().token_file();
    std::ofstream(file, std::ios::binary | std::ios::trunc) << input;
    ::chmod(file.c_str(), 0600);
    const auto store = config::make_file_store(folder.paths(), [](std::string_view) {});
    const auto before = token_of(*store, theirs);
    token_of(*store, ours);
    StoredToken token{terminal::Secret("T0ken/+="), 1'700'000'000, "17"};
    const auto put = store->put(ours, token);
    if (!put) return expect_told(put.error());
    expect(token_of(*store, ours) == "T0ken/+=", "a token that was put is got");
    expect(token_of(*store, theirs) == before, "nobody else's token changes");
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    expect(json::parse(text).has_value(), "what is written is JSON", text);
    const auto wrong = store->erase_if(ours, "another");
    expect(wrong && !*wrong && token_of(*store, ours), "only the token that is meant is erased");
    expect(store->erase(ours).has_value() && !token_of(*store, ours), "an erased token is gone");
    expect(token_of(*store, theirs) == before, "nobody else's token goes with it");
}

}  // namespace rasctl::fuzz
