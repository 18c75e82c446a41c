#pragma once
// Cells: values cut a line into points and gaps; a sample of each stands for all of it wherever
// only comparisons with those values are asked.
#include <vector>

#include "feel/value/value.h"

namespace agglo::feel {

/// A value of each point and gap that `cuts`, all of one kind, make; empty when they are of several
/// kinds, or of one that has no order.
std::vector<Value> sample_cells(std::vector<Value> cuts);

}  // namespace agglo::feel
