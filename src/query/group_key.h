#pragma once
// Group key: a grouped question as one text, the same for askers who get the same answer: what is
// asked, the day, and the asker's rights, whoever it is.
#include "query/query.h"

namespace agglo {

/// Two questions of one model have the same key only if they mean the same. What does not bear on
/// grouped answers (as_of, cursor) is left out.
std::string group_key(Viewer const& viewer, Query const& query);

}  // namespace agglo
