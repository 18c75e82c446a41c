#include "proof/export_journal.h"

#include <algorithm>
#include <optional>

#include "proof/export_file.h"

namespace agglo {

namespace {

/// The checkpoint before the first entry, as the journal holds it.
Result<Checkpoint> point_before(JournalRows& rows, Sequence first) {
    auto const& identity = rows.identity();
    Checkpoint point{0, genesis_hash(identity.algorithm, identity.ledger), Instant{INT64_MIN}};
    if (first <= 1) return point;
    auto const keep = [&](StoredRow const& row) -> Result<bool> {
        if (row.hash.size() != sizeof(Digest))
            return chain_broken(row.bytes.sequence, Damage::kHash);
        point = {row.bytes.sequence, {}, row.recorded_at};
        std::copy(row.hash.begin(), row.hash.end(), point.hash.begin());
        return false;
    };
    TRY(rows.read(first - 1, keep));
    if (point.sequence == first - 1) return point;
    return chain_broken(first - 1, Damage::kMissing);
}

}  // namespace

Result<VerifyReport> export_journal(JournalRows& rows, ExportRange const& range,
                                    RedactPlaceIf const& hidden, std::string const& path) {
    if (range.first == 0 || range.last < range.first) {
        return Error(ErrorCode::kBadPoint,
                     {std::to_string(range.first) + "-" + std::to_string(range.last)});
    }
    auto const before = TRY(point_before(rows, range.first));
    ChainVerifier chain(rows.identity(), before);
    auto writer = TRY(ExportWriter::create(path, {rows.identity(), range.first, before.hash}));
    auto const copy = [&](StoredRow row) -> Result<bool> {
        if (row.bytes.sequence > range.last) return false;
        std::string body;
        if (hidden) {
            body = TRY(open_body(row.bytes, hidden));
            row.bytes.body = body;
        }
        TRY(chain.add(row));
        TRY(writer.add(row));
        return row.bytes.sequence < range.last;
    };
    TRY(rows.read(range.first, copy));
    if (chain.report().head.sequence < range.last) {
        return chain_broken(chain.report().head.sequence + 1, Damage::kMissing);
    }
    TRY(writer.finish());
    return chain.report();
}

}  // namespace agglo
