#pragma once
// Inputs from JSON, which has no dates: texts where the model declares a temporal type are read as
// such ("2024-06-01" as a date). Others stay as they are.
#include "dmn/model/model.h"

namespace agglo::dmn {

feel::Context as_declared(feel::Context const& inputs, Model const& model);
feel::Value as_declared(feel::Value const& value, feel::Type const& type);

}  // namespace agglo::dmn
