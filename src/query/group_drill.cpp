#include "query/group_drill.h"

#include "feel/value/value_text.h"
#include "query/feel_environment.h"

namespace agglo {

namespace {

using Kind = DerivedColumn::Kind;

/// A text of FEEL as a part of a longer one: a comment ends with its line.
std::string bracketed(std::string const& text) {
    bool const comments = text.find("//") != std::string::npos;
    return "(" + text + (comments ? "\n)" : ")");
}

void narrow(DrillFilter& drill, std::string const& test) {
    if (!drill.filter.empty()) drill.filter += " and ";
    drill.filter += test;
}

std::string_view type_name(Kind kind) {
    switch (kind) {
        case Kind::kBoolean: return "boolean";
        case Kind::kNumber: return "number";
        case Kind::kDate: return "date";
        case Kind::kInstant: return "date and time";
        case Kind::kText: break;
    }
    return "string";
}

std::string has_value(BoundOperand const& of) {
    return "(" + bracketed(of.operand().feel) + " instance of " +
           std::string(type_name(of.column()->kind)) + ")";
}

std::string literal(Value const& value) {
    return feel::to_feel(feel_value(value));
}

/// FEEL: true for the rows whose expression has the column's value.
std::string equals(BoundOperand const& of, int64_t wide) {
    auto const& column = *of.column();
    auto const expression = bracketed(of.operand().feel);
    if (column.kind == Kind::kNumber)
        return "(" + expression + " = " + column.number(wide).to_string() + ")";
    if (column.kind != Kind::kInstant)
        return "(" + expression + " = " + literal(column.value(wide)) + ")";
    // Columns hold microseconds, FEEL nanoseconds.
    return "(" + expression + " >= " + literal(Instant{wide}) + " and " + expression + " < " +
           literal(Instant{wide + 1}) + ")";
}

/// A value as a condition writes it.
Value condition_value(Value value) {
    if (auto const* date = value.get<Date>()) return date->to_string();
    if (auto const* instant = value.get<Instant>()) return instant->to_string();
    return value;
}

Condition condition_of(BoundKey const& key, std::optional<int64_t> number) {
    auto const& path = key.of.operand().field;
    if (!number) return {path, Operator::kNull, Value(true)};
    if (key.part == DatePart::kNone)
        return {path, Operator::kEq, condition_value(key.of.value(*number).value)};
    auto const [first, last] = date_part_days(key.part, *number);
    return {path, Operator::kBetween, ValueList{first.to_string(), last.to_string()}};
}

void narrow_to_key(DrillFilter& drill, BoundKey const& key, std::optional<int64_t> number) {
    if (key.of.field()) {
        drill.where.push_back(condition_of(key, number));
    } else if (number) {
        narrow(drill, equals(key.of, *number));
    } else {
        narrow(drill, "not" + has_value(key.of));
    }
}

void narrow_to_present(DrillFilter& drill, std::optional<BoundOperand> const& of) {
    if (!of) return;
    if (of->field()) {
        drill.where.push_back({of->operand().field, Operator::kNull, Value(false)});
    } else {
        narrow(drill, has_value(*of));
    }
}

Result<DrillFilter> checked(DrillFilter drill) {
    if (drill.where.size() > Query::kConditionsMax)
        return Error(ErrorCode::kTooLarge, {"where", std::to_string(Query::kConditionsMax)});
    if (drill.filter.size() > RecordExpression::kBytesMax)
        return Error(ErrorCode::kTooLarge, {"FEEL", std::to_string(RecordExpression::kBytesMax)});
    return drill;
}

}  // namespace

Result<GroupTable::RowDrill> drill_of_row(Query const& query, GroupPlan const& plan,
                                          GroupLine const& line) {
    DrillFilter drill{query.where, {}};
    if (!query.filter.empty()) narrow(drill, bracketed(query.filter));
    for (size_t k = 0; k < plan.keys.size(); ++k) {
        auto const& key = plan.keys[k];
        if (key.of.field() && key.of.field()->is_geometry()) {
            return Error(ErrorCode::kWrongType, {"drill", key.name})
                .at(std::to_string(k))
                .at("group");
        }
        narrow_to_key(drill, key, line.keys[k]);
    }
    GroupTable::RowDrill found{TRY(checked(drill).at("drill")), {}};
    for (auto const& bound : plan.measures) {
        auto narrowed = drill;
        narrow_to_present(narrowed, bound.of);
        narrow_to_present(narrowed, bound.denominator);
        if (!bound.measure->condition.empty())
            narrow(narrowed, bracketed(bound.measure->condition));
        bool const same = narrowed.where.size() == drill.where.size() &&
                          narrowed.filter.size() == drill.filter.size();
        if (same) continue;
        found.measures.emplace_back(bound.measure->name, TRY(checked(narrowed).at("drill")));
    }
    return found;
}

}  // namespace agglo
