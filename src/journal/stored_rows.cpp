#include "journal/stored_rows.h"

#include <algorithm>
#include <filesystem>

#include "journal/sqlite_journal_file.h"

namespace agglo {

Result<StoredRows> StoredRows::open(std::string const& path) {
    if (!std::filesystem::exists(path)) return Error(ErrorCode::kFileNotFound, {path});
    JournalReaders readers({path, {}});
    auto reader = TRY(readers.take());
    return StoredRows(path, TRY(read_identity(*reader, path)));
}

Result<void> StoredRows::read(Sequence first, Sequence last,
                              std::function<Result<void>(StoredRow const&)> const& visit) const {
    JournalReaders readers({path_, {}});
    auto reader = TRY(readers.take());
    auto rows =
        TRY(reader->prepare("SELECT sequence, recorded_at, hash, head, body FROM entry"
                            " WHERE sequence BETWEEN ? AND ? ORDER BY sequence"));
    rows.bind(1, static_cast<int64_t>(std::min<Sequence>(first, INT64_MAX)));
    rows.bind(2, static_cast<int64_t>(std::min<Sequence>(last, INT64_MAX)));
    while (TRY(rows.step())) {
        TRY(visit({{static_cast<Sequence>(rows.integer(0)), rows.blob(3), rows.blob(4)},
                   Instant{rows.integer(1)},
                   rows.blob(2)}));
    }
    return {};
}

}  // namespace agglo
