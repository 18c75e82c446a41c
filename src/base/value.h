#pragma once
// Value: one fact as the journal, the columns and the interfaces pass it on.
//
//   Value price = Decimal{1250, 2};
//   if (auto const* text = price.get<std::string>()) …
//
// What a field may hold is decided by its type in the schema; a Value only knows its own shape.
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace agglo {

/// The id of a record within its entity: 1, 2, 3 … in the order of creation; 0 is no record.
using RecordId = int64_t;

/// A reference to a record of the entity that the field's type names.
struct Reference {
    RecordId id = 0;
    friend auto operator<=>(Reference, Reference) = default;
};

/// A geometry as WKB (ISO, little endian) in EPSG:4490 degrees, longitude first.
struct Geometry {
    std::string wkb;
    friend auto operator<=>(Geometry const&, Geometry const&) = default;
};

class Value;
using ValueList = std::vector<Value>;

class Value {
public:
    using Variant = std::variant<std::monostate, bool, int64_t, Decimal, std::string, Date, Instant,
                                 Reference, ValueList, Geometry>;

    Value() = default;
    Value(bool v) : v_(v) {}
    Value(int64_t v) : v_(v) {}
    Value(int v) : v_(static_cast<int64_t>(v)) {}
    Value(Decimal v) : v_(v) {}
    Value(std::string v) : v_(std::move(v)) {}
    Value(std::string_view v) : v_(std::string(v)) {}
    Value(char const* v) : v_(std::string(v)) {}
    Value(Date v) : v_(v) {}
    Value(Instant v) : v_(v) {}
    Value(Reference v) : v_(v) {}
    Value(ValueList v) : v_(std::move(v)) {}
    Value(Geometry v) : v_(std::move(v)) {}

    bool is_null() const { return v_.index() == 0; }
    template <class T>
    T const* get() const {
        return std::get_if<T>(&v_);
    }
    Variant const& variant() const { return v_; }

    friend bool operator==(Value const& a, Value const& b) { return a.v_ == b.v_; }

private:
    Variant v_;
};

}  // namespace agglo
