#pragma once
// Command: what someone wants changed, before it is checked. It happens wholly or not at all.
#include <optional>
#include <string>
#include <vector>

#include "journal/entry.h"
#include "query/viewer.h"

namespace agglo {

/// One field to set. A null value clears it. A Reference with a negative id -k names the record
/// that change number k (from 1) of the same command creates.
struct Fact {
    std::string field;
    Value value;
};

struct CommandChange {
    ChangeKind kind = ChangeKind::kUpdate;
    std::string entity;
    RecordId id = 0;  ///< not for a create
    std::optional<int64_t>
        version;  ///< the version the editor saw; an update or delete without it is refused
    std::vector<Fact> facts;
};

/// Fields of one record, live or deleted, whose values are to go out of the whole history.
struct ErasedFields {
    std::string entity;
    RecordId id = 0;
    std::vector<std::string> fields;
    bool reasons = false;  ///< also the reasons of the entries that held them
};

struct Command {
    static constexpr size_t kChangesMax = EntryLimits::kChangesMax;

    Viewer viewer;  ///< who asks, and what they may do
    std::string reason;
    std::string idempotency_key;  ///< empty: none; kept per actor for 30 days
    std::string request_digest;   ///< of the request under that key
    bool is_import = false;       ///< takes the next batch number
    std::vector<CommandChange> changes;
    std::optional<ErasedFields> erase;  ///< in place of changes; administrators only

    /// Seed mode only (`agglo init`): the historic recorded time; the entry is marked synthetic.
    std::optional<Instant> seeded_at;
};

struct ChangedRecord {
    ChangeKind kind;
    std::string entity;
    RecordId id;
    int64_t version;
};

/// What a command did. A repeated idempotency key gives the first receipt again.
struct Receipt {
    Sequence sequence = 0;  ///< 0: nothing was different, so nothing was written
    int64_t batch = 0;
    std::vector<ChangedRecord> records;
    bool repeated = false;
    std::vector<Error> warnings;  ///< what is doubtful about the records as they now are
};

}  // namespace agglo
