#include "journal/journal_rows.h"

#include <algorithm>

#include "journal/sqlite_erasure.h"

namespace agglo {

namespace {

using RowVisitor = std::function<Result<bool>(StoredRow const&)>;

Result<void> read_rows(sqlite::Database& database, Sequence from, RowVisitor const& visit) {
    auto rows =
        TRY(database.prepare("SELECT sequence, recorded_at, hash, head, body FROM entry"
                             " WHERE sequence >= ? ORDER BY sequence"));
    rows.bind(1, static_cast<int64_t>(std::min<Sequence>(from, INT64_MAX)));
    while (TRY(rows.step())) {
        StoredRow const row{{static_cast<Sequence>(rows.integer(0)), rows.blob(3), rows.blob(4)},
                            Instant{rows.integer(1)},
                            rows.blob(2)};
        if (!TRY(visit(row))) break;
    }
    return {};
}

Result<LedgerIdentity> identity_in(JournalReaders& readers, std::string const& path) {
    auto reader = TRY(readers.take());
    return read_identity(*reader, path);
}

}  // namespace

Checkpoint genesis_of(LedgerIdentity const& identity) {
    return {0, genesis_hash(identity.algorithm, identity.ledger), {}};
}

Result<JournalRows> JournalRows::open(JournalPath const& at) {
    if (at.vfs.empty() && !at.disk->exists(at.path))
        return Error(ErrorCode::kFileNotFound, {at.path});
    auto readers = std::make_unique<JournalReaders>(at);
    auto identity = TRY(identity_in(*readers, at.path));
    return JournalRows(std::move(readers), std::move(identity));
}

Result<void> JournalRows::read(Sequence from, RowVisitor const& visit) {
    auto reader = TRY(readers_->take());
    return read_rows(*reader, from, visit);
}

JournalCopy::JournalCopy(sqlite::Database database, sqlite::Statement insert,
                         LedgerIdentity identity)
    : database_(std::move(database)),
      insert_(std::move(insert)),
      identity_(std::move(identity)),
      chain_(identity_, genesis_of(identity_)) {}

Result<JournalCopy> JournalCopy::create(JournalPath const& at, LedgerIdentity const& identity) {
    auto database = TRY(create_journal_file(at, identity));
    auto insert = TRY(database.prepare(
        "INSERT INTO entry (sequence, recorded_at, hash, head, body) VALUES (?, ?, ?, ?, ?)"));
    return JournalCopy(std::move(database), std::move(insert), identity);
}

Result<void> JournalCopy::append(std::span<StoredRow const> rows) {
    auto chain = chain_;
    auto transaction = TRY(sqlite::Transaction::begin(database_));
    for (auto const& row : rows) {
        TRY(chain.add(row));
        insert_.bind(1, static_cast<int64_t>(row.bytes.sequence)).bind(2, row.recorded_at.us);
        insert_.bind_blob(3, row.hash).bind_blob(4, row.bytes.head).bind_blob(5, row.bytes.body);
        TRY(insert_.run());
        TRY(erase_as_told(database_, row.bytes));  // what an erasure took out stays out
    }
    TRY(transaction.commit());
    chain_ = std::move(chain);
    return {};
}

Result<VerifyReport> JournalCopy::finish() {
    auto const busy = TRY(database_.query_integer("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy != 0) return Error(ErrorCode::kStorageFailed, {"wal_checkpoint: busy"});
    ChainVerifier chain(identity_, genesis_of(identity_));
    auto const check = [&chain](StoredRow const& row) -> Result<bool> {
        TRY(chain.add(row));
        return true;
    };
    TRY(read_rows(database_, 1, check));
    auto const& found = chain.report().head;
    if (found.hash != head().hash) return chain_broken(found.sequence + 1, Damage::kTruncated);
    return chain.report();
}

}  // namespace agglo
