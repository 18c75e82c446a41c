#include "dmn/analysis/space.h"

#include "feel/temporal/temporal_arithmetic.h"

namespace agglo::dmn {

using feel::Kind;
using feel::Number;
using feel::Value;

namespace {

std::optional<Value> number_after(Number low, Value const& high) {
    auto const next = add(Number(low.truncated().value_or(0)), Number(low.is_negative() ? 0 : 1));
    auto const* end = high.as<Number>();
    for (auto const& whole : {next, add(next.value_or(low), Number(1))}) {
        if (whole && *whole > low && (!end || *whole < *end)) return Value(*whole);
    }
    if (!end) return add(low, Number(1));
    auto const both = add(low, *end);
    auto const middle = both ? divide(*both, Number(2)) : std::nullopt;
    return middle && *middle > low && *middle < *end ? std::optional(Value(*middle)) : std::nullopt;
}

std::optional<Value> string_after(std::string const& low, Value const& high) {
    for (auto const& next : {std::string("other"), low + "!", low + " "}) {
        bool const inside = next > low && (high.is_null() || next < *high.string());
        if (inside) return Value(next);
    }
    return std::nullopt;
}

/// The next of a kind that counts; nothing when that is `high`.
std::optional<Value> after(Value const& low, Value const& high) {
    std::optional<Value> next;
    if (auto const* number = low.as<Number>()) return number_after(*number, high);
    if (auto const* text = low.string()) return string_after(*text, high);
    if (auto const* date = low.as<feel::Date>()) {
        if (auto const day = feel::Date::of_days(date->days() + 1)) next = *day;
    } else if (auto const* days = low.as<feel::DaysDuration>()) {
        if (auto const more = feel::add(*days, feel::DaysDuration{1, 0})) next = *more;
    } else if (auto const* months = low.as<feel::MonthsDuration>()) {
        next = feel::MonthsDuration{months->months + 1};
    }
    if (next && !high.is_null() && !comes_before(*next, high)) return std::nullopt;
    return next;
}

std::optional<Value> before(Value const& high) {
    if (auto const* number = high.as<Number>()) return Value(subtract(*number, Number(1)));
    if (auto const* text = high.string()) {
        return text->empty() ? std::nullopt : std::optional(Value(""));
    }
    if (auto const* date = high.as<feel::Date>()) {
        return Value(feel::Date::of_days(date->days() - 1));
    }
    if (auto const* days = high.as<feel::DaysDuration>()) {
        return Value(feel::add(*days, feel::DaysDuration{-1, 0}));
    }
    if (auto const* months = high.as<feel::MonthsDuration>()) {
        return Value(feel::MonthsDuration{months->months - 1});
    }
    return std::nullopt;
}

Value any_of(feel::Type const& type) {
    switch (type.kind) {
        case feel::Type::Kind::kNumber: return Number(0);
        case feel::Type::Kind::kString: return "";
        case feel::Type::Kind::kBoolean: return false;
        default: return {};
    }
}

using Entries = std::vector<std::optional<PlainEntry>>;

/// What the input may be at all, as far as that is said by constants.
std::vector<PlainEntry> limits_of(InputClause const& clause) {
    std::vector<PlainEntry> limits;
    auto const take = [&](feel::Expression const& tests) {
        auto plain = plain_entry(tests);
        if (plain && !plain->any) limits.push_back(*std::move(plain));
    };
    if (clause.values.parsed) take(*clause.values.parsed);
    if (clause.type.constraints) {
        for (auto const& constraint : clause.type.constraints->own) take(*constraint.tests);
    }
    return limits;
}

bool holds_at(PlainEntry const& entry, Cells const& cells, size_t cell) {
    if (entry.any) return true;
    bool inside = false;
    for (auto const& interval : entry.intervals) {
        auto const run = cells.run_of(interval);
        inside |= run.first <= cell && cell <= run.last;
    }
    return inside != entry.negated;
}

class AxisBuilder {
public:
    AxisBuilder(DecisionTable const& table, size_t input)
        : clause_(table.inputs[input]), limits_(limits_of(clause_)) {
        for (auto const& rule : table.rules) entries_.push_back(plain_entry(rule.tests[input]));
        auto kind = kind_of(clause_.known);
        for (auto& entry : entries_) one_kind(entry, kind);
        std::erase_if(limits_, [&](auto const& each) {
            return each.intervals.front().kind() != kind && kind != Kind::kNull;
        });
        std::vector<Value> constants;
        if (kind == Kind::kBoolean) constants = {Value(false), Value(true)};
        for (auto const& entry : entries_) {
            if (entry) gather(*entry, constants);
        }
        for (auto const& limit : limits_) gather(limit, constants);
        cells_ = Cells(std::move(constants));
        boolean_ = kind == Kind::kBoolean;
    }

    Axis build() const {
        Axis axis{clause_.expression.text, {}, {}, {}};
        for (size_t cell = 0; cell < cells_.size(); ++cell) {
            if (boolean_ && !cells_.is_point(cell)) continue;
            auto sample = cells_.constants().empty() ? std::optional(any_of(*clause_.known))
                                                     : sample_of(cells_, cell);
            if (!sample || !allowed(cell)) continue;
            add(axis, *std::move(sample),
                [&](PlainEntry const& entry) { return holds_at(entry, cells_, cell); });
        }
        add(axis, {}, [](PlainEntry const& entry) { return entry.any; });
        return axis;
    }

private:
    static Kind kind_of(feel::TypePtr const& known) {
        if (known->kind == feel::Type::Kind::kBoolean) return Kind::kBoolean;
        return Kind::kNull;
    }

    static void one_kind(std::optional<PlainEntry>& entry, Kind& kind) {
        if (!entry || entry->any) return;
        auto const own = entry->intervals.front().kind();
        if (kind == Kind::kNull) kind = own;
        if (own != kind) entry.reset();
    }

    static void gather(PlainEntry const& entry, std::vector<Value>& into) {
        for (auto const& interval : entry.intervals) {
            if (!interval.low.is_null()) into.push_back(interval.low);
            if (!interval.high.is_null()) into.push_back(interval.high);
        }
    }

    bool allowed(size_t cell) const {
        for (auto const& limit : limits_) {
            if (!holds_at(limit, cells_, cell)) return false;
        }
        return true;
    }

    template <class Holds>
    void add(Axis& axis, Value sample, Holds holds) const {
        auto const words = (entries_.size() + 63) / 64;
        axis.samples.push_back(std::move(sample));
        auto& certain = axis.certain.emplace_back(words);
        auto& possible = axis.possible.emplace_back(words);
        for (size_t rule = 0; rule < entries_.size(); ++rule) {
            auto const& entry = entries_[rule];
            if (entry && holds(*entry)) insert(certain, rule);
            if (!entry || holds(*entry)) insert(possible, rule);
        }
    }

    InputClause const& clause_;
    std::vector<PlainEntry> limits_;
    Entries entries_;
    Cells cells_{{}};
    bool boolean_ = false;
};

}  // namespace

std::optional<Value> sample_of(Cells const& cells, size_t cell) {
    if (cells.is_point(cell)) return cells.point(cell);
    auto const& constants = cells.constants();
    auto const index = cell / 2;
    if (index == 0) return before(constants.front());
    return after(constants[index - 1], index < constants.size() ? constants[index] : Value());
}

Space::Space(DecisionTable const& table) : rules(table.rules.size()) {
    for (size_t i = 0; i < table.inputs.size(); ++i) axes.push_back(AxisBuilder(table, i).build());
}

}  // namespace agglo::dmn
