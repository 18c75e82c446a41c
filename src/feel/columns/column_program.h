#pragma once
// ColumnProgram: a FEEL expression compiled against the columns of a table; it answers for a chunk
// of rows at a time what the scalar evaluator answers for each, to the last digit.
//
//   ColumnProgram const program(expression, binding, clock);
//   Truth const truth = program.truth(group, Mask::first(table.group_rows(group)));
//
// Whole numbers while bounds say that they fit, decimal128 otherwise; comparisons of columns with
// constants are scans, texts are compared by their codes, what hangs on one column of few values is
// worked out once for each, and what cannot be compiled is evaluated row by row. `explain` says
// which part is which, and why. Safe from several threads at once.
#include <span>

#include "feel/columns/budget.h"
#include "feel/columns/column_binding.h"
#include "feel/columns/column_node.h"

namespace agglo::feel {

class ColumnProgram {
public:
    /// `binding` must outlive the program.
    ColumnProgram(ExpressionPtr expression, ColumnBinding const& binding, Clock clock);
    ~ColumnProgram();

    Outcome outcome() const;
    /// Decimals of the whole numbers.
    int scale() const;

    /// Of the wanted rows, all of them published; others are unknown. Outcome::kTruth, or kValue
    /// (then what is not a boolean is unknown).
    Truth truth(size_t group, Mask const& wanted) const;

    /// Numbers of the wanted rows, when the outcome is numeric: `use` is given them while they
    /// last.
    void numbers(size_t group, Mask const& wanted,
                 std::function<void(NumberVector const&)> const& use) const;
    /// Of any outcome; those of rows not wanted are left alone.
    void values(size_t group, Mask const& wanted, Values& out) const;

    /// Error: kFeelLimit, when rows took too much together; what was answered is then not to be
    /// trusted.
    Result<void> check() const { return budget_.outcome(); }

    std::vector<ExplainLine> explain() const;

private:
    ColumnBinding const& binding_;
    Budget mutable budget_;
    ColumnNodePtr root_;
};

}  // namespace agglo::feel
