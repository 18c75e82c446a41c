#include "query/derived/derivation.h"

#include "query/feel_environment.h"

namespace agglo {

namespace {

/// Children one after another, each with the value that a roll-up asks of it.
class Gathering {
public:
    explicit Gathering(RollUp::Kind kind) : kind_(kind) {}

    void add(feel::Value const& value, feel::Value const& order) {
        using enum RollUp::Kind;
        switch (kind_) {
            case kCount: ++count_; break;
            case kSum: add_number(value); break;
            case kMin: keep(value, value, best_.is_null() || before(value, best_)); break;
            case kMax: keep(value, value, best_.is_null() || before(best_, value)); break;
            case kLatest: keep(value, order, best_.is_null() || !before(order, best_)); break;
        }
    }

    feel::Value result() const {
        return kind_ == RollUp::Kind::kCount ? feel::Value(feel::Number(count_)) : value_;
    }

private:
    void keep(feel::Value const& value, feel::Value const& order, bool better) {
        if (order.is_null() || !better) return;
        value_ = value;
        best_ = order;
    }

    void add_number(feel::Value const& value) {
        auto const* number = value.as<feel::Number>();
        if (!number) return;
        auto const* sum = value_.as<feel::Number>();
        auto const total = sum ? agglo::add(*sum, *number) : *number;
        value_ = total ? feel::Value(*total) : feel::Value();
    }

    template <class T>
    static std::optional<bool> less(feel::Value const& a, feel::Value const& b) {
        auto const* x = a.as<T>();
        auto const* y = b.as<T>();
        if (!x || !y) return std::nullopt;
        return *x < *y;
    }
    static bool before(feel::Value const& a, feel::Value const& b) {
        if (auto const order = less<feel::Number>(a, b)) return *order;
        auto const* x = a.as<feel::Date>();
        auto const* y = b.as<feel::Date>();
        if (x && y) return x->days() < y->days();
        auto const* s = a.as<feel::DateTime>();
        auto const* t = b.as<feel::DateTime>();
        if (!s || !t) return false;
        return std::pair(s->utc_second(), s->nanos) < std::pair(t->utc_second(), t->nanos);
    }

    RollUp::Kind kind_;
    int64_t count_ = 0;
    feel::Value value_;
    feel::Value best_;  ///< what the kept value was chosen by
};

/// The members of a formula, all null. An entity has many and a formula uses few of them, so their
/// memory is kept for the thread's next formula, and only what was used is cleared; a formula
/// within the making of another's inputs has a place of its own.
class Inputs {
public:
    explicit Inputs(Formula const& formula) : formula_(formula) {
        if (!spare_.empty()) {
            values_ = std::move(spare_.back());
            spare_.pop_back();
        }
        if (values_.size() < formula.members) values_.resize(formula.members);
    }
    ~Inputs() {
        for (auto const& use : formula_.used) values_[use.member] = {};
        if (spare_.size() < kSpareMax) spare_.push_back(std::move(values_));
    }
    Inputs(Inputs const&) = delete;
    Inputs& operator=(Inputs const&) = delete;

    feel::Value& operator[](size_t member) { return values_[member]; }
    std::span<feel::Value const> operator*() const {
        return std::span(values_).first(formula_.members);
    }

private:
    static constexpr size_t kSpareMax = 8;
    static thread_local std::vector<std::vector<feel::Value>> spare_;

    Formula const& formula_;
    std::vector<feel::Value> values_;
};

thread_local std::vector<std::vector<feel::Value>> Inputs::spare_;

}  // namespace

Derivation::Derivation(FactSource const& facts, Date on) : facts_(facts), clock_(clock_on(on)) {}

feel::Value Derivation::input(Formula::Use const& use, size_t entity, RecordId id) const {
    auto const value = facts_.value({entity, use.field}, id);
    auto const& target = facts_.model().entities[entity].fields[use.field].target;
    if (!target) return feel_value(value);
    auto const* reference = value.get<Reference>();
    if (!reference) return {};
    feel::Context context;
    for (auto const field : use.referred) {
        context.set(facts_.model().entities[*target].fields[field].name,
                    feel_value(facts_.value({*target, field}, reference->id)));
    }
    return context;
}

feel::Value Derivation::answer(Formula const& formula, size_t entity, RecordId id) const {
    Inputs inputs(formula);
    for (auto const& use : formula.used) inputs[use.member] = input(use, entity, id);
    feel::Evaluation evaluation(clock_, {.steps_max = kStepsMax});
    return feel::evaluate(*formula.expression, *inputs, evaluation);
}

Value Derivation::roll_up(RollUp const& rollup, Field const& field, RecordId id) const {
    Gathering gathering(rollup.kind);
    for (auto const child : facts_.referring({rollup.entity, rollup.by}, id)) {
        if (rollup.where) {
            auto const fits = answer(*rollup.where, rollup.entity, child);
            if (!fits.as<bool>() || !*fits.as<bool>()) continue;
        }
        auto const read = [&](std::optional<size_t> const& from) {
            return from ? feel_value(facts_.value({rollup.entity, *from}, child)) : feel::Value();
        };
        gathering.add(read(rollup.field), read(rollup.order));
    }
    return fact_of_feel(facts_.model(), field, gathering.result());
}

Value Derivation::derive(FieldAddress what, RecordId id) const {
    auto const& field = facts_.model().entities[what.entity].fields[what.field];
    if (!facts_.live(what.entity, id)) return {};
    if (field.rollup) return roll_up(*field.rollup, field, id);
    return fact_of_feel(facts_.model(), field, answer(*field.computed, what.entity, id));
}

Value DerivedFacts::value(FieldAddress what, RecordId id) const {
    auto const& field = model().entities[what.entity].fields[what.field];
    return field.is_derived() ? derivation_.derive(what, id) : stored_.value(what, id);
}

}  // namespace agglo
