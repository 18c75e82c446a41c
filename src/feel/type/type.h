#pragma once
// Type: what is known of a value before it is there (DMN 1.5, 10.3.2.9). Shared and immutable.
//
//   auto loans = list_of(context_of({{"amount", number_type()}}));
//   is_instance(value, *loans);
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value/value.h"

namespace agglo::feel {

struct Type;
using TypePtr = std::shared_ptr<Type const>;

/// A named thing that an expression may use: a variable, or an entry of a context. Its labels are
/// names too: officers write in their language, what is kept is the identifier.
struct Member {
    std::string name;
    TypePtr type;
    std::string label_zh = {};
    std::string label_en = {};
    /// Of a number: `yuan`, `mu`, … as the schema has it; for the checker's echo.
    std::string unit = {};
    /// Between which values of it are usual; the checker warns far outside.
    std::optional<std::pair<Number, Number>> usual = {};
};

struct Type {
    enum class Kind : uint8_t {
        kAny,
        kNull,
        kBoolean,
        kNumber,
        kString,
        kDate,
        kTime,
        kDateTime,
        kDaysDuration,
        kMonthsDuration,
        kList,
        kContext,
        kRange,
        kFunction,
    };

    Kind kind = Kind::kAny;
    TypePtr element = {};                  ///< of a list or range
    std::vector<Member> members = {};      ///< of a context; none: any context
    std::vector<TypePtr> parameters = {};  ///< of a function
    TypePtr result = {};                   ///< of a function
    bool any_function = false;             ///< the bare name `function`

    /// By name or label; null if there is none.
    Member const* member(std::string_view name) const;
};

TypePtr any_type();
TypePtr null_type();
TypePtr boolean_type();
TypePtr number_type();
TypePtr string_type();
TypePtr date_type();
TypePtr time_type();
TypePtr date_time_type();
TypePtr days_duration_type();
TypePtr months_duration_type();
TypePtr list_of(TypePtr element);
TypePtr range_of(TypePtr element);
TypePtr context_of(std::vector<Member> members);
TypePtr function_of(std::vector<TypePtr> parameters, TypePtr result);
TypePtr any_function_type();

/// A simple type by its FEEL name: `number`, `date and time`, `days and time duration`, `list` …
/// also dateTime, dayTimeDuration, yearMonthDuration of older DMN. Null if there is none.
TypePtr type_of_name(std::string_view name);
/// In FEEL notation: `list<number>`, `context<a: number>`.
std::string to_text(Type const& type);

/// `value instance of type` (10.3.2.3.x, table 52): null is an instance of Null and Any alone.
bool is_instance(Value const& value, Type const& type);
/// Every value of `a` may stand where `b` is wanted (10.3.2.9.2 type conformance).
bool conforms(Type const& a, Type const& b);
/// What both conform to; Any if nothing nearer.
TypePtr common_type(TypePtr const& a, TypePtr const& b);
TypePtr type_of(Value const& value);

/// The value as `type`, by the implicit conversions of 10.3.2.9.4: a singleton list to its item, an
/// item to a list of it, a date to the date and time of its midnight UTC. Null stays null. Nothing
/// when it does not conform.
std::optional<Value> converted(Value const& value, Type const& type);

}  // namespace agglo::feel
