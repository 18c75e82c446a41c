#pragma once
// Compiles the elements of the requirement graph: what is required first, so that its type is
// known to what requires it.
#include "dmn/compile/workshop.h"

namespace agglo::dmn {

void compile_elements(Workshop& shop);

}  // namespace agglo::dmn
