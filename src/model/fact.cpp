#include "model/fact.h"

#include <fmt/format.h>
#include <limits>

#include "base/text.h"
#include "geo/geojson.h"
#include "geo/wkt.h"
#include "model/check.h"
#include "model/expected.h"

namespace agglo {

namespace {

constexpr size_t kListItemsMax = 200;
constexpr size_t kListTextMax = 200;

// What was received, short enough for a message.
std::string shown(Value const& value) {
    constexpr size_t kShownMax = 60;
    std::string text = "…";
    if (auto const* string = value.get<std::string>()) text = *string;
    if (auto const* flag = value.get<bool>()) text = *flag ? "true" : "false";
    if (auto const* number = value.get<int64_t>()) text = std::to_string(*number);
    if (auto const* decimal = value.get<Decimal>()) text = decimal->to_short_string();
    if (text.size() <= kShownMax) return text;
    size_t cut = kShownMax;
    while ((static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "…";
}

Error wrong_type(Field const& field, Value const& value) {
    return Error(ErrorCode::kWrongType, {expected_of(field.type), shown(value)});
}

Result<void> check_bounds(Field const& field, Decimal const& number, std::string const& text) {
    auto const bound = [&](Decimal const& limit) {
        return field.is_date() ? Date{static_cast<int32_t>(limit.mantissa)}.to_string()
                               : limit.to_short_string();
    };
    if (field.min && number < *field.min)
        return Error(ErrorCode::kBelowMinimum, {bound(*field.min), text});
    if (field.max && number > *field.max)
        return Error(ErrorCode::kAboveMaximum, {bound(*field.max), text});
    return {};
}

Result<Value> settle_number(Field const& field, Value const& value) {
    Decimal number;
    if (auto const* whole = value.get<int64_t>()) {
        number = {*whole, 0};
    } else if (auto const* decimal = value.get<Decimal>()) {
        number = *decimal;
    } else {
        return wrong_type(field, value);
    }
    auto const exact = number.rescaled(field.scale);
    if (!exact) {
        bool const digits =
            divide_rounded(number.mantissa, power_of_ten(number.scale), field.scale).has_value();
        if (!digits) return Error(ErrorCode::kOutOfRange, {number.to_short_string()});
        return Error(ErrorCode::kTooManyDecimals,
                     {std::to_string(field.scale), number.to_short_string()});
    }
    TRY(check_bounds(field, *exact, number.to_short_string()));
    if (field.type == FieldType::kInteger) return Value(exact->mantissa);
    return Value(*exact);
}

Result<Value> settle_text(Field const& field, Value const& value) {
    auto const* text = value.get<std::string>();
    if (!text) return wrong_type(field, value);
    auto clean = TRY(clean_text(*text));
    if (clean.empty()) return Value();
    auto const length = code_point_count(clean);
    if (length > field.length_max) {
        return Error(ErrorCode::kTooLong,
                     {std::to_string(field.length_max), std::to_string(length)});
    }
    if (field.check_severity == CheckSeverity::kError) {
        if (auto const finding = fact_warning(field, Value(clean))) {
            return Error(ErrorCode::kCheckFailed, {clean, finding->zh, finding->en});
        }
    }
    return Value(std::move(clean));
}

Result<Value> settle_date(Field const& field, Value const& value) {
    bool const month = field.type == FieldType::kMonth;
    Date date;
    if (auto const* given = value.get<Date>()) {
        date = *given;
    } else if (auto const* text = value.get<std::string>()) {
        if (text->empty()) return Value();
        date = TRY(month ? Date::parse_month(*text) : Date::parse(*text));
    } else {
        return wrong_type(field, value);
    }
    if (month) {
        auto const civil = date.civil();
        date = TRY(Date::from_civil(civil.year, civil.month, 1));
    }
    TRY(check_bounds(field, {date.days, 0}, date.to_string()));
    return Value(date);
}

Result<Value> settle_instant(Field const& field, Value const& value) {
    if (value.get<Instant>()) return value;
    auto const* text = value.get<std::string>();
    if (!text) return wrong_type(field, value);
    if (text->empty()) return Value();
    return Value(TRY(Instant::parse(*text)));
}

// The code as the enumeration writes it.
Result<std::string> settle_code(Model const& model, Field const& field, std::string const& code) {
    AGGLO_ASSERT(field.enumeration.has_value());
    auto const& enumeration = model.enumerations[*field.enumeration];
    if (enumeration.find(code)) return code;
    return Error(ErrorCode::kNotInEnumeration,
                 {code, fmt::format("{} / {}", enumeration.labels.zh, enumeration.labels.en)});
}

Result<Value> settle_enumeration(Model const& model, Field const& field, Value const& value) {
    auto const* code = value.get<std::string>();
    if (!code) return wrong_type(field, value);
    if (code->empty()) return Value();
    return Value(TRY(settle_code(model, field, *code)));
}

Result<std::string> settle_item(Model const& model, Field const& field, Value const& item) {
    auto const* text = item.get<std::string>();
    if (!text) return wrong_type(field, item);
    if (field.enumeration) return settle_code(model, field, *text);
    auto clean = TRY(clean_text(*text));
    auto const length = code_point_count(clean);
    if (length > kListTextMax) {
        return Error(ErrorCode::kTooLong, {std::to_string(kListTextMax), std::to_string(length)});
    }
    return clean;
}

Result<Value> settle_list(Model const& model, Field const& field, Value const& value) {
    auto const* items = value.get<ValueList>();
    if (!items) return wrong_type(field, value);
    if (items->size() > kListItemsMax) {
        return Error(ErrorCode::kTooLarge, {field.name, std::to_string(kListItemsMax)});
    }
    ValueList settled;
    for (size_t i = 0; i < items->size(); ++i) {
        auto item = TRY(settle_item(model, field, (*items)[i]).at(std::to_string(i)));
        if (!item.empty()) settled.emplace_back(std::move(item));
    }
    return settled.empty() ? Value() : Value(std::move(settled));
}

Result<Value> settle_geometry(Field const& field, Value const& value) {
    auto const* geometry = value.get<Geometry>();
    if (!geometry) return wrong_type(field, value);
    TRY(check_geometry(*geometry));
    auto const shape = TRY(shape_of(*geometry));
    bool const point = shape.kind == ShapeKind::kPoint;
    if (point == (field.type == FieldType::kPoint)) return value;
    return Error(ErrorCode::kBadGeometry, {point ? "应为面" : "应为点",
                                           point ? "should be a polygon" : "should be a point"});
}

Result<Value> settle_reference(Field const& field, Value const& value) {
    if (value.get<Reference>()) return value;
    if (auto const* id = value.get<int64_t>()) return Value(Reference{*id});
    return wrong_type(field, value);
}

}  // namespace

std::optional<Labels> fact_warning(Field const& field, Value const& value) {
    auto const* text = value.get<std::string>();
    auto const check = field.check.empty() ? nullptr : check_named(field.check);
    if (!text || !check) return std::nullopt;
    return check(*text);
}

Result<Value> settle_fact(Model const& model, Field const& field, Value value) {
    if (value.is_null()) return value;
    switch (field.type) {
        case FieldType::kText:
        case FieldType::kLongText:
        case FieldType::kUrl: return settle_text(field, value);
        case FieldType::kInteger:
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare: return settle_number(field, value);
        case FieldType::kBoolean:
            if (value.get<bool>()) return value;
            return wrong_type(field, value);
        case FieldType::kDate:
        case FieldType::kMonth: return settle_date(field, value);
        case FieldType::kInstant: return settle_instant(field, value);
        case FieldType::kReference: return settle_reference(field, value);
        case FieldType::kEnumeration: return settle_enumeration(model, field, value);
        case FieldType::kList: return settle_list(model, field, value);
        case FieldType::kPoint:
        case FieldType::kPolygon: return settle_geometry(field, value);
    }
    return wrong_type(field, value);
}

}  // namespace agglo
