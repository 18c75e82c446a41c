#pragma once
// Fit: whether arguments can be those of one form of a built-in, and what they are then (DMN 1.5,
// 10.3.2.13.3 and 10.3.2.9.4): named ones in their places, those left out null, implicitly
// converted.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

/// Why arguments do not fit; an Error is made of it only when somebody will read it.
struct Misfit {
    ErrorCode code;
    size_t reached = 0;  ///< how many arguments had been accepted, and one
    Parameter const* parameter = nullptr;
    Value const* value = nullptr;
    std::string_view name = {};  ///< the unknown one
};

enum class Strictness { kAsTheyAre, kConverted };

/// Arguments as a call gives them: `names` is empty, or has one for each value.
struct GivenArguments {
    std::span<Value const> values;
    std::span<std::string const> names;
};

/// Leaves in `fitted` what the function is to be given. Nothing is wrong when no Misfit comes.
std::optional<Misfit> fit(Signature const& form, GivenArguments given, Strictness strictness,
                          std::vector<Value>& fitted);

}  // namespace agglo::feel
