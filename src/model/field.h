#pragma once
// Field: what the schema says of one field of an entity (docs/schema.md), with its names resolved.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"

namespace agglo {

/// A text in both languages of the product.
struct Labels {
    std::string zh;
    std::string en;
};

enum class FieldType : uint8_t {
    kText,
    kLongText,
    kUrl,
    kInteger,
    kDecimal,
    kMoney,
    kArea,
    kShare,
    kBoolean,
    kDate,
    kMonth,
    kInstant,
    kReference,
    kEnumeration,
    kList,
    kPoint,
    kPolygon,
};

/// Sensitivity, least first. A role reads a set of classes (Role::read).
enum class FieldClass : uint8_t { kPublic, kInternal, kConfidential, kPersonal };

enum class CheckSeverity : uint8_t { kWarning, kError };

struct Formula;  // model/formula.h
struct RollUp;

struct Field {
    std::string name;
    FieldType type = FieldType::kText;
    Labels labels;
    Labels description;
    std::vector<std::string> aliases;
    std::string group;
    FieldClass field_class = FieldClass::kInternal;
    std::string unit;  ///< a unit's name; empty: none
    bool required = false;
    bool unique = false;
    bool search = false;
    bool reserved = false;  ///< source, citation, published, synthetic: every entity has them
    int scale = 0;  ///< decimals held: decimal as declared, money and area 2, share 6, otherwise 0
    size_t length_max = 0;  ///< code points; texts only
    std::optional<Decimal> min;
    std::optional<Decimal> max;
    std::optional<uint16_t>
        enumeration;                 ///< index in Model::enumerations; enumeration and list of it
    std::optional<uint16_t> target;  ///< index in Model::entities; reference
    std::string check;               ///< name of a check (model/check.h); empty: none
    CheckSeverity check_severity = CheckSeverity::kWarning;
    std::string was;
    std::shared_ptr<Formula const> computed;  ///< by FEEL over its record; nullptr: not so
    std::shared_ptr<RollUp const> rollup;     ///< over the records that refer to its record

    std::vector<uint16_t> made_from;  ///< of a derived field: entities whose facts it is made of

    /// Computed or a roll-up: never stored, never set.
    bool is_derived() const { return computed || rollup; }
    /// Integer, decimal, money, area, share: values that can be summed.
    bool is_number() const;
    /// Decimal, money, area, share.
    bool is_decimal() const;
    /// Date or month.
    bool is_date() const;
    /// Text, long text or url.
    bool is_text() const;
    bool is_geometry() const;
};

/// The name used in YAML and JSON, e.g. "long_text".
std::string_view name_of(FieldType type);
std::string_view name_of(FieldClass field_class);
std::optional<FieldType> field_type_named(std::string_view name);
std::optional<FieldClass> field_class_named(std::string_view name);

}  // namespace agglo
