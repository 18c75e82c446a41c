#pragma once
// The items of functions that take a list or the items themselves: `sum([1, 2])`, `sum(1, 2)`.
#include <optional>
#include <span>
#include <vector>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

std::span<Value const> items_of(BuiltinCall const& call);

/// The items as numbers. Nothing, and the cause told, when one is null.
std::optional<std::vector<Number>> numbers_of(BuiltinCall const& call);

/// An index into `size` items from a position that counts from 1, or from -1 backwards. Nothing,
/// and kFeelIndexOutside told, when there is none.
std::optional<size_t> index_at(BuiltinCall const& call, Number position, size_t size);

}  // namespace agglo::feel
