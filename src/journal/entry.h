#pragma once
// Entry: what the journal holds, one per command. The bytes and the hash are described in
// docs/journal.md; they are final: a change of either is a new format number beside this one, never
// in place of it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/value.h"

namespace agglo {

using Sequence = uint64_t;  ///< 1, 2, 3 …; 0 is the point before the first entry

enum class ChangeKind : uint8_t { kCreate = 1, kUpdate = 2, kDelete = 3, kRestore = 4 };

std::string_view name_of(ChangeKind kind);  ///< "create", "update", "delete", "restore"

/// One field of one change. A create has no `before`; an unchanged field is not listed. A null
/// `after` clears the field.
struct FieldChange {
    std::string field;
    Value before;
    Value after;
    bool redacted = false;  ///< values are not in this copy of the entry; its digests are
};

struct RecordChange {
    std::string entity;
    RecordId id = 0;
    int64_t version = 0;  ///< the record's version after this change; a create makes version 1
    ChangeKind kind = ChangeKind::kUpdate;
    std::vector<FieldChange> fields;
};

struct Entry {
    Sequence sequence = 0;
    Instant recorded_at;
    std::string actor;           ///< account name, or "system"
    std::string reason;          ///< salted like a field: free text may name people
    std::string command;         ///< idempotency key; empty: none
    std::string request_digest;  ///< digest of the request under that key, salted like a field
    int64_t batch = 0;           ///< import batch; 0: none
    int64_t schema_version = 0;  ///< sequence of the entry that last changed a definition
    bool synthetic = false;      ///< written by a pack's seed mode under a historic recorded time
    std::vector<RecordChange> changes;
};

struct EntryLimits {
    static constexpr size_t kChangesMax = 100'000;
    static constexpr size_t kBytesMax = 256u << 20;
    static constexpr size_t kNamesMax = 4'096;
    static constexpr size_t kListItemsMax = 10'000;
};

}  // namespace agglo
