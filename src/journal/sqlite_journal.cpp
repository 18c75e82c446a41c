#include "journal/sqlite_journal.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sodium.h>

#include "base/text.h"
#include "journal/chain.h"
#include "journal/file_lock.h"
#include "journal/sqlite_erasure.h"
#include "journal/sqlite_journal_file.h"

namespace agglo {

namespace {

/// The side of a journal that appends.
struct Writer {
    std::optional<FileLock> lock;  // released last
    sqlite::Database database;
    sqlite::Statement insert;
    SecretSource secrets;
};

class SqliteJournalImpl final : public Journal {
public:
    SqliteJournalImpl(JournalPath at, LedgerIdentity identity)
        : identity_(std::move(identity)), readers_(std::move(at)) {
        genesis_.hash = genesis_hash(identity_.algorithm, identity_.ledger);
        head_ = genesis_;
    }

    /// Reads the head; `writer` is absent when nothing may be appended.
    Result<void> start(std::optional<Writer> writer);

    LedgerIdentity const& identity() const override { return identity_; }
    Checkpoint head() const override;
    Result<void> append(std::span<Entry const> entries) override;
    Result<void> read(Sequence from,
                      std::function<bool(StoredEntry const&)> const& visit) const override;
    Result<void> scan(Sequence from,
                      std::function<bool(EntryBytes const&)> const& visit) const override;
    Result<Checkpoint> checkpoint_at(Sequence sequence) const override;
    Result<Checkpoint> checkpoint_at(Instant instant) const override;
    Result<VerifyReport> verify(Sequence from) const override;

private:
    Result<Checkpoint> insert(Entry const& entry, Checkpoint const& head);
    Result<void> erase(Entry const& entry);
    Result<Checkpoint> stored_head() const;
    Result<Checkpoint> stored_checkpoint(sqlite::Database& database, Sequence sequence) const;

    LedgerIdentity identity_;
    Checkpoint genesis_;
    mutable std::mutex head_mutex_;
    Checkpoint head_;  // of the last commit; guarded by head_mutex_
    std::mutex append_mutex_;
    std::optional<Writer> writer_;   // guarded by append_mutex_ once started
    bool log_holds_erased_ = false;  // guarded by append_mutex_
    // Closed before the writer, whose closing then moves the write-ahead log into the file.
    mutable JournalReaders readers_;
};

Result<Digest> read_hash(Sequence sequence, std::string_view bytes) {
    Digest hash{};
    if (bytes.size() != hash.size()) return chain_broken(sequence, Damage::kHash);
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

constexpr std::string_view kSelectRows =
    "SELECT sequence, recorded_at, hash, head, body FROM entry WHERE sequence >= ?"
    " ORDER BY sequence";
constexpr std::string_view kSelectBytes =
    "SELECT sequence, head, body FROM entry WHERE sequence >= ? ORDER BY sequence";

Result<sqlite::Statement> select_from(sqlite::Database& database, Sequence from,
                                      std::string_view select = kSelectRows) {
    auto rows = TRY(database.prepare(select));
    rows.bind(1, static_cast<int64_t>(std::min<Sequence>(from, INT64_MAX)));
    return rows;
}

StoredRow row_of(sqlite::Statement const& rows) {
    return {{static_cast<Sequence>(rows.integer(0)), rows.blob(3), rows.blob(4)},
            Instant{rows.integer(1)},
            rows.blob(2)};
}

Result<StoredEntry> decode_row(StoredRow const& row) {
    StoredEntry stored;
    stored.entry = TRY(decode_entry(row.bytes));
    stored.hash = TRY(read_hash(row.bytes.sequence, row.hash));
    return stored;
}

/// The writer raises recorded times and numbers entries, so a failure here is its bug.
Result<void> check_follows(Entry const& entry, Checkpoint const& head) {
    if (entry.sequence != head.sequence + 1) {
        return Error(ErrorCode::kInternal, {"entry " + std::to_string(entry.sequence) + " after " +
                                            std::to_string(head.sequence)});
    }
    if (head.sequence > 0 && entry.recorded_at < head.recorded_at) {
        return Error(ErrorCode::kInternal,
                     {"entry " + std::to_string(entry.sequence) + " goes back in time"});
    }
    return {};
}

Result<void> SqliteJournalImpl::start(std::optional<Writer> writer) {
    head_ = TRY(stored_head());
    if (writer) writer_.emplace(std::move(*writer));
    return {};
}

Result<Checkpoint> SqliteJournalImpl::stored_head() const {
    auto reader = TRY(readers_.take());
    auto const last = TRY(reader->query_integer("SELECT max(sequence) FROM entry")).value_or(0);
    return stored_checkpoint(*reader, static_cast<Sequence>(last));
}

Checkpoint SqliteJournalImpl::head() const {
    if (!writer_) {
        if (auto const stored = stored_head(); stored.ok()) return *stored;
    }
    std::lock_guard const lock(head_mutex_);
    return head_;
}

Result<void> SqliteJournalImpl::append(std::span<Entry const> entries) {
    std::lock_guard const lock(append_mutex_);
    if (!writer_) return Error(ErrorCode::kStorageFailed, {"the journal is open to read only"});
    Checkpoint next = head();
    auto transaction = TRY(sqlite::Transaction::begin(writer_->database));
    for (auto const& entry : entries) {
        next = TRY(insert(entry, next));
        TRY(erase(entry));
    }
    TRY(transaction.commit());
    if (log_holds_erased_) log_holds_erased_ = !clear_log(writer_->database);
    std::lock_guard const head_lock(head_mutex_);
    head_ = next;
    return {};
}

Result<Checkpoint> SqliteJournalImpl::insert(Entry const& entry, Checkpoint const& head) {
    TRY(check_follows(entry, head));
    auto const encoded =
        TRY(encode_entry(identity_.algorithm, entry, writer_->secrets(entry), head.hash));
    auto& statement = writer_->insert;
    statement.bind(1, static_cast<int64_t>(entry.sequence)).bind(2, entry.recorded_at.us);
    statement.bind_blob(3, bytes_of(encoded.hash));
    statement.bind_blob(4, encoded.head).bind_blob(5, encoded.body);
    TRY(statement.run());
    return Checkpoint{entry.sequence, encoded.hash, entry.recorded_at};
}

Result<void> SqliteJournalImpl::erase(Entry const& entry) {
    for (auto const& erasure : TRY(erasures_of(entry))) {
        log_holds_erased_ = true;
        TRY(remove_derived_files(readers_.disk(), readers_.path()));
        TRY(erase_values(writer_->database, erasure));
    }
    return {};
}

Result<void> SqliteJournalImpl::read(Sequence from,
                                     std::function<bool(StoredEntry const&)> const& visit) const {
    auto reader = TRY(readers_.take());
    Sequence next = std::max<Sequence>(from, 1);
    auto rows = TRY(select_from(*reader, next));
    for (; TRY(rows.step()); ++next) {
        StoredRow const row = row_of(rows);
        if (row.bytes.sequence != next) return chain_broken(next, Damage::kMissing);
        if (!visit(TRY(decode_row(row)))) break;
    }
    return {};
}

Result<void> SqliteJournalImpl::scan(Sequence from,
                                     std::function<bool(EntryBytes const&)> const& visit) const {
    auto reader = TRY(readers_.take());
    Sequence next = std::max<Sequence>(from, 1);
    auto rows = TRY(select_from(*reader, next, kSelectBytes));
    for (; TRY(rows.step()); ++next) {
        EntryBytes const bytes{static_cast<Sequence>(rows.integer(0)), rows.blob(1), rows.blob(2)};
        if (bytes.sequence != next) return chain_broken(next, Damage::kMissing);
        if (!visit(bytes)) break;
    }
    return {};
}

Result<Checkpoint> SqliteJournalImpl::stored_checkpoint(sqlite::Database& database,
                                                        Sequence sequence) const {
    if (sequence == 0) return genesis_;
    auto row = TRY(database.prepare("SELECT hash, recorded_at FROM entry WHERE sequence = ?"));
    row.bind(1, static_cast<int64_t>(sequence));
    if (!TRY(row.step())) return chain_broken(sequence, Damage::kMissing);
    return Checkpoint{sequence, TRY(read_hash(sequence, row.blob(0))), Instant{row.integer(1)}};
}

Result<Checkpoint> SqliteJournalImpl::checkpoint_at(Sequence sequence) const {
    if (sequence > head().sequence) return Error(ErrorCode::kBadPoint, {std::to_string(sequence)});
    auto reader = TRY(readers_.take());
    return stored_checkpoint(*reader, sequence);
}

/// Recorded times never go back, so halving finds the entry without an index of times.
Result<Checkpoint> SqliteJournalImpl::checkpoint_at(Instant instant) const {
    auto reader = TRY(readers_.take());
    Checkpoint found = genesis_;
    Sequence beyond = head().sequence + 1;
    while (found.sequence + 1 < beyond) {
        Sequence const middle = found.sequence + (beyond - found.sequence) / 2;
        auto const point = TRY(stored_checkpoint(*reader, middle));
        if (point.recorded_at <= instant)
            found = point;
        else
            beyond = middle;
    }
    return found;
}

Result<VerifyReport> SqliteJournalImpl::verify(Sequence from) const {
    Sequence const known = head().sequence;
    Sequence const first = std::max<Sequence>(from, 1);
    ChainVerifier chain(identity_, TRY(checkpoint_at(first - 1)));
    auto reader = TRY(readers_.take());
    auto rows = TRY(select_from(*reader, first));
    while (true) {
        auto const more = rows.step();
        Sequence const next = chain.report().head.sequence + 1;
        if (!more.ok()) return chain_broken(next, Damage::kUnreadable);
        if (!*more && next <= known) return chain_broken(next, Damage::kTruncated);
        if (!*more) return chain.report();
        TRY(chain.add(row_of(rows)));
    }
}

Result<std::unique_ptr<Journal>> start_writing(JournalPath const& at, SqliteJournalOptions options,
                                               std::optional<FileLock> lock,
                                               sqlite::Database database) {
    auto const identity = TRY(read_identity(database, at.path));
    auto insert = TRY(database.prepare(
        "INSERT INTO entry (sequence, recorded_at, hash, head, body) VALUES (?, ?, ?, ?, ?)"));
    auto journal = std::make_unique<SqliteJournalImpl>(at, identity);
    TRY(journal->start(Writer{std::move(lock), std::move(database), std::move(insert),
                              std::move(options.secrets)}));
    return std::unique_ptr<Journal>(std::move(journal));
}

/// A simulated file needs no lock against other processes.
Result<std::optional<FileLock>> lock_beside(JournalPath const& at) {
    if (!at.vfs.empty()) return std::optional<FileLock>();
    return std::optional<FileLock>(TRY(FileLock::take(at.path + "-lock")));
}

bool is_missing(JournalPath const& at) {
    return at.vfs.empty() && !std::filesystem::exists(at.path);
}

}  // namespace

Result<std::unique_ptr<Journal>> SqliteJournal::create(std::string const& path,
                                                       LedgerIdentity const& identity,
                                                       SqliteJournalOptions options) {
    JournalPath const at{path, options.vfs, options.disk};
    if (at.vfs.empty() && !is_missing(at)) return Error(ErrorCode::kFileExists, {path});
    auto lock = TRY(lock_beside(at));
    if (at.vfs.empty() && !is_missing(at)) return Error(ErrorCode::kFileExists, {path});
    auto database = TRY(create_journal_file(at, identity));
    return start_writing(at, std::move(options), std::move(lock), std::move(database));
}

Result<std::unique_ptr<Journal>> SqliteJournal::open(std::string const& path,
                                                     SqliteJournalOptions options) {
    JournalPath const at{path, options.vfs, options.disk};
    if (is_missing(at)) return Error(ErrorCode::kFileNotFound, {path});
    auto lock = TRY(lock_beside(at));
    auto database = TRY(open_journal_file(at));
    clear_log(database);  // it may hold values whose erasure a crash came after
    return start_writing(at, std::move(options), std::move(lock), std::move(database));
}

Result<std::unique_ptr<Journal>> SqliteJournal::open_to_read(std::string const& path) {
    JournalPath const at{path};
    if (is_missing(at)) return Error(ErrorCode::kFileNotFound, {path});
    JournalReaders readers(at);
    auto reader = TRY(readers.take());
    auto journal = std::make_unique<SqliteJournalImpl>(at, TRY(read_identity(*reader, path)));
    TRY(journal->start(std::nullopt));
    return std::unique_ptr<Journal>(std::move(journal));
}

LedgerIdentity new_ledger_identity(HashAlgorithm algorithm) {
    std::array<char, 16> bytes;
    AGGLO_ASSERT(sodium_init() >= 0);
    randombytes_buf(bytes.data(), bytes.size());
    return {to_hex({bytes.data(), bytes.size()}), algorithm};
}

}  // namespace agglo
