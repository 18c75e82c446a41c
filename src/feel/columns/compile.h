#pragma once
// The compiler of column programs: an expression's tree to nodes.
#include "feel/columns/nodes.h"

namespace agglo::feel {

ColumnNodePtr compile_columns(ExpressionPtr const& expression, Scalar scalar);

}  // namespace agglo::feel
