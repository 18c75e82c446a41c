#pragma once
// ColumnNode: a part of a column program. It works on the rows of one chunk; each kind of outcome
// has a method of its own, which only nodes of that kind have.
#include <functional>
#include <string>

#include "column/predicate.h"
#include "feel/columns/vectors.h"
#include "feel/syntax/expression.h"

namespace agglo::feel {

/// What a node works out. Days, microseconds and seconds are numbers of scale 0 that compare among
/// themselves only.
enum class Outcome : uint8_t { kTruth, kNumber, kDate, kDateTime, kSeconds, kValue };

/// The higher, the later among terms of which any may decide.
enum class Cost : uint8_t { kScan, kArithmetic, kLookup, kRowByRow };

struct ExplainLine {
    size_t depth;
    ExpressionPtr expression;  ///< null: the part above, said otherwise
    std::string how_zh;
    std::string how_en;
};

class ColumnNode {
public:
    ColumnNode(ExpressionPtr expression, Outcome outcome, int scale = 0)
        : expression_(std::move(expression)), outcome_(outcome), scale_(scale) {}
    virtual ~ColumnNode() = default;

    Outcome outcome() const { return outcome_; }
    /// Decimals of whole numbers.
    int scale() const { return scale_; }
    ExpressionPtr const& expression() const { return expression_; }

    /// Of the wanted rows at least; all of them published.
    virtual Truth truth(Batch& batch, Mask const& wanted) const;
    virtual void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const;
    /// Values of the wanted rows alone.
    virtual void values(Batch& batch, Mask const& wanted, Values& out) const;

    virtual Cost cost() const = 0;
    virtual void explain(std::vector<ExplainLine>& lines, size_t depth) const = 0;

protected:
    void say(std::vector<ExplainLine>& lines, size_t depth, std::string zh, std::string en) const {
        lines.push_back({depth, expression_, std::move(zh), std::move(en)});
    }

private:
    ExpressionPtr expression_;
    Outcome outcome_;
    int scale_;
};

using ColumnNodePtr = std::unique_ptr<ColumnNode const>;

inline bool is_numeric(Outcome outcome) {
    return outcome != Outcome::kTruth && outcome != Outcome::kValue;
}

}  // namespace agglo::feel
