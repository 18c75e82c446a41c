#pragma once
// Hit policies (DMN 1.5, 8.2.11): which of the matching rules' outputs are the table's value.
//
// | policy | value |
// |---|---|
// | UNIQUE | of the one rule; null when several match |
// | FIRST | of the first |
// | ANY | of all of them, which must be equal; else null |
// | PRIORITY | of the one whose outputs come first in outputValues |
// | RULE ORDER, COLLECT | a list, in the order of the rules |
// | OUTPUT ORDER | a list, in the order of outputValues |
// | COLLECT + < > # | their sum, least, greatest, number |
//
// When no rule matches: the default outputs; without them the list of nothing for the policies that
// give lists, 0 for #, else null.
#include "dmn/evaluate/boxed_evaluator.h"

namespace agglo::dmn {

feel::Value apply_hit_policy(DecisionTable const& table, std::span<size_t const> rules,
                             BoxedEvaluator& evaluator);

}  // namespace agglo::dmn
