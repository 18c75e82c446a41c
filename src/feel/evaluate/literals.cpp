// Lists, contexts and ranges as they are written: DMN 1.5, 10.3.2.4 – 10.3.2.7.
#include <algorithm>
#include <unordered_set>

#include "feel/evaluate/forms.h"
#include "feel/value/compare.h"

namespace agglo::feel {

namespace {

/// Names met so far: looked through while they are few, hashed when they are many.
class EntryNames {
public:
    /// Whether it was met before; from now on it was. `name` outlives this.
    bool is_known(std::string_view name) {
        if (few_.size() < kFewMax) {
            bool const known = std::find(few_.begin(), few_.end(), name) != few_.end();
            if (!known) few_.push_back(name);
            return known;
        }
        if (many_.empty()) many_.insert(few_.begin(), few_.end());
        return !many_.insert(name).second;
    }

private:
    static constexpr size_t kFewMax = 16;

    std::vector<std::string_view> few_;
    std::unordered_set<std::string_view> many_;
};

}  // namespace

Value evaluate_list(ListLiteral const& node, Frame const& frame, Evaluation& evaluation) {
    std::vector<Value> items;
    items.reserve(node.items.size());
    if (!evaluation.take_bytes(node.items.size() * sizeof(Value))) return {};
    for (auto const& item : node.items) items.push_back(evaluate(*item, frame, evaluation));
    return make_list(std::move(items));
}

/// Each entry sees those before it. A name twice is an error (10.3.2.6).
Value evaluate_context(ContextLiteral const& node, Span span, Frame const& frame,
                       Evaluation& evaluation) {
    std::vector<Value> values;
    values.reserve(node.entries.size());
    if (!evaluation.take_bytes(node.entries.size() * sizeof(Context::Entry))) return {};
    for (auto const& [name, expression] : node.entries)
        values.push_back(evaluate(*expression, Frame{values, &frame}, evaluation));
    std::vector<Context::Entry> entries;
    entries.reserve(values.size());
    EntryNames names;
    for (size_t i = 0; i < values.size(); ++i) {
        auto const& name = node.entries[i].first;
        if (names.is_known(name))
            return evaluation.fail(span, ErrorCode::kFeelDuplicateEntry, {name});
        entries.emplace_back(name, std::move(values[i]));
    }
    return Value(Context(std::move(entries)));
}

Value evaluate_range(RangeLiteral const& node, Span span, Frame const& frame,
                     Evaluation& evaluation) {
    auto low = evaluate(*node.low, frame, evaluation);
    auto high = evaluate(*node.high, frame, evaluation);
    bool const comparable = low.is_null() || high.is_null() || order(low, high).has_value();
    if (!comparable)
        return evaluation.fail(span, ErrorCode::kFeelNotComparable,
                               {kind_text(low), kind_text(high)});
    return Value(Range{std::move(low), std::move(high), node.low_included, node.high_included,
                       Range::Form::kInterval});
}

}  // namespace agglo::feel
