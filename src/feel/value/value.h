#pragma once
// Value: what a FEEL expression can have as its value (DMN 1.5, 10.3.2.3).
//
//   Value price = Number(21);
//   if (auto const* number = price.as<Number>()) …
//   Value names = make_list({"甲", "乙"});
//
// Immutable and cheap to copy: what is large is shared, and may be read by several threads.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal128.h"
#include "feel/temporal/temporal.h"

namespace agglo::feel {

using Number = Decimal128;
struct Null {};
class Value;
class Context;
struct Range;
struct Function;
struct Unknown;
using List = std::vector<Value>;

/// How large a value is, so that a walk over it can be paid for before it begins, and no value is
/// so deep that a walk runs out of stack. What is held twice counts twice, as a walk meets it so.
struct Parts {
    uint32_t depth = 0;  ///< of lists, contexts, ranges and functions within each other
    uint64_t count = 1;  ///< all values within and itself; 64 bytes of text count as one
};

using StringPtr = std::shared_ptr<std::string const>;
struct MeasuredList;
using ListPtr = std::shared_ptr<MeasuredList const>;
using ContextPtr = std::shared_ptr<Context const>;
using RangePtr = std::shared_ptr<Range const>;
using FunctionPtr = std::shared_ptr<Function const>;
using UnknownPtr = std::shared_ptr<Unknown const>;

/// In the order of the variant.
enum class Kind : uint8_t {
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
    kUnknown,  ///< in the pass of possible worlds alone (unknown/)
};

class Value {
public:
    using Variant =
        std::variant<Null, bool, Number, StringPtr, Date, Time, DateTime, DaysDuration,
                     MonthsDuration, ListPtr, ContextPtr, RangePtr, FunctionPtr, UnknownPtr>;

    Value() = default;
    Value(Null) {}
    Value(bool v) : v_(v) {}
    Value(Number v) : v_(v) {}
    Value(std::string v) : v_(std::make_shared<std::string const>(std::move(v))) {}
    Value(std::string_view v) : Value(std::string(v)) {}
    Value(char const* v) : Value(std::string(v)) {}
    Value(Date v) : v_(v) {}
    Value(Time v) : v_(v) {}
    Value(DateTime v) : v_(v) {}
    Value(DaysDuration v) : v_(v) {}
    Value(MonthsDuration v) : v_(v) {}
    Value(List v);
    Value(StringPtr v) : v_(std::move(v)) {}
    Value(ListPtr v) : v_(std::move(v)) {}
    Value(ContextPtr v) : v_(std::move(v)) {}
    Value(RangePtr v) : v_(std::move(v)) {}
    Value(FunctionPtr v) : v_(std::move(v)) {}
    Value(UnknownPtr v) : v_(std::move(v)) {}
    Value(Context v);
    Value(Range v);
    /// Nothing becomes null.
    template <class T>
    Value(std::optional<T> v) {
        if (v) *this = Value(*std::move(v));
    }
    Value(void const*) = delete;  // or any pointer would be true
    Value(int) = delete;          // say Number(…)

    Kind kind() const { return static_cast<Kind>(v_.index()); }
    bool is_null() const { return kind() == Kind::kNull; }
    bool is_true() const { return as<bool>() && *as<bool>(); }
    bool is_false() const { return as<bool>() && !*as<bool>(); }

    /// bool, Number, Date, Time, DateTime, DaysDuration, MonthsDuration by address; null if not so.
    template <class T>
    T const* as() const {
        return std::get_if<T>(&v_);
    }
    /// Null if it is none.
    std::string const* string() const { return target<StringPtr>(); }
    List const* list() const;
    Context const* context() const { return target<ContextPtr>(); }
    Range const* range() const { return target<RangePtr>(); }
    Function const* function() const { return target<FunctionPtr>(); }
    Unknown const* unknown() const { return target<UnknownPtr>(); }

    Variant const& variant() const { return v_; }

private:
    template <class Pointer>
    typename Pointer::element_type* target() const {
        auto const* held = std::get_if<Pointer>(&v_);
        return held ? held->get() : nullptr;
    }

    Variant v_;
};

static_assert(sizeof(Value) <= 24);

struct MeasuredList : List {
    explicit MeasuredList(List items);
    Parts parts;
};

inline List const* Value::list() const {
    return target<ListPtr>();
}

/// In constant time.
Parts parts_of(Value const& value);

/// Named values in the order they were written; a name occurs once.
class Context {
public:
    using Entry = std::pair<std::string, Value>;

    Context() = default;
    explicit Context(std::vector<Entry> entries);

    /// Null when there is no such entry (which is not the same as an entry that is null).
    Value const* find(std::string_view name) const;
    /// Adds, or replaces in place.
    void set(std::string_view name, Value value);
    std::vector<Entry> const& entries() const { return entries_; }
    size_t size() const { return entries_.size(); }

private:
    friend class Value;
    friend Parts parts_of(Value const& value);

    std::vector<Entry> entries_;
    Parts parts_;  ///< once it is a value
};

/// [low..high], or what a comparison makes: `(> 10)` is a range of the form kGreater with low 10.
struct Range {
    enum class Form : uint8_t {
        kInterval,
        kLess,
        kLessOrEqual,
        kGreater,
        kGreaterOrEqual,
        kEqual,
        kNotEqual,
    };

    Value low;   ///< null: none below
    Value high;  ///< null: none above
    bool low_included = true;
    bool high_included = true;
    Form form = Form::kInterval;
    Parts parts = {};  ///< once it is a value
};

/// `(< end)` … `(!= end)`: with the bounds that the form has; kNotEqual has its value in `low`.
Range make_range(Range::Form form, Value end);

/// Stands for a value that is not known, in an evaluation that asks what could be: no FEEL text
/// makes one. Operations on it give another, with the facts that both hang on.
struct Unknown {
    std::vector<std::string> facts;  ///< sorted, each once
};

Value make_unknown(std::vector<std::string> facts);
/// The facts that a value hangs on, those of its parts too.
std::vector<std::string> facts_of(Value const& value);
bool is_unknown(Value const& value);

Value make_list(std::vector<Value> items);

}  // namespace agglo::feel
