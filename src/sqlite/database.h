#pragma once
// A thin layer over sqlite3: handles that close themselves, results instead of codes, nothing
// hidden.
//
//   auto database = TRY(sqlite::Database::open("ledger.db", sqlite::OpenMode::kReadWrite));
//   auto insert = TRY(database.prepare("INSERT INTO entry VALUES (?, ?)"));
//   insert.bind(1, int64_t{7}).bind_blob(2, bytes);
//   TRY(insert.run());
//
// Errors: kStorageFailed with SQLite's message, kFileNotFound, kTooLarge. A Database and its
// statements belong to one thread at a time.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace agglo::sqlite {

/// How long a statement waits for a lock that another connection holds.
inline constexpr int kBusyTimeoutMs = 5'000;

enum class OpenMode {
    kReadOnly,
    kReadWrite,
    kCreate,
    kImmutable,  ///< read a file that nobody changes, without a lock or a file beside it
};

class Statement {
public:
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    /// Parameters count from 1. Texts and blobs are copied.
    Statement& bind(int parameter, int64_t value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind_real(int parameter, double value);
    Statement& bind_blob(int parameter, std::string_view bytes);
    Statement& bind_null(int parameter);

    /// Moves to the next row; false at the end, and the statement is reset for its next use.
    Result<bool> step();
    /// Runs to the end and resets.
    Result<void> run();
    void reset();

    /// Columns count from 0. Views hold until the next step.
    int64_t integer(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    bool is_null(int column) const;

private:
    friend class Database;
    explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}
    sqlite3_stmt* handle_ = nullptr;
};

class Database {
public:
    /// `vfs` names a registered SQLite VFS; empty: the default one.
    static Result<Database> open(std::string const& path, OpenMode mode,
                                 std::string const& vfs = {});
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    ~Database();

    Result<Statement> prepare(std::string_view sql);
    /// Runs one or more statements without results.
    Result<void> execute(std::string const& sql);
    /// The first column of the first row; nothing when there is no row.
    Result<std::optional<int64_t>> query_integer(std::string_view sql);
    int64_t changes() const;
    /// All of it as the bytes of a database file of its own, as one read transaction sees it; what
    /// stands in the write-ahead log is in it.
    Result<std::string> image();
    sqlite3* handle() const { return handle_; }

private:
    explicit Database(sqlite3* handle) : handle_(handle) {}
    sqlite3* handle_ = nullptr;
};

/// Begins immediately; rolls back when it goes out of scope without a commit.
class Transaction {
public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_ = nullptr;
};

}  // namespace agglo::sqlite
