#pragma once
// The SQLite file of a journal (docs/journal.md, "Storage in SQLite"): made, recognised, opened.
#include <mutex>
#include <string>
#include <vector>

#include "base/disk.h"
#include "journal/journal.h"
#include "sqlite/database.h"

namespace agglo {

constexpr int64_t kJournalApplicationId = 0x4167676C;  // "Aggl"
constexpr int64_t kJournalFormat = 1;                  // also in user_version

struct JournalPath {
    std::string path;
    std::string vfs = {};
    Disk* disk = &system_disk();
};

/// A connection that appends. Error: kStorageFailed.
Result<sqlite::Database> create_journal_file(JournalPath const& at, LedgerIdentity const& identity);
Result<sqlite::Database> open_journal_file(JournalPath const& at);

/// Errors: kBadFile when this is no journal of a format known here.
Result<LedgerIdentity> read_identity(sqlite::Database& database, std::string const& path);

/// Connections that read. Each is used by one thread at a time, so a reader waits for nobody; they
/// are kept for the next reader.
class JournalReaders {
public:
    explicit JournalReaders(JournalPath at) : at_(std::move(at)) {}

    std::string const& path() const { return at_.path; }
    Disk& disk() const { return *at_.disk; }

    /// A connection on loan.
    class Reader {
    public:
        Reader(JournalReaders& owner, sqlite::Database database)
            : owner_(&owner), database_(std::move(database)) {}
        Reader(Reader&& other) noexcept
            : owner_(std::exchange(other.owner_, nullptr)), database_(std::move(other.database_)) {}
        ~Reader() {
            if (owner_) owner_->give_back(std::move(database_));
        }
        sqlite::Database* operator->() { return &database_; }
        sqlite::Database& operator*() { return database_; }

    private:
        JournalReaders* owner_;
        sqlite::Database database_;
    };

    Result<Reader> take();

private:
    void give_back(sqlite::Database database);

    JournalPath at_;
    std::mutex mutex_;
    std::vector<sqlite::Database> idle_;
};

}  // namespace agglo
