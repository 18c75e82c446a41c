// Operators, by precedence: rule 2 and what it refers to.
#include "feel/syntax/parse.h"

namespace agglo::feel {

Parsed Parser::expression() {
    if (depth_ >= SyntaxLimits::kDepthMax)
        return Error(ErrorCode::kFeelTooDeep, {std::to_string(SyntaxLimits::kDepthMax)});
    TRY(toil(100));
    ++depth_;
    auto parsed = disjunction();
    --depth_;
    return parsed;
}

Parsed Parser::disjunction() {
    auto const start = cursor_.at();
    std::vector<ExpressionPtr> terms{TRY(conjunction())};
    while (cursor_.take_word("or")) terms.push_back(TRY(conjunction()));
    if (terms.size() == 1) return terms.front();
    return made(Junction{false, std::move(terms)}, start);
}

Parsed Parser::conjunction() {
    auto const start = cursor_.at();
    std::vector<ExpressionPtr> terms{TRY(comparison())};
    while (cursor_.take_word("and")) terms.push_back(TRY(comparison()));
    if (terms.size() == 1) return terms.front();
    return made(Junction{true, std::move(terms)}, start);
}

std::optional<Operator> comparison_operator(Cursor& cursor) {
    if (cursor.take("<=")) return Operator::kLessOrEqual;
    if (cursor.take(">=")) return Operator::kGreaterOrEqual;
    if (cursor.take("!=")) return Operator::kNotEqual;
    if (cursor.take("<")) return Operator::kLess;
    if (cursor.take(">")) return Operator::kGreater;
    if (cursor.take("=")) return Operator::kEqual;
    return std::nullopt;
}

Parsed Parser::comparison() {
    auto const start = cursor_.at();
    auto left = TRY(additive());
    while (true) {
        if (auto const op = comparison_operator(cursor_)) {
            auto right = TRY(additive());
            left = TRY(made(Binary{*op, left, right}, start));
        } else if (cursor_.take_word("between")) {
            left = TRY(between(left));
        } else if (cursor_.take_word("in")) {
            left = TRY(in(left));
        } else {
            return left;
        }
    }
}

Parsed Parser::between(ExpressionPtr value) {
    auto low = TRY(additive());
    TRY(expect_word("and", {"and", "and"}));
    auto high = TRY(additive());
    auto const start = value->span.begin;
    return made(Between{std::move(value), low, high}, start);
}

Parsed Parser::additive() {
    auto const start = cursor_.at();
    auto left = TRY(multiplicative());
    while (true) {
        auto const op = cursor_.take("+")   ? std::optional(Operator::kAdd)
                        : cursor_.take("-") ? std::optional(Operator::kSubtract)
                                            : std::nullopt;
        if (!op) return left;
        auto right = TRY(multiplicative());
        left = TRY(made(Binary{*op, left, right}, start));
    }
}

Parsed Parser::multiplicative() {
    auto const start = cursor_.at();
    auto left = TRY(exponentiation());
    while (true) {
        auto const op = cursor_.take("*")   ? std::optional(Operator::kMultiply)
                        : cursor_.take("/") ? std::optional(Operator::kDivide)
                                            : std::nullopt;
        if (!op) return left;
        auto right = TRY(exponentiation());
        left = TRY(made(Binary{*op, left, right}, start));
    }
}

Parsed Parser::exponentiation() {
    auto const start = cursor_.at();
    auto left = TRY(negation());
    while (cursor_.take("**")) {
        auto right = TRY(negation());
        left = TRY(made(Binary{Operator::kPower, left, right}, start));
    }
    return left;
}

/// Binds closer than ** (rule 4): -2 ** 2 is 4.
Parsed Parser::negation() {
    auto const start = cursor_.at();
    size_t minuses = 0;
    while (cursor_.take("-")) ++minuses;
    auto operand = TRY(instance_of());
    if (minuses > SyntaxLimits::kDepthMax)
        return Error(ErrorCode::kFeelTooDeep, {std::to_string(SyntaxLimits::kDepthMax)});
    for (; minuses > 0; --minuses) {
        auto const* literal = std::get_if<Literal>(&operand->node);
        if (auto const* number = literal ? literal->value.as<Number>() : nullptr)
            operand = TRY(made(Literal{-*number}, start));
        else
            operand = TRY(made(Negation{operand}, start));
    }
    return operand;
}

Parsed Parser::instance_of() {
    auto const start = cursor_.at();
    auto value = TRY(postfix());
    while (cursor_.take_word("instance of")) {
        auto wanted = TRY(type());
        value = TRY(made(InstanceOf{value, wanted}, start));
    }
    return value;
}

}  // namespace agglo::feel
