#pragma once
// Unknown is not no, for a decision: what it gives when some of its inputs are missing. Known when
// no value that they could have would change it; else unknown, with the inputs it hangs on.
//
//   auto const reckoned = reckon_decision(*model, decision, inputs, {{"Annual tax"}}, evaluation);
//   if (!reckoned.known()) ask_for(reckoned.missing);
//
// Inputs that tables and texts only compare are tried in every cell of those comparisons, through
// the whole requirement graph; others stay Unknown (feel/unknown/possible_worlds.h).
#include "dmn/evaluate/around.h"
#include "feel/unknown/possible_worlds.h"

namespace agglo::dmn {

/// `missing`: names of input data, or of entries in them (`Applicant.income`); the type's allowed
/// values are taken into account. A missing input may be absent from `inputs`.
feel::Reckoned reckon_decision(Model const& model, size_t decision, feel::Context const& inputs,
                               std::vector<feel::MissingFact> missing,
                               feel::Evaluation& evaluation);

/// The inputs that a decision reads and that are not given, or are null.
std::vector<feel::MissingFact> missing_inputs(Model const& model, size_t decision,
                                              feel::Context const& inputs);

}  // namespace agglo::dmn
