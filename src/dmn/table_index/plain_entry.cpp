#include "dmn/table_index/plain_entry.h"

#include "feel/value/compare.h"

namespace agglo::dmn {

using feel::Expression;
using feel::Kind;
using feel::Operator;
using feel::Value;

namespace {

bool ordered(Kind kind) {
    return kind == Kind::kNumber || kind == Kind::kString || kind == Kind::kBoolean ||
           kind == Kind::kDate || kind == Kind::kDaysDuration || kind == Kind::kMonthsDuration;
}

/// Null when it is no constant, or none of an ordered kind.
Value constant(Expression const& expression) {
    if (auto const* literal = std::get_if<feel::Literal>(&expression.node)) {
        return ordered(literal->value.kind()) ? literal->value : Value();
    }
    if (auto const* negation = std::get_if<feel::Negation>(&expression.node)) {
        auto const value = constant(*negation->operand);
        if (auto const* number = value.as<feel::Number>()) return -*number;
    }
    return {};
}

/// Nothing for an operator that makes no one interval.
std::optional<Interval> compared(Operator op, Value const& value) {
    switch (op) {
        case Operator::kLess: return Interval{{}, value, false, false};
        case Operator::kLessOrEqual: return Interval{{}, value, false, true};
        case Operator::kGreater: return Interval{value, {}, false, false};
        case Operator::kGreaterOrEqual: return Interval{value, {}, true, false};
        case Operator::kEqual: return Interval{value, value};
        default: return std::nullopt;
    }
}

std::optional<Interval> between(feel::RangeLiteral const& range) {
    auto const low = range.low ? constant(*range.low) : Value();
    auto const high = range.high ? constant(*range.high) : Value();
    if (low.is_null() != !range.low || high.is_null() != !range.high) return std::nullopt;
    if (low.is_null() && high.is_null()) return std::nullopt;
    if (!low.is_null() && !high.is_null() && low.kind() != high.kind()) return std::nullopt;
    return Interval{low, high, range.low_included && !low.is_null(),
                    range.high_included && !high.is_null()};
}

std::optional<Interval> interval(Expression const& test) {
    if (auto const value = constant(test); !value.is_null()) return Interval{value, value};
    if (auto const* comparison = std::get_if<feel::ComparisonTest>(&test.node)) {
        auto const value = constant(*comparison->operand);
        // Booleans have equality but no order.
        if (value.is_null() || value.kind() == Kind::kBoolean) return std::nullopt;
        return compared(comparison->op, value);
    }
    auto const* range = std::get_if<feel::RangeLiteral>(&test.node);
    auto const found = range ? between(*range) : std::nullopt;
    return found && found->kind() != Kind::kBoolean ? found : std::nullopt;
}

}  // namespace

bool Interval::is_point() const {
    return low_included && high_included && !low.is_null() && feel::same(low, high);
}

std::optional<PlainEntry> plain_entry(Expression const& unary_tests) {
    auto const* tests = std::get_if<feel::UnaryTests>(&unary_tests.node);
    if (!tests || (tests->tests.empty() && !tests->any)) return std::nullopt;
    if (tests->any) return PlainEntry{true, false, {}};
    PlainEntry plain{false, tests->negated, {}};
    for (auto const& test : tests->tests) {
        auto found = interval(*test);
        if (!found) return std::nullopt;
        if (!plain.intervals.empty() && plain.intervals[0].kind() != found->kind()) {
            return std::nullopt;
        }
        plain.intervals.push_back(*std::move(found));
    }
    return plain;
}

std::optional<PlainEntry> plain_entry(FeelText const& entry) {
    if (entry.parsed) return plain_entry(*entry.parsed);
    if (entry.wrong) return std::nullopt;
    return PlainEntry{true, false, {}};
}

}  // namespace agglo::dmn
