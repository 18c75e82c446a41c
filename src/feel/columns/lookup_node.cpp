// A part of an expression that hangs on one column of few values: evaluated once for each value
// that turns up, by the scalar evaluator, and looked up from then on.
#include <atomic>

#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

/// Outcomes by the column's value + 1, 0 being a missing one; filled by whoever needs one first.
class Outcomes {
public:
    explicit Outcomes(size_t size) : filled_(size), values_(size) {}

    template <class Make>
    Value const& at(size_t place, Make make) {
        if (filled_[place].load(std::memory_order_acquire) == 0) fill(place, make);
        return values_[place];
    }

private:
    template <class Make>
    void fill(size_t place, Make make) {
        std::lock_guard const lock(mutex_);
        if (filled_[place].load(std::memory_order_relaxed) != 0) return;
        values_[place] = make();
        filled_[place].store(1, std::memory_order_release);
    }

    std::vector<std::atomic<uint8_t>> filled_;
    std::vector<Value> values_;
    std::mutex mutex_;
};

class Lookup : public ColumnNode {
public:
    Lookup(ExpressionPtr expression, Scalar scalar, size_t member, ColumnBinding::Domain domain)
        : ColumnNode(expression, outcome_of(*expression->type)),
          scalar_(scalar),
          member_(member),
          source_(std::move(domain.source)),
          first_(domain.first),
          size_(domain.size),
          outcomes_(domain.size + 1) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Truth found;
        each_value(batch, wanted,
                   [&](size_t row, Value const& value) { note_truth(value, row, found); });
        return found;
    }

    /// Whole when all that turn up are.
    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        auto& integers = batch.scratch.integers();
        integers.fill(0);
        bool whole = true;
        each_value(batch, wanted, [&](size_t row, Value const& value) {
            auto const number = number_of(value, outcome());
            if (!number) return;
            out.present.set(row);
            auto const integer = number->to_int64();
            whole = whole && integer;
            if (!integer) return;
            integers[row] = *integer;
            out.low = std::min(out.low, *integer);
            out.high = std::max(out.high, *integer);
        });
        out.integers = integers.data();
        if (!whole) decimals(batch, wanted, out);
    }

    void values(Batch& batch, Mask const& wanted, Values& out) const override {
        each_value(batch, wanted, [&](size_t row, Value const& value) { out[row] = value; });
    }

    Cost cost() const override { return Cost::kLookup; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth,
            "按值查表：该列至多 " + std::to_string(size_) + " 个不同的值，每个只算一次",
            "looked up by value: at most " + std::to_string(size_) +
                " distinct values, each worked out once");
    }

private:
    Value work_out(size_t place) const {
        if (!scalar_.budget.open()) return {};
        std::vector<Value> inputs(scalar_.binding.members());
        if (place > 0)
            inputs[member_] =
                scalar_.binding.value_at(member_, first_ + static_cast<int64_t>(place) - 1);
        Evaluation evaluation(scalar_.clock, scalar_.budget.limits());
        auto value = evaluate(*expression(), inputs, evaluation);
        scalar_.budget.take(evaluation);
        return value;
    }

    size_t place_of(int64_t wide) const { return static_cast<size_t>(wide - first_) + 1; }

    Value const& outcome_at(size_t place) const {
        return outcomes_.at(place, [&] { return work_out(place); });
    }

    template <class Use>
    void each_value(Batch const& batch, Mask const& wanted, Use use) const {
        auto const* chunk = source_.chunk(batch.group);
        if (!chunk) {
            auto const& missing = outcome_at(0);
            wanted.for_each([&](size_t row) { use(row, missing); });
            return;
        }
        with_values(*chunk, [&](auto const* held) {
            wanted.for_each([&](size_t row) {
                auto const place =
                    chunk->has(row) ? place_of(static_cast<int64_t>(held[row])) : size_t{0};
                AGGLO_ASSERT(place <= size_);
                use(row, outcome_at(place));
            });
        });
    }

    void decimals(Batch& batch, Mask const& wanted, NumberVector& out) const {
        auto& decimals = batch.scratch.decimals();
        each_value(batch, wanted, [&](size_t row, Value const& value) {
            if (auto const number = number_of(value, outcome())) decimals[row] = *number;
        });
        out.integers = nullptr;
        out.decimals = decimals.data();
    }

    Scalar scalar_;
    size_t member_;
    ColumnSource source_;
    int64_t first_;
    size_t size_;
    mutable Outcomes outcomes_;
};

}  // namespace

ColumnNodePtr lookup_node(ExpressionPtr expression, Scalar scalar, size_t member,
                          ColumnBinding::Domain domain) {
    return std::make_unique<Lookup const>(std::move(expression), scalar, member, std::move(domain));
}

}  // namespace agglo::feel
