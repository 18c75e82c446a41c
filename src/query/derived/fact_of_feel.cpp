// fact_of_feel: a FEEL value as a fact of a field.
#include "base/text.h"
#include "query/derived/derivation.h"

namespace agglo {

namespace {

Value number_fact(Field const& field, feel::Number number) {
    auto const rounded = round_to(number, field.scale, Rounding::kHalfUp);
    auto const shifted =
        rounded ? multiply(*rounded, feel::Number(power_of_ten(field.scale))) : std::nullopt;
    auto const mantissa = shifted ? shifted->to_int64() : std::nullopt;
    if (!mantissa) return {};
    return field.is_decimal() ? Value(Decimal{*mantissa, field.scale}) : Value(*mantissa);
}

Value date_fact(Field const& field, feel::Date const& date) {
    constexpr int64_t kFirst = -719'162;  // 0001-01-01
    constexpr int64_t kLast = 2'932'896;  // 9999-12-31
    if (date.days() < kFirst || date.days() > kLast) return {};
    Date day{static_cast<int32_t>(date.days())};
    if (field.type == FieldType::kMonth) day.days -= static_cast<int32_t>(day.civil().day) - 1;
    return day;
}

Value text_fact(Model const& model, Field const& field, std::string const& text) {
    if (field.enumeration)
        return model.enumerations[*field.enumeration].find(text) ? Value(text) : Value();
    return field.is_text() && code_point_count(text) <= field.length_max ? Value(text) : Value();
}

}  // namespace

Value fact_of_feel(Model const& model, Field const& field, feel::Value const& value) {
    if (auto const* number = value.as<feel::Number>())
        return field.is_number() ? number_fact(field, *number) : Value();
    if (auto const* flag = value.as<bool>())
        return field.type == FieldType::kBoolean ? Value(*flag) : Value();
    if (auto const* date = value.as<feel::Date>())
        return field.is_date() ? date_fact(field, *date) : Value();
    if (auto const* text = value.string()) return text_fact(model, field, *text);
    auto const* time = value.as<feel::DateTime>();
    if (!time || field.type != FieldType::kInstant) return {};
    return Instant{time->utc_second() * 1'000'000 + time->nanos / 1000};
}

}  // namespace agglo
