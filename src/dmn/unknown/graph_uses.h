#pragma once
// How the inputs of a decision are used throughout its requirement graph: which constants they are
// compared with, and whether in other ways too. What reckoning missing facts and asking a decision
// of many records (query/decision_program.h) both stand on.
#include "dmn/model/model.h"
#include "feel/unknown/possible_worlds.h"

namespace agglo::dmn {

/// `inputs` by Model::inputs; those that `uses` is about are Unknown.
void gather_uses(Model const& model, size_t decision, std::vector<feel::Value> const& inputs,
                 feel::FactUses& uses, feel::Evaluation& evaluation);

}  // namespace agglo::dmn
