// for … return, some … satisfies, every … satisfies: DMN 1.5, 10.3.2.14 and 10.3.2.15.
#include <functional>

#include "feel/evaluate/forms.h"

namespace agglo::feel {

namespace {

/// Calls with each value in turn until it says false.
using Each = std::function<bool(Value)>;

struct Whole {
    int64_t first;
    int64_t last;
};

/// The whole numbers, or days, from one to the other; nothing when they are neither.
std::optional<Whole> whole_of(Value const& from, Value const& to) {
    if (from.as<Number>() && to.as<Number>()) {
        auto const first = from.as<Number>()->to_int64();
        auto const last = to.as<Number>()->to_int64();
        return first && last ? std::optional(Whole{*first, *last}) : std::nullopt;
    }
    if (from.as<Date>() && to.as<Date>())
        return Whole{from.as<Date>()->days(), to.as<Date>()->days()};
    return std::nullopt;
}

bool count(Value const& from, Value const& to, Span span, Evaluation& evaluation,
           Each const& each) {
    auto const whole = whole_of(from, to);
    if (!whole) {
        evaluation.fail(span, ErrorCode::kFeelWrongOperand, {"..", kind_text(from), kind_text(to)});
        return false;
    }
    bool const dates = from.as<Date>() != nullptr;
    int64_t const step = whole->first <= whole->last ? 1 : -1;
    for (int64_t i = whole->first;; i += step) {
        if (!evaluation.take(1)) return false;
        if (!each(dates ? Value(Date::of_days(i)) : Value(Number(i)))) return true;
        if (i == whole->last) return true;
    }
}

/// The values of a range as a domain: upwards only, without the ends that it leaves out.
bool walk_range(Range const& range, Span span, Evaluation& evaluation, Each const& each) {
    auto whole = whole_of(range.low, range.high);
    if (!whole || range.form != Range::Form::kInterval) {
        evaluation.fail(span, ErrorCode::kFeelWrongType, {"list", kind_text(Value(range))});
        return false;
    }
    if (!range.low_included) ++whole->first;
    if (!range.high_included) --whole->last;
    bool const dates = range.low.as<Date>() != nullptr;
    for (int64_t i = whole->first; i <= whole->last; ++i) {
        if (!evaluation.take(1)) return false;
        if (!each(dates ? Value(Date::of_days(i)) : Value(Number(i)))) return true;
    }
    return true;
}

/// False when the domain is none; `hangs` then has the facts that it hangs on, if any.
bool walk(Iterator const& iterator, Frame const& frame, Evaluation& evaluation, Value& hangs,
          Each const& each) {
    auto const domain = evaluate(*iterator.domain, frame, evaluation);
    auto const end = iterator.end ? evaluate(*iterator.end, frame, evaluation) : Value();
    auto const span = iterator.domain->span;
    bool const is_list = domain.list() && !iterator.end;
    if (evaluation.reckons_unknowns() && !is_list) {
        if (auto unknown = unknown_of(domain, end)) {
            hangs = *std::move(unknown);
            return false;
        }
    }
    if (iterator.end) return count(domain, end, span, evaluation, each);
    if (domain.is_null()) {
        evaluation.fail(span, ErrorCode::kFeelWrongType, {"list", "null"});
        return false;
    }
    if (auto const* range = domain.range()) return walk_range(*range, span, evaluation, each);
    auto const* list = domain.list();
    if (!list) return each(domain), true;
    for (auto const& item : *list)
        if (!each(item)) break;
    return true;
}

/// All combinations, the last iterator fastest; `each` answers whether to go on.
class Combinations {
public:
    Combinations(std::vector<Iterator> const& iterators, Frame const& frame, size_t slots,
                 Evaluation& evaluation)
        : iterators_(iterators), values_(slots), frame_{values_, &frame}, evaluation_(evaluation) {}

    /// False when a domain is none.
    bool visit(std::function<bool()> const& each) { return visit_from(0, each); }
    Frame const& frame() const { return frame_; }
    Value& slot(size_t i) { return values_[i]; }
    /// Unknown, when a domain was.
    Value const& hangs() const { return hangs_; }

private:
    bool visit_from(size_t i, std::function<bool()> const& each) {
        if (i == iterators_.size()) {
            going_ = each() && !evaluation_.exhausted();
            return true;
        }
        bool whole = true;
        bool const domain = walk(iterators_[i], frame_, evaluation_, hangs_, [&](Value value) {
            values_[i] = std::move(value);
            whole = visit_from(i + 1, each);
            return whole && going_;
        });
        return domain && whole;
    }

    std::vector<Iterator> const& iterators_;
    std::vector<Value> values_;
    Frame frame_;
    Evaluation& evaluation_;
    Value hangs_;
    bool going_ = true;
};

}  // namespace

Value evaluate_for(For const& node, Frame const& frame, Evaluation& evaluation) {
    auto const partial = node.iterators.size();
    Combinations combinations(node.iterators, frame, partial + 1, evaluation);
    std::vector<Value> results;
    bool full = false;
    bool const whole = combinations.visit([&] {
        if (node.reads_partial) {
            if (!evaluation.take_bytes(results.size() * sizeof(Value))) return false;
            combinations.slot(partial) = make_list(results);
        }
        full = results.size() >= evaluation.limits().items_max;
        if (full) return false;
        results.push_back(evaluate(*node.result, combinations.frame(), evaluation));
        return evaluation.take_bytes(sizeof(Value));
    });
    if (full)
        return evaluation.fail(node.result->span, ErrorCode::kFeelLimit,
                               {"items", std::to_string(evaluation.limits().items_max)});
    if (combinations.hangs().unknown()) return combinations.hangs();
    return whole && !evaluation.exhausted() ? make_list(std::move(results)) : Value();
}

Value evaluate_quantified(Quantified const& node, Frame const& frame, Evaluation& evaluation) {
    Combinations combinations(node.iterators, frame, node.iterators.size(), evaluation);
    bool decided = false;
    bool unknown = false;
    Value hangs;
    bool const whole = combinations.visit([&] {
        auto const value = evaluate(*node.condition, combinations.frame(), evaluation);
        decided = node.every ? value.is_false() : value.is_true();
        if (value.unknown()) hangs = *unknown_of(hangs, value);
        unknown |= !value.as<bool>();
        return !decided;
    });
    if (decided) return Value(!node.every);
    if (auto pending = unknown_of(hangs, combinations.hangs())) return *std::move(pending);
    return unknown || !whole || evaluation.exhausted() ? Value() : Value(node.every);
}

}  // namespace agglo::feel
