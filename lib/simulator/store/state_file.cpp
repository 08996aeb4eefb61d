#include "simulator/store/state_file.hpp"

#include <sqlite3.h>

#include <set>
#include <string>

#include "error/try.hpp"
#include "system/private_file.hpp"

namespace rasctl::simulator {
namespace {

constexpr int application_id = 0x52415353;  // "RASS"
constexpr int format = 1;

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

Error sqlite_error(sqlite3* database) {
    return Error{ExitCode::refused, "cannot use the state file", sqlite3_errmsg(database), ""};
}

Result<> execute(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return sqlite_error(database);
    return {};
}

Result<Statement> prepared(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK)
        return sqlite_error(database);
    return Statement(statement);
}

Result<int> number(sqlite3* database, const char* sql) {
    TRY_LET(auto statement, prepared(database, sql));
    if (sqlite3_step(statement.get()) != SQLITE_ROW) return sqlite_error(database);
    return sqlite3_column_int(statement.get(), 0);
}

void bind(sqlite3_stmt* statement, int position, const std::string& text) {
    sqlite3_bind_text(statement, position, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::string column(sqlite3_stmt* statement, int position) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, position));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, position)))
                : std::string();
}

// Reads every page: what is missing or damaged is found now, and not by the request that first meets it.
Result<> check(sqlite3* database) {
    TRY_LET(auto statement, prepared(database, "PRAGMA quick_check(1)"));
    if (sqlite3_step(statement.get()) != SQLITE_ROW) return sqlite_error(database);
    const std::string found = column(statement.get(), 0);
    if (found == "ok") return {};
    return Error{ExitCode::refused, "cannot use the state file", "it is damaged: " + found, ""};
}

Result<> set_up(sqlite3* database) {
    // Locked for as long as it is open: two simulators over one farm would not see each other's changes.
    for (const char* sql :
         {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"})
        TRY(execute(database, sql));
    TRY_LET(auto id, number(database, "PRAGMA application_id"));
    TRY_LET(auto version, number(database, "PRAGMA user_version"));
    TRY_LET(auto tables, number(database, "SELECT count(*) FROM sqlite_master"));
    if (tables != 0 && (id != application_id || version != format))
        return Error{ExitCode::usage, "cannot use the state file", "it was not made by this simulator", ""};
    if (tables != 0) return check(database);
    const std::string sql =
        "BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(application_id) +
        "; PRAGMA user_version=" + std::to_string(format) +
        "; CREATE TABLE rows (kind TEXT NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, "
        "content TEXT NOT NULL, PRIMARY KEY (kind, number, text)) WITHOUT ROWID; COMMIT";
    return execute(database, sql.c_str());
}

}  // namespace

void StateFile::Closer::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

StateFile::~StateFile() = default;
StateFile::StateFile(StateFile&&) noexcept = default;
StateFile& StateFile::operator=(StateFile&&) noexcept = default;

Result<StateFile> StateFile::open(const std::filesystem::path& path) {
    // Made here rather than by SQLite so that nobody else can read it; SQLite gives its log the same rights.
    system::make_private(path);
    sqlite3* database = nullptr;
    const int opened =
        sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    StateFile state(database);
    if (opened != SQLITE_OK) return sqlite_error(database);
    sqlite3_busy_timeout(database, 2000);
    TRY(set_up(database));
    return state;
}

Result<bool> StateFile::load(Store& store) {
    TRY_LET(auto statement, prepared(database_.get(), "SELECT kind, number, text, content FROM rows"));
    bool any = false;
    int step = 0;
    while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
        RowKey key(static_cast<std::int64_t>(sqlite3_column_int64(statement.get(), 1)));
        key.text = column(statement.get(), 2);
        store.write_text(column(statement.get(), 0), key, column(statement.get(), 3));
        any = true;
    }
    if (step != SQLITE_DONE) return sqlite_error(database_.get());
    store.keep_changes();
    return any;
}

Result<> StateFile::commit(const Store& store) {
    sqlite3* database = database_.get();
    TRY(execute(database, "BEGIN IMMEDIATE"));
    const auto give_up = [&]() -> Error {
        Error error = sqlite_error(database);
        (void)execute(database, "ROLLBACK");
        return error;
    };
    auto put = prepared(database, "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)");
    auto erase = prepared(database, "DELETE FROM rows WHERE kind = ? AND number = ? AND text = ?");
    if (!put || !erase) return give_up();
    std::set<std::pair<std::string_view, RowKey>> written;
    for (const Store::Change& change : store.changes()) {
        if (!written.emplace(change.table, change.key).second) continue;
        const std::string* now = store.text(change.table, change.key);
        sqlite3_stmt* statement = now ? put->get() : erase->get();
        sqlite3_reset(statement);
        bind(statement, 1, change.table);
        sqlite3_bind_int64(statement, 2, change.key.number);
        bind(statement, 3, change.key.text);
        if (now) bind(statement, 4, *now);
        if (sqlite3_step(statement) != SQLITE_DONE) return give_up();
    }
    put = Statement();
    erase = Statement();
    if (auto done = execute(database, "COMMIT"); !done) return give_up();
    return {};
}

}  // namespace rasctl::simulator
