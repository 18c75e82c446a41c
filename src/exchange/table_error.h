#pragma once
// What can be wrong with a table as a whole, with its reason in both languages.
#include <cstdint>
#include <string>

#include "base/error.h"

namespace agglo {

/// bad_table("缺少工作表", "there is no sheet")
inline Error bad_table(std::string zh, std::string en) {
    return Error(ErrorCode::kBadTable, {std::move(zh), std::move(en)});
}

/// table_too_large("行数", "rows", 200'000)
inline Error table_too_large(std::string zh, std::string en, uint64_t most) {
    return Error(ErrorCode::kTableTooLarge, {std::move(zh), std::move(en), std::to_string(most)});
}

}  // namespace agglo
