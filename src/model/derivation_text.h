#pragma once
// How a derived field comes about, as officers read it: a formula with the labels of fields, or
// what a roll-up gathers.
//
//   derivation_text(model, {project, intensity}).zh      // "总投资 / 用地面积"
//   derivation_text(model, {project, milestones_done}).en  // "count of Milestone where Done"
#include "model/model.h"

namespace agglo {

Labels derivation_text(Model const& model, FieldAddress field);

}  // namespace agglo
