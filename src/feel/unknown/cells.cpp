#include "feel/unknown/cells.h"

#include <algorithm>

#include "feel/temporal/temporal_arithmetic.h"
#include "feel/value/compare.h"

namespace agglo::feel {

namespace {

constexpr DaysDuration kSecond{1, 0};
constexpr DaysDuration kSecondBack{-1, 0};

struct Below {
    Value operator()(Number n) const { return Value(subtract(n, 1)); }
    Value operator()(Date d) const { return Value(Date::of_days(d.days() - 1)); }
    Value operator()(Time t) const {
        return t.second_of_day > 0 ? Value(add(t, kSecondBack)) : Value();
    }
    Value operator()(DateTime const& t) const { return Value(add(t, kSecondBack)); }
    Value operator()(DaysDuration d) const { return Value(add(d, kSecondBack)); }
    Value operator()(MonthsDuration m) const { return Value(add(m, MonthsDuration{-1})); }
    Value operator()(StringPtr const& s) const { return s->empty() ? Value() : Value(""); }
    template <class T>
    Value operator()(T const&) const {
        return {};
    }
};

/// Above by so little that it lies before the next cut wherever anything does.
struct Above {
    Value operator()(Number n) const { return Value(add(n, 1)); }
    Value operator()(Date d) const { return Value(Date::of_days(d.days() + 1)); }
    Value operator()(Time t) const {
        return t.second_of_day < kSecondsOfDay - 1 ? Value(add(t, kSecond)) : Value();
    }
    Value operator()(DateTime const& t) const { return Value(add(t, kSecond)); }
    Value operator()(DaysDuration d) const { return Value(add(d, kSecond)); }
    Value operator()(MonthsDuration m) const { return Value(add(m, MonthsDuration{1})); }
    Value operator()(StringPtr const& s) const { return Value(*s + "\x01"); }
    template <class T>
    Value operator()(T const&) const {
        return {};
    }
};

Value between(Value const& a, Value const& b) {
    if (a.as<Number>()) {
        auto const sum = add(*a.as<Number>(), *b.as<Number>());
        return sum ? Value(divide(*sum, 2)) : Value();
    }
    auto above = std::visit(Above(), a.variant());
    auto const found = order(above, b);
    return found && *found < 0 ? above : Value();
}

void keep(std::vector<Value>& samples, Value sample) {
    if (!sample.is_null()) samples.push_back(std::move(sample));
}

bool is_before(Value const& a, Value const& b) {
    auto const found = order(a, b);
    return found && *found < 0;
}

}  // namespace

std::vector<Value> sample_cells(std::vector<Value> cuts) {
    if (cuts.empty()) return {};
    bool const boolean = cuts.front().as<bool>() != nullptr;
    bool const alike = std::all_of(cuts.begin(), cuts.end(), [&](Value const& cut) {
        return cut.kind() == cuts.front().kind() && (boolean || order(cut, cuts.front()));
    });
    if (!alike) return {};
    if (boolean) return {Value(false), Value(true)};
    std::sort(cuts.begin(), cuts.end(), is_before);
    cuts.erase(std::unique(cuts.begin(), cuts.end(), same), cuts.end());
    std::vector<Value> samples;
    keep(samples, std::visit(Below(), cuts.front().variant()));
    for (size_t i = 0; i < cuts.size(); ++i) {
        samples.push_back(cuts[i]);
        bool const last = i + 1 == cuts.size();
        keep(samples,
             last ? std::visit(Above(), cuts[i].variant()) : between(cuts[i], cuts[i + 1]));
    }
    return samples;
}

}  // namespace agglo::feel
