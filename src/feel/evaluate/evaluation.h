#pragma once
// Evaluation: one asking of expressions: the day it is asked for, its limits, and where causes of
// nulls go. A value is a function of (expression, inputs, Clock): nothing here reads a wall clock.
//
//   Evaluation evaluation({.now = …});
//   Value answer = evaluate(*expression, inputs, evaluation);
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "feel/syntax/expression.h"
#include "feel/value/value.h"

namespace agglo::feel {

/// What now() and today() answer.
struct Clock {
    DateTime now;
};

/// A hostile text ends with kFeelLimit in bounded time and memory.
struct EvaluationLimits {
    uint64_t steps_max = 20'000'000;           ///< nodes evaluated, items made, characters searched
    size_t items_max = 1'000'000;              ///< of one list
    size_t characters_max = 4'000'000;         ///< bytes of one string
    uint64_t bytes_max = uint64_t{512} << 20;  ///< made in all, roughly
    uint32_t depth_max = 2'000;        ///< of expressions within expressions, calls included
    uint32_t value_depth_max = 1'000;  ///< of lists, contexts and functions within each other
    uint64_t parts_max = 20'000'000;   ///< of one value (value.h)
};

/// Why a null came to be: the place in the text, and the error.
struct Cause {
    Span span;
    Error error;
};

class Evaluation {
public:
    static constexpr size_t kCausesMax = 100;
    static constexpr uint64_t kPartsOfStep = 16;

    explicit Evaluation(Clock clock, EvaluationLimits limits = {})
        : clock_(clock), limits_(limits) {}

    /// From here on causes are kept, at most kCausesMax: the first ones, which explain the others.
    void keep_causes() { keeps_causes_ = true; }
    std::vector<Cause> const& causes() const { return causes_; }

    /// Null, and why.
    Value fail(Span span, ErrorCode code, std::vector<std::string> arguments = {});
    bool keeps_causes() const { return keeps_causes_; }

    /// From here on inputs may be Unknown: what hangs on one is one too.
    void reckon_unknowns() { reckons_unknowns_ = true; }
    bool reckons_unknowns() const { return reckons_unknowns_; }

    /// Counts work done; false when there may be no more: then the whole evaluation is null.
    bool take(uint64_t steps) {
        steps_ += steps;
        return steps_ <= limits_.steps_max || run_out("steps", limits_.steps_max);
    }
    bool take_bytes(uint64_t bytes) {
        bytes_ += bytes;
        return bytes_ <= limits_.bytes_max || run_out("bytes", limits_.bytes_max);
    }
    /// Counts a walk over so many parts of a value.
    bool take_walk(uint64_t parts) { return parts < kPartsOfStep || take(parts / kPartsOfStep); }
    /// True once a limit of the whole was passed: loops end.
    bool exhausted() const { return exhausted_; }

    Clock const& clock() const { return clock_; }
    EvaluationLimits const& limits() const { return limits_; }
    uint64_t steps() const { return steps_; }

    /// One level further in; for Deeper alone.
    uint32_t depth = 0;

private:
    bool run_out(char const* what, uint64_t limit);

    Clock clock_;
    EvaluationLimits limits_;
    uint64_t steps_ = 0;
    uint64_t bytes_ = 0;
    bool exhausted_ = false;
    bool keeps_causes_ = false;
    bool reckons_unknowns_ = false;
    std::vector<Cause> causes_;
};

/// The variables of a construct, and those around it. Lives on the stack of the evaluator.
struct Frame {
    std::span<Value const> values;
    Frame const* parent = nullptr;
    /// Of a filter: names are looked for among the entries of its one value.
    bool item = false;
};

Value evaluate(Expression const& expression, Frame const& frame, Evaluation& evaluation);

/// The inputs are the values of the environment that the expression was parsed with.
inline Value evaluate(Expression const& expression, std::span<Value const> inputs,
                      Evaluation& evaluation) {
    return evaluate(expression, Frame{inputs}, evaluation);
}

/// Whether `input` satisfies parsed unary tests: true, false or null.
Value satisfies(Expression const& unary_tests, Value const& input, std::span<Value const> inputs,
                Evaluation& evaluation);

}  // namespace agglo::feel
