// is(value1, value2): DMN 1.5, 10.3.4.6. Whether both are the same element of the domain: unlike
// equality it never is null, and tells 10:00Z from 11:00+01:00, a date from its midnight.
#include <algorithm>

#include "feel/builtins/builtin.h"

namespace agglo::feel {
namespace {

bool identical(Value const& a, Value const& b);

bool identical(Null, Null) {
    return true;
}

bool identical(Time const& a, Time const& b) {
    return a.second_of_day == b.second_of_day && a.nanos == b.nanos && a.zone == b.zone;
}

bool identical(DateTime const& a, DateTime const& b) {
    return a.local_second == b.local_second && a.nanos == b.nanos && a.zone == b.zone;
}

bool identical(StringPtr const& a, StringPtr const& b) {
    return *a == *b;
}

bool identical(ListPtr const& a, ListPtr const& b) {
    return std::ranges::equal(*a, *b, [](auto const& x, auto const& y) { return identical(x, y); });
}

bool identical(ContextPtr const& a, ContextPtr const& b) {
    return a->size() == b->size() && std::ranges::all_of(a->entries(), [&](auto const& entry) {
               auto const* other = b->find(entry.first);
               return other && identical(entry.second, *other);
           });
}

bool identical(RangePtr const& a, RangePtr const& b) {
    return a->form == b->form && a->low_included == b->low_included &&
           a->high_included == b->high_included && identical(a->low, b->low) &&
           identical(a->high, b->high);
}

/// What equality tells apart as finely; functions by where they are.
template <class T>
bool identical(T const& a, T const& b) {
    return a == b;
}

bool identical(Value const& a, Value const& b) {
    return std::visit(
        []<class A, class B>(A const& x, B const& y) {
            if constexpr (std::is_same_v<A, B>)
                return identical(x, y);
            else
                return false;
        },
        a.variant(), b.variant());
}

}  // namespace

Value is_identical(BuiltinCall const& call) {
    return identical(call[0], call[1]);
}

/// One value alone, by its name: the other is not there, so they are not the same.
Value is_identical_to_nothing(BuiltinCall const&) {
    return false;
}

}  // namespace agglo::feel
