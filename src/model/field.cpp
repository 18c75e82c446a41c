#include "model/field.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace agglo {

namespace {

// In the order of FieldType and FieldClass.
constexpr std::array<std::string_view, 17> kTypeNames = {
    "text",      "long_text",   "url",     "integer", "decimal", "money",
    "area",      "share",       "boolean", "date",    "month",   "instant",
    "reference", "enumeration", "list",    "point",   "polygon"};
constexpr std::array<std::string_view, 4> kClassNames = {"public", "internal", "confidential",
                                                         "personal"};

template <class Named, size_t count>
std::optional<Named> find_named(std::array<std::string_view, count> const& names,
                                std::string_view name) {
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Named>(found - names.begin());
}

}  // namespace

bool Field::is_number() const {
    return type == FieldType::kInteger || is_decimal();
}

bool Field::is_decimal() const {
    return type == FieldType::kDecimal || type == FieldType::kMoney || type == FieldType::kArea ||
           type == FieldType::kShare;
}

bool Field::is_date() const {
    return type == FieldType::kDate || type == FieldType::kMonth;
}

bool Field::is_text() const {
    return type == FieldType::kText || type == FieldType::kLongText || type == FieldType::kUrl;
}

bool Field::is_geometry() const {
    return type == FieldType::kPoint || type == FieldType::kPolygon;
}

std::string_view name_of(FieldType type) {
    return kTypeNames[static_cast<size_t>(type)];
}

std::string_view name_of(FieldClass field_class) {
    return kClassNames[static_cast<size_t>(field_class)];
}

std::optional<FieldType> field_type_named(std::string_view name) {
    return find_named<FieldType>(kTypeNames, name);
}

std::optional<FieldClass> field_class_named(std::string_view name) {
    return find_named<FieldClass>(kClassNames, name);
}

}  // namespace agglo
