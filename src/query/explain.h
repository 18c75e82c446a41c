#pragma once
// Explain: how the FEEL filter of a query is worked out: each part, and what is done for it.
#include "query/query.h"

namespace agglo {

/// {"filter": [{"depth", "text", "text_zh", "text_en", "how_zh", "how_en"}, …], "rows"}: a line
/// a part, the parts of a part one deeper. Empty without a filter. Errors: those of the filter.
Result<std::string> explain_query_json(Snapshot const& snapshot, Viewer const& viewer,
                                       Query const& query);

}  // namespace agglo
