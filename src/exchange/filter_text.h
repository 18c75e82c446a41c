#pragma once
// filter_text(query): the filter and order of a query as JSON, for the provenance of an export.
#include "query/query.h"

namespace agglo {

std::string filter_text(Query const& query);

}  // namespace agglo
