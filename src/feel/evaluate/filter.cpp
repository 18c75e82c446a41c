// source[predicate]: DMN 1.5, 10.3.2.5. A number picks the item at that place, counted from 1, or
// from the end when negative; a condition keeps the items it is true of.
#include "feel/evaluate/forms.h"

namespace agglo::feel {

namespace {

Value item_at(List const& list, Number place, Span span, Evaluation& evaluation) {
    auto const index = place.to_int64();
    auto const size = static_cast<int64_t>(list.size());
    if (index && *index >= 1 && *index <= size) return list[static_cast<size_t>(*index - 1)];
    if (index && *index <= -1 && *index >= -size) return list[static_cast<size_t>(size + *index)];
    if (!evaluation.keeps_causes()) return {};
    return evaluation.fail(span, ErrorCode::kFeelIndexOutside,
                           {place.to_string(), std::to_string(size)});
}

}  // namespace

Value evaluate_filter(Filter const& node, Span span, Frame const& frame, Evaluation& evaluation) {
    auto const source = evaluate(*node.source, frame, evaluation);
    if (source.is_null()) return evaluation.fail(span, ErrorCode::kFeelNullOperand, {"[ ]"});
    if (source.unknown()) return source;
    List const single{source};
    auto const& list = source.list() ? *source.list() : single;
    auto const asked = [&](Value const& item) {
        return evaluate(*node.predicate, Frame{{&item, 1}, &frame, true}, evaluation);
    };
    if (list.empty()) {  // nothing to ask: only whether it is a place
        auto const place = asked(Value());
        if (place.unknown()) return place;
        return place.as<Number>() ? item_at(list, *place.as<Number>(), span, evaluation)
                                  : make_list({});
    }
    std::vector<Value> kept;
    for (size_t i = 0; i < list.size() && !evaluation.exhausted(); ++i) {
        auto const answer = asked(list[i]);
        if (answer.unknown()) return *unknown_of(source, answer);
        if (i == 0 && answer.as<Number>())
            return item_at(list, *answer.as<Number>(), span, evaluation);
        if (answer.is_true())
            kept.push_back(list[i]);
        else if (!answer.as<bool>() && !answer.is_null())
            evaluation.fail(node.predicate->span, ErrorCode::kFeelNotBoolean, {kind_text(answer)});
    }
    return make_list(std::move(kept));
}

}  // namespace agglo::feel
