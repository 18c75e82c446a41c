#pragma once
// export_journal: a journal, or a stretch of it, into an export file, without what the recipient
// may not see.
//
//   auto rows = TRY(JournalRows::open({"zhaoqing.db"}));
//   auto const hidden = TRY(hidden_from(snapshot, {.classes = {FieldClass::kPublic}}));
//   auto const report = TRY(export_journal(rows, {1, head}, hidden, "公开.agglo"));
//
// Every entry is verified on its way, as it is written: a journal that does not verify gives no
// file.
#include "journal/journal_rows.h"
#include "journal/redaction.h"

namespace agglo {

struct ExportRange {
    Sequence first = 1;
    Sequence last = 0;
};

/// Without `hidden` bodies are copied as they are, entry secrets too. Errors: kBadPoint (the range
/// is not in the journal), kChainBroken, kStorageFailed.
Result<VerifyReport> export_journal(JournalRows& rows, ExportRange const& range,
                                    RedactPlaceIf const& hidden, std::string const& path);

}  // namespace agglo
