// source.name: DMN 1.5, 10.3.2.5, and the properties of temporal values and ranges (table 65).
#include "feel/evaluate/forms.h"
#include "feel/temporal/temporal_property.h"
#include "feel/value/range_property.h"

namespace agglo::feel {

Value entry_of(Value const& source, std::string const& name, Span span, Evaluation& evaluation) {
    if (source.unknown()) return source;
    if (auto const* context = source.context()) {
        if (!evaluation.take_walk(context->size())) return {};
        if (auto const* value = context->find(name)) return *value;
    } else if (auto const* list = source.list()) {
        std::vector<Value> values;
        values.reserve(list->size());
        if (!evaluation.take(list->size())) return {};
        for (auto const& item : *list) values.push_back(entry_of(item, name, span, evaluation));
        return make_list(std::move(values));
    } else if (source.range()) {
        if (auto value = range_property(*source.range(), name)) return *std::move(value);
    } else if (auto value = temporal_property(source, name)) {
        return *std::move(value);
    }
    if (!evaluation.keeps_causes()) return {};
    return evaluation.fail(span, ErrorCode::kFeelNoSuchEntry, {name, kind_text(source)});
}

Value evaluate_path(Path const& node, Span span, Frame const& frame, Evaluation& evaluation) {
    return entry_of(evaluate(*node.source, frame, evaluation), node.name, span, evaluation);
}

}  // namespace agglo::feel
