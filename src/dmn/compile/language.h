#pragma once
// Which language a text is in (DMN 1.5, 7.3.1): its own, else the document's; FEEL is what we run.
#include <string_view>

#include "dmn/model/definitions.h"

namespace agglo::dmn {

bool is_feel(std::string_view language, Definitions const& document);

}  // namespace agglo::dmn
