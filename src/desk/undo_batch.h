#pragma once
// Undoing an import batch: its records go back to what they were before it, as one ordinary
// command. What has been edited since is kept and named.
//
//   auto const entry = TRY(read_batch(journal, *now, 12));
//   auto plan = plan_undo(*now, viewer, entry, {});          // the dry run
//   auto done = TRY(undo_batch(desk, viewer, 12, {.reason = "表头错位"}));
//
// The undoing is a batch itself, so it can be undone.
#include <set>

#include "desk/command.h"
#include "state/snapshot.h"

namespace agglo {

class Desk;

/// What becomes of one of the batch's records.
enum class UndoFate : uint8_t {
    kUndone,      ///< back to what it was: a created one is deleted
    kPartly,      ///< the fields nobody has edited since are
    kEdited,      ///< kept: changed or deleted since
    kReferenced,  ///< kept: other records refer to what the batch created
    kRefused,     ///< kept: the old values are not valid now, or the viewer may not write them
    kLeftOut,     ///< kept: not chosen
};

std::string_view name_of(UndoFate fate);  ///< "undone", "partly", "edited", …

struct UndoRecord {
    std::string entity;
    RecordId id = 0;
    ChangeKind kind = ChangeKind::kUpdate;  ///< what the batch did to it
    UndoFate fate = UndoFate::kUndone;
    std::vector<std::string> edited;  ///< fields of the batch that have another value by now
    Sequence edited_at = 0;           ///< kEdited, kPartly: the newest entry that touched it
    std::optional<Error> error = {};  ///< kRefused
};

struct UndoPlan {
    int64_t batch = 0;
    Sequence sequence = 0;            ///< of the batch's entry
    std::vector<UndoRecord> records;  ///< of those the viewer may read
    std::vector<CommandChange> changes;

    size_t count(UndoFate fate) const;
};

struct UndoChoice {
    /// Only these records (entity, id); empty: all.
    std::set<std::pair<std::string, RecordId>> only = {};
    /// Of a record edited since, undo the fields that still have the batch's value.
    bool partly = false;
    std::string reason = {};
    std::string idempotency_key = {};
    std::string request_digest = {};
};

/// The batch's entry. Errors: kNoSuchBatch, kStorageFailed.
Result<Entry> read_batch(Journal const& journal, Snapshot const& now, int64_t batch);

UndoPlan plan_undo(Snapshot const& now, Viewer const& viewer, Entry const& entry,
                   UndoChoice const& choice);

struct UndoOutcome {
    UndoPlan plan;
    Receipt receipt;
};

/// Plans and does it; plans anew when a record is edited meanwhile. Errors: kNoSuchBatch and those
/// of Desk::execute.
Result<UndoOutcome> undo_batch(Desk& desk, Viewer const& viewer, int64_t batch,
                               UndoChoice const& choice);

}  // namespace agglo
