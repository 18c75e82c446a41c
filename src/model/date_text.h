#pragma once
// Dates as people write them: 2023-05-01, 2023/5/1, 2023.5.1, 2023年5月1日, 20230501; a time of day
// that follows is read over. A month: 2023-05, 2023/5, 2023年5月, 202305, or a whole date.
#include <string_view>

#include "base/date.h"

namespace agglo {

/// Error: kBadDate.
Result<Date> date_from_text(std::string_view text);
/// The first day of the month. Error: kBadDate.
Result<Date> month_from_text(std::string_view text);
/// RFC 3339, or "2023-05-01 08:30" and "2023-05-01 08:30:00" in Asia/Shanghai. Error: kBadDate.
Result<Instant> instant_from_text(std::string_view text);

}  // namespace agglo
