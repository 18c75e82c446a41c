#pragma once
// Amounts as officers say them: 亿元 and 万元 by magnitude, areas in mu.
#include <string>
#include <string_view>

#include "feel/value/value.h"

namespace agglo::feel {

struct AmountText {
    std::string zh;
    std::string en;
};

/// `unit` is a name of schema/units.yaml. 1 mu = 10000/15 m² (GB 3100 leaves the mu to use: 15 mu
/// are a hectare).
AmountText amount_text(Number amount, std::string_view unit);

}  // namespace agglo::feel
