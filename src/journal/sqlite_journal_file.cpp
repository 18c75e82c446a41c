#include "journal/sqlite_journal_file.h"

#include <filesystem>
#include <unistd.h>

#include "sqlite/settle_log.h"

namespace agglo {

namespace {

// FULL: a commit is on the disk when it returns. The size limit gives the space of a large import
// back. secure_delete: an erased value is written over.
constexpr char const* kWriterPragmas =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
    "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF";
constexpr char const* kReaderPragmas = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF";

// The hash stands before the blobs: reading it does not walk through them.
constexpr char const* kSchema =
    "PRAGMA application_id=0x4167676C; PRAGMA user_version=1;"
    "CREATE TABLE ledger (format INTEGER NOT NULL, ledger TEXT NOT NULL, algorithm INTEGER NOT "
    "NULL)"
    " STRICT;"
    "CREATE TABLE entry (sequence INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL,"
    " hash BLOB NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL) STRICT";

constexpr size_t kLedgerDigits = 32;
constexpr size_t kIdleReadersMax = 8;

Error bad_file(std::string const& path, std::string const& why) {
    return Error(ErrorCode::kBadFile, {path + ": " + why});
}

bool is_ledger_name(std::string_view name) {
    return name.size() == kLedgerDigits &&
           name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// WAL wants to write beside the file even to read it; a copy on read-only media is taken as it is.
sqlite::OpenMode reading_mode(JournalPath const& at) {
    if (!at.vfs.empty()) return sqlite::OpenMode::kReadOnly;
    auto const folder = std::filesystem::absolute(at.path).parent_path();
    bool const settled = !std::filesystem::exists(at.path + "-wal");
    bool const writable = ::access(folder.c_str(), W_OK) == 0;
    return settled && !writable ? sqlite::OpenMode::kImmutable : sqlite::OpenMode::kReadOnly;
}

/// SQLite syncs the folder when it has made the log, but takes no notice when that fails: then the
/// log, and every entry in it, could lose its name.
Result<void> keep_names(JournalPath const& at) {
    return at.disk->sync_folder(folder_of(at.path));
}

Result<void> write_schema(sqlite::Database& database, LedgerIdentity const& identity) {
    auto transaction = TRY(sqlite::Transaction::begin(database));
    TRY(database.execute(kSchema));
    auto insert = TRY(database.prepare("INSERT INTO ledger VALUES (?, ?, ?)"));
    insert.bind(1, kJournalFormat).bind(2, identity.ledger);
    insert.bind(3, static_cast<int64_t>(identity.algorithm));
    TRY(insert.run());
    return transaction.commit();
}

}  // namespace

Result<sqlite::Database> create_journal_file(JournalPath const& at,
                                             LedgerIdentity const& identity) {
    AGGLO_ASSERT(is_ledger_name(identity.ledger));
    auto database = TRY(sqlite::Database::open(at.path, sqlite::OpenMode::kCreate, at.vfs));
    TRY(database.execute("PRAGMA page_size=4096"));
    TRY(database.execute(kWriterPragmas));
    TRY(write_schema(database, identity));
    TRY(keep_names(at));
    return database;
}

Result<sqlite::Database> open_journal_file(JournalPath const& at) {
    auto database = TRY(sqlite::Database::open(at.path, sqlite::OpenMode::kReadWrite, at.vfs));
    TRY(read_identity(database, at.path));  // before anything is written into a stranger's file
    TRY(sqlite::settle_log(at.path, at.vfs));
    TRY(database.execute(kWriterPragmas));
    TRY(keep_names(at));
    return database;
}

Result<LedgerIdentity> read_identity(sqlite::Database& database, std::string const& path) {
    auto const application = database.query_integer("PRAGMA application_id");
    if (!application.ok()) return bad_file(path, application.error().arguments().front());
    if (*application != kJournalApplicationId) return bad_file(path, "not a journal");
    auto const format = TRY(database.query_integer("PRAGMA user_version")).value_or(0);
    if (format != kJournalFormat) return bad_file(path, "format " + std::to_string(format));
    auto row = TRY(database.prepare("SELECT ledger, algorithm FROM ledger"));
    if (!TRY(row.step())) return bad_file(path, "no identity");
    int64_t const algorithm = row.integer(1);
    if (!is_ledger_name(row.text(0)) || algorithm < 1 || algorithm > 2) {
        return bad_file(path, "bad identity");
    }
    return LedgerIdentity{std::string(row.text(0)), static_cast<HashAlgorithm>(algorithm)};
}

Result<JournalReaders::Reader> JournalReaders::take() {
    {
        std::lock_guard const lock(mutex_);
        if (!idle_.empty()) {
            Reader reader(*this, std::move(idle_.back()));
            idle_.pop_back();
            return reader;
        }
    }
    auto database = TRY(sqlite::Database::open(at_.path, reading_mode(at_), at_.vfs));
    TRY(database.execute(kReaderPragmas));
    return Reader(*this, std::move(database));
}

void JournalReaders::give_back(sqlite::Database database) {
    std::lock_guard const lock(mutex_);
    if (idle_.size() < kIdleReadersMax) idle_.push_back(std::move(database));
}

}  // namespace agglo
