#pragma once
// The members of a query's JSON body that make it a grouped one.
#include <boost/json/value.hpp>

#include "query/query.h"

namespace agglo {

/// `group`, `measures`, `top`, `running`, `compare`, `drill`. Error: kUnknownField for any other.
Result<void> read_group_member(std::string_view key, boost::json::value const& value, Query& query);

/// `sort`: an array of "field", "-field" or {"feel", "descending"}.
Result<std::vector<SortKey>> sort_of_json(boost::json::value const& value);

}  // namespace agglo
