#pragma once
// A difference as JSON, with who changed what and why: the body of GET /{entity}/difference and
// what `agglo diff` prints (docs/api.md).
#include "base/json_writer.h"
#include "query/difference.h"

namespace agglo {

/// `{"items":[{"id","label","code"?,"kind","matched_before","matched_after","changes":[{"field",
/// "before","after"}],"entries":[{"sequence","recorded_at","actor","reason","batch","synthetic"}]}],
/// "total","created","changed","deleted","next_after","from","to"}`. Errors: those of reading the
/// journal.
Result<std::string> difference_json(Difference const& difference, Snapshot const& from,
                                    Snapshot const& to, Viewer const& viewer,
                                    Journal const& journal);

}  // namespace agglo
