#pragma once
// CellBatch: what some journal entries in a row write, sorted by column: replay writes one column
// after another, and so finds its chunks and its dictionary in the cache.
//
// Columns are addressed by slot: their number counted over the tables of all entities
// (ColumnSlots).
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "state/snapshot.h"

namespace agglo {

/// One value to be written to a row of a column.
struct CellWrite {
    static constexpr uint32_t kNumber = 0xFFFFFFFF;
    static constexpr uint32_t kClear = 0xFFFFFFFE;

    int64_t number;  ///< as the column holds it; of a text its place in CellBatch::texts
    uint32_t row;
    uint32_t size;  ///< of a text in bytes, or kNumber, or kClear
};

/// A record that an entry changes: what its system columns and its history are written from.
struct RowTouch {
    Sequence sequence;
    int64_t version;
    uint32_t row;
    ChangeKind kind;
};

/// Where the columns of each entity begin.
class ColumnSlots {
public:
    explicit ColumnSlots(Model const& model) {
        for (auto const& entity : model.entities) {
            first_.push_back(slots_);
            slots_ += entity.fields.size() + kSystemColumns;
        }
    }
    size_t size() const { return slots_; }
    size_t of(size_t entity, size_t column) const { return first_[entity] + column; }

private:
    std::vector<size_t> first_;
    size_t slots_ = 0;
};

/// What is told of an entry beside its cells; texts stand one after another in CellBatch::texts.
struct EntryNote {
    Sequence sequence = 0;
    Instant recorded_at;
    size_t texts = 0;
    uint32_t actor_size = 0, command_size = 0, digest_size = 0;
    size_t changes = 0;
};

struct CellBatch {
    std::vector<std::vector<CellWrite>> columns;  ///< by slot; those of fields only
    std::vector<std::vector<RowTouch>> touches;   ///< by entity
    std::string texts;
    std::vector<size_t> appended;        ///< rows, by entity
    std::vector<size_t> first_appended;  ///< row of the first of these, by entity
    std::vector<size_t> rows_touched;    ///< beyond the last row written to, by entity
    std::vector<ptrdiff_t> live;         ///< records that came to life, by entity
    std::vector<EntryNote> notes;
    Sequence last = 0;  ///< the last entry that is at its end here; 0: none, what follows is unset
    Instant recorded_at;
    std::vector<std::pair<int64_t, Sequence>> imports;  ///< batch and entry
    int64_t schema_version = 0;
    size_t cells = 0;  ///< and record changes: how full it is

    CellBatch(size_t slots, size_t entities)
        : columns(slots),
          touches(entities),
          appended(entities),
          first_appended(entities),
          rows_touched(entities),
          live(entities) {}

    /// Empties it and keeps its memory.
    void clear() {
        for (auto& column : columns) column.clear();
        for (auto& touched : touches) touched.clear();
        std::fill(appended.begin(), appended.end(), 0);
        std::fill(first_appended.begin(), first_appended.end(), 0);
        std::fill(rows_touched.begin(), rows_touched.end(), 0);
        std::fill(live.begin(), live.end(), 0);
        texts.clear();
        notes.clear();
        imports.clear();
        last = 0;
        cells = 0;
    }
};

}  // namespace agglo
