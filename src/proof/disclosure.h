#pragma once
// Disclosure: what of a ledger the recipient of an export may see.
//
//   Disclosure const auditors{.viewer = Viewer::with("auditor", {"auditor"})};
//   Disclosure const open{.classes = {FieldClass::kPublic}, .entities = {"project"}};
//   export_journal(rows, range, hidden_from(snapshot, auditors), "给审计.agglo");
//
// Fields count as what the schema says of them now; those of entities and fields that are no longer
// in the schema are hidden, and so are reasons, which are free text and may name people, unless
// they are asked for. What was erased is always told: it names no value. Not hidden, because the
// chain stands on it: actors, times, ids, and the names of entities and fields.
#include <optional>
#include <vector>

#include "journal/redaction.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

struct Disclosure {
    std::optional<Viewer> viewer;            ///< its row scope and classes; otherwise:
    std::vector<FieldClass> classes = {};    ///< of every record
    std::vector<std::string> entities = {};  ///< only these; empty: all
    bool reasons = false;
};

/// Which values to leave out. Errors: kUnknownEntity, kForbidden (a role that there is not).
Result<RedactPlaceIf> hidden_from(SnapshotPtr const& snapshot, Disclosure const& disclosure);

}  // namespace agglo
