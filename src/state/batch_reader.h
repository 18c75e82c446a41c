#pragma once
// BatchReader: entries' bytes → the cells they write, without making an Entry or a Value of them.
//
//   BatchReader reader(*base);
//   BatchRoom room{&batch};
//   TRY(reader.add(bytes, room, noted));  // entry after entry, in the journal's order
//
// Reads what decode_entry (journal/entry_codec.h) reads and refuses what it refuses; what lands in
// a column is what LedgerFold::apply, the slow twin, would write there.
#include <functional>

#include "journal/entry_codec.h"
#include "journal/entry_form.h"
#include "state/name_targets.h"

namespace agglo {

/// Where cells go: a batch, and what to do when it is full before its entry is at its end.
struct BatchRoom {
    CellBatch* batch = nullptr;
    size_t cells_full = SIZE_MAX;  ///< then it is exchanged before the next record change
    /// Takes the full batch and gives an empty one.
    std::function<CellBatch*(CellBatch*)> exchange = {};
};

class BatchReader {
public:
    explicit BatchReader(Snapshot const& base);

    ColumnSlots const& slots() const { return slots_; }

    /// Adds an entry, with a note of it if `noted`. What is told of it beside its records goes with
    /// its last cells. Of the entries before it nothing is asked, so that several may read at once.
    /// Error: kChainBroken; the batch is of no use then.
    Result<void> add(EntryBytes const& bytes, BatchRoom& room, bool noted);

private:
    struct BodyBytes;
    struct Change;

    bool read(EntryBytes const& bytes, BatchRoom& room, bool noted);
    bool read_changes(ByteReader& head, BodyBytes& body, Sequence sequence, BatchRoom& room);
    bool read_names(ByteReader& head);
    NameTarget const* use_name(ByteReader& head);
    bool read_change(ByteReader& head, BodyBytes& body, Sequence sequence, CellBatch& batch);
    static void note_row(Change const& change, CellBatch& batch);
    static void read_field(uint8_t sides, FieldTarget const& target, size_t row, BodyBytes& body,
                           CellBatch& batch);

    ColumnSlots slots_;
    NameTargets names_;

    // Of the entry being read:
    std::vector<NameTarget const*> list_;  // its names
    size_t used_ = 0;                      // of these, in the order of first use
    bool defines_ = false;                 // it changes a definition
    size_t changes_ = 0;
    uint64_t entries_ = 0;  // how many were read, with this one
};

}  // namespace agglo
