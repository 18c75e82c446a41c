#include "state/cell.h"

#include <optional>

namespace agglo {

namespace {

constexpr char kItemEnd = '\x1f';

/// The dictionary text of a value of a code column.
std::string text_of(Value const& value) {
    if (auto const* text = value.get<std::string>()) return *text;
    if (auto const* list = value.get<ValueList>()) return joined_list(*list);
    if (auto const* geometry = value.get<Geometry>()) return geometry->wkb;
    AGGLO_ASSERT(false);
    return {};
}

/// A number at the field's scale, whatever scale it was written at; nothing when it is none or
/// digits would be lost.
std::optional<Decimal> scaled_to(Field const& field, Value const& value) {
    if (auto const* number = value.get<int64_t>()) return Decimal{*number, 0}.rescaled(field.scale);
    if (auto const* decimal = value.get<Decimal>()) return decimal->rescaled(field.scale);
    return std::nullopt;
}

}  // namespace

Storage storage_of(Field const& field) {
    switch (field.type) {
        case FieldType::kBoolean: return Storage::kBool8;
        case FieldType::kDate:
        case FieldType::kMonth: return Storage::kInt32;
        case FieldType::kInteger:
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare:
        case FieldType::kInstant:
        case FieldType::kReference: return Storage::kInt64;
        default: return Storage::kCode32;
    }
}

std::string joined_list(ValueList const& list) {
    std::string joined;
    for (auto const& item : list) {
        joined += *item.get<std::string>();
        joined += kItemEnd;
    }
    return joined;
}

ValueList parted_list(std::string_view text) {
    ValueList list;
    while (!text.empty()) {
        size_t const end = text.find(kItemEnd);
        list.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return list;
}

int64_t wide_of(Field const& field, Value const& value) {
    if (auto const scaled = scaled_to(field, value)) return scaled->mantissa;
    if (auto const* date = value.get<Date>()) return date->days;
    if (auto const* flag = value.get<bool>()) return *flag;
    if (auto const* reference = value.get<Reference>()) return reference->id;
    if (auto const* instant = value.get<Instant>()) return instant->us;
    AGGLO_ASSERT(false);
    return 0;
}

bool can_hold(Field const& field, Value const& value) {
    if (field.is_number()) return scaled_to(field, value).has_value();
    if (field.is_date()) return value.get<Date>() != nullptr;
    if (field.is_geometry()) return value.get<Geometry>() != nullptr;
    switch (field.type) {
        case FieldType::kBoolean: return value.get<bool>() != nullptr;
        case FieldType::kInstant: return value.get<Instant>() != nullptr;
        case FieldType::kReference: return value.get<Reference>() != nullptr;
        case FieldType::kList: return value.get<ValueList>() != nullptr;
        default: return value.get<std::string>() != nullptr;
    }
}

void write_cell(TableWriter& writer, size_t row, size_t column, Field const& field,
                Value const& value) {
    if (value.is_null()) return writer.clear(row, column);
    if (storage_of(field) == Storage::kCode32) return writer.set_text(row, column, text_of(value));
    writer.set(row, column, wide_of(field, value));
}

Value value_of_wide(Table const& table, size_t column, Field const& field, int64_t wide) {
    auto const text = [&] { return table.dictionary(column).at(static_cast<uint32_t>(wide)); };
    switch (field.type) {
        case FieldType::kBoolean: return wide != 0;
        case FieldType::kDate:
        case FieldType::kMonth: return Date{static_cast<int32_t>(wide)};
        case FieldType::kInteger: return wide;
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare: return Decimal{wide, field.scale};
        case FieldType::kInstant: return Instant{wide};
        case FieldType::kReference: return Reference{wide};
        case FieldType::kList: return parted_list(text());
        case FieldType::kPoint:
        case FieldType::kPolygon: return Geometry{std::string(text())};
        case FieldType::kText:
        case FieldType::kLongText:
        case FieldType::kUrl:
        case FieldType::kEnumeration: return text();
    }
    return {};
}

Value read_cell(Table const& table, size_t row, size_t column, Field const& field) {
    if (!table.has(row, column)) return {};
    return value_of_wide(table, column, field, table.wide(row, column));
}

}  // namespace agglo
