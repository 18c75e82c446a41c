#include "state/cell.h"

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
    if (auto const* number = value.get<int64_t>()) return *number;
    if (auto const* decimal = value.get<Decimal>()) {
        auto const scaled = decimal->rescaled(field.scale);
        AGGLO_ASSERT(scaled.has_value());
        return scaled->mantissa;
    }
    if (auto const* date = value.get<Date>()) return date->days;
    if (auto const* flag = value.get<bool>()) return *flag;
    if (auto const* reference = value.get<Reference>()) return reference->id;
    if (auto const* instant = value.get<Instant>()) return instant->us;
    AGGLO_ASSERT(false);
    return 0;
}

void write_cell(TableWriter& writer, size_t row, size_t column, Field const& field, Value const& value) {
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
