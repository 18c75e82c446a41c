#pragma once
// The linker: hrefs to the elements they mean (DMN 1.5, 6.3 and 12.3.2), the slots that
// requirements give a frame, and cycles among decisions.
#include "dmn/compile/read_model.h"
#include "dmn/compile/workshop.h"

namespace agglo::dmn {

/// Puts the elements of all documents in the model's lists.
void list_elements(Workshop& shop);
/// Sources of decisions and business knowledge models, parts of services. Reports
/// kDmnNoSuchElement, kDmnDuplicate.
void link_requirements(Workshop& shop);
/// Decisions that require themselves, or stand in a row longer than kChainMax, are made wrong.
void refuse_cycles(Workshop& shop);

}  // namespace agglo::dmn
