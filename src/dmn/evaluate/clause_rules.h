#pragma once
// ClauseRules: of one input of a decision table, the rules whose entry a value passes: a column of
// the table asked by itself, through its index. Intersected over the inputs they are the rules that
// match, for tables whose entries read nothing but their own input's value.
//
//   ClauseRules rules(table, 0);
//   auto const passed = rules.passed_by(feel::Number(30), evaluator);   // nothing: not allowed
#include "dmn/evaluate/boxed_evaluator.h"
#include "dmn/table_index/table_index.h"

namespace agglo::dmn {

class ClauseRules {
public:
    /// The table must outlive it.
    ClauseRules(DecisionTable const& table, size_t clause);

    /// `value` is what the clause's expression gave: it takes on the clause's type. Nothing when it
    /// is none of the inputValues: then the table is null (8.3.2).
    std::optional<RuleSet> passed_by(feel::Value value, BoxedEvaluator& evaluator) const;

    /// What values are compared with by the entries, the inputValues and the clause's type, when
    /// that is all they do and all is of one ordered kind; else nothing. Texts without variables
    /// count as what they come to. Values of the kind in one cell pass the same rules.
    std::optional<Cells> cells(feel::Evaluation& evaluation) const;

private:
    DecisionTable const& table_;
    size_t clause_;
    ColumnIndex index_;
};

/// Whether no entry, input value or output of the table reads a variable.
bool reads_inputs_alone(DecisionTable const& table);

}  // namespace agglo::dmn
