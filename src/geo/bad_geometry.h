#pragma once
// bad_geometry("环未闭合", "a ring is not closed"): kBadGeometry with its reason in both languages.
#include <string>

#include "base/error.h"

namespace agglo {

inline Error bad_geometry(std::string zh, std::string en) {
    return Error(ErrorCode::kBadGeometry, {std::move(zh), std::move(en)});
}

}  // namespace agglo
