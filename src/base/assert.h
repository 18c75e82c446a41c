#pragma once
// AGGLO_ASSERT(condition): for our own bugs, kept in release builds; bad data is a Result instead.

namespace agglo {
[[noreturn]] void assertion_failed(char const* condition, char const* file, int line);
}

#define AGGLO_ASSERT(condition)            \
    (static_cast<bool>(condition) ? void() \
                                  : ::agglo::assertion_failed(#condition, __FILE__, __LINE__))
