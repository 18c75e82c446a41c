#pragma once
// Erasure: values taken out of entries already written (PIPL art. 47; GB/T 35273-2020, 8.3).
//
//   entry.changes.push_back(change_of({"contact", 7, {"phone"}, false, {12, 40}}, next_id));
//   TRY(journal->append({&entry, 1}));   // and the values of entries 12 and 40 are gone
//
// What is erased is itself journalled, as a record of the entity "erasure" that names entity,
// record, fields and sequences, never a value. Whoever appends such an entry takes the values out
// of the earlier ones in the same transaction, also when a journal is restored entry by entry.
// Salts and values go, digests stay, so every hash stays what it was. With the values goes the
// digest of the request that brought them: a short value could be guessed from it.
#include <vector>

#include "journal/entry_codec.h"

namespace agglo {

inline constexpr std::string_view kErasureEntity = "erasure";

struct Erasure {
    std::string entity;
    RecordId record = 0;
    std::vector<std::string> fields;  ///< every name the values were written under
    bool reasons = false;             ///< also the reasons of those entries
    std::vector<Sequence> sequences;  ///< of the entries that hold values, in order
};

/// The change that journals it: record `id` of the entity "erasure" is created.
RecordChange change_of(Erasure const& erasure, RecordId id);

/// What an entry erases; nothing for most. Error: kChainBroken with kBody (it cannot be read, or
/// names an entry that is not before this one).
Result<std::vector<Erasure>> erasures_of(Entry const& entry);

/// The body of one of the entries named, without the values; under the same hash. Bodies that lost
/// them already stay as they are. Error: kChainBroken.
Result<std::string> body_without(EntryBytes const& bytes, Erasure const& erasure);

}  // namespace agglo
