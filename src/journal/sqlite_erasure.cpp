#include "journal/sqlite_erasure.h"

#include "journal/damage.h"

namespace agglo {

namespace {

constexpr char const* kDerivedEndings[] = {".image", ".image-new"};
constexpr char const* kDerivedFolder = ".images";

Result<void> erase_from(sqlite::Statement& select, sqlite::Statement& update, Sequence sequence,
                        Erasure const& erasure) {
    select.bind(1, static_cast<int64_t>(sequence));
    if (!TRY(select.step())) return chain_broken(sequence, Damage::kMissing);
    auto const old = std::string(select.blob(1));
    auto const body = body_without({sequence, select.blob(0), old}, erasure);
    select.reset();
    if (!body.ok()) return body.error();
    if (*body == old) return {};
    update.bind_blob(1, *body).bind(2, static_cast<int64_t>(sequence));
    return update.run();
}

}  // namespace

Result<void> erase_values(sqlite::Database& database, Erasure const& erasure) {
    auto select = TRY(database.prepare("SELECT head, body FROM entry WHERE sequence = ?"));
    auto update = TRY(database.prepare("UPDATE entry SET body = ? WHERE sequence = ?"));
    for (Sequence const sequence : erasure.sequences) {
        TRY(erase_from(select, update, sequence, erasure));
    }
    return {};
}

Result<void> erase_as_told(sqlite::Database& database, EntryBytes const& bytes) {
    // Names stand in the head in the clear: most entries need no decoding.
    if (bytes.head.find(kErasureEntity) == std::string_view::npos) return {};
    auto const entry = TRY(decode_entry(bytes));
    for (auto const& erasure : TRY(erasures_of(entry))) TRY(erase_values(database, erasure));
    return {};
}

bool clear_log(sqlite::Database& database) {
    auto const waits = database.query_integer("PRAGMA busy_timeout=0");
    auto const busy = database.query_integer("PRAGMA wal_checkpoint(TRUNCATE)");
    auto const restored =
        database.execute("PRAGMA busy_timeout=" + std::to_string(sqlite::kBusyTimeoutMs));
    return waits.ok() && restored.ok() && busy.ok() && busy->value_or(1) == 0;
}

Result<void> remove_derived_files(Disk& disk, std::string const& path) {
    for (auto const* ending : kDerivedEndings) TRY(disk.remove(path + ending));
    TRY(disk.remove_folder(path + kDerivedFolder));
    return disk.sync_folder(folder_of(path));
}

}  // namespace agglo
