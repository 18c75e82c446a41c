#pragma once
// BatchReader: entries' bytes → the cells they write, without making an Entry or a Value of them.
//
//   BatchReader reader(*base);
//   TRY(reader.add(bytes, batch));     // entry after entry, in the journal's order
//
// Reads what decode_entry (journal/entry_codec.h) reads and refuses what it refuses; what lands in
// a column is what LedgerFold::apply, the slow twin, would write there.
#include "journal/entry_codec.h"
#include "journal/entry_form.h"
#include "state/name_targets.h"

namespace agglo {

class BatchReader {
public:
    explicit BatchReader(Snapshot const& base);

    ColumnSlots const& slots() const { return slots_; }

    /// Adds an entry to the batch, with a note of it if `noted`. Error: kChainBroken; the batch is
    /// of no use then.
    Result<void> add(EntryBytes const& bytes, CellBatch& batch, bool noted);

private:
    struct BodyBytes;
    struct Change;

    bool read(EntryBytes const& bytes, CellBatch& batch, bool noted);
    NameTargets const* read_names(ByteReader& head);
    bool read_change(ByteReader& head, BodyBytes& body, NameTargets const& names, size_t& used,
                     Sequence sequence, CellBatch& batch);
    void read_field(uint8_t sides, FieldTarget const& target, size_t row, BodyBytes& body,
                    CellBatch& batch);
    void write(FieldTarget const& target, size_t row, RawValue const& value, CellBatch& batch);
    void write_system(Change const& change, CellBatch& batch);

    Snapshot const* base_;
    ColumnSlots slots_;
    NameTargetCache names_;
    std::vector<std::string_view> list_;  // names of the entry being read
    std::vector<size_t> rows_;            // by entity, with those of the batch
    bool defines_ = false;                // the entry being read changes a definition
};

}  // namespace agglo
