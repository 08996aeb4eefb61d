// The farm in a file, so that it survives restarts and kills: an SQLite database with a write-ahead log, each
// request one transaction that is on the disk before the response is sent.
#pragma once

#include <filesystem>
#include <memory>

#include "error/error.hpp"
#include "simulator/store/store.hpp"

struct sqlite3;

namespace rasctl::simulator {

class StateFile {
  public:
    // Opens or creates the file (0600). Refused: no database, one of another format, one that another process
    // has open.
    static Result<StateFile> open(const std::filesystem::path& path);
    ~StateFile();
    StateFile(StateFile&&) noexcept;
    StateFile& operator=(StateFile&&) noexcept;

    // Puts everything kept into the store; false when there is nothing yet.
    Result<bool> load(Store& store);
    // Keeps what the store changed since its last keep_changes().
    Result<> commit(const Store& store);

  private:
    struct Closer {
        void operator()(sqlite3* database) const;
    };
    explicit StateFile(sqlite3* database) : database_(database) {}
    std::unique_ptr<sqlite3, Closer> database_;
};

}  // namespace rasctl::simulator
