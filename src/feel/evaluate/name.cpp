#include <map>

#include "feel/builtins/builtin.h"
#include "feel/evaluate/forms.h"

namespace agglo::feel {

namespace {

/// The item that a filter's frame looks at, if it has entries.
Context const* item_of(Frame const& frame) {
    return frame.item ? frame.values.front().context() : nullptr;
}

/// An entry of an item in one of the first `frames` frames, the innermost.
Value const* find_in_items(std::string const& name, Frame const& frame, int32_t frames,
                           Evaluation& evaluation) {
    auto const* at = &frame;
    for (int32_t i = 0; at && (frames < 0 || i <= frames); ++i, at = at->parent) {
        auto const* item = item_of(*at);
        if (item) evaluation.take_walk(item->size());
        if (auto const* entry = item ? item->find(name) : nullptr) return entry;
    }
    return nullptr;
}

Frame const& frame_at(Frame const& frame, int32_t depth) {
    auto const* at = &frame;
    for (; depth > 0; --depth) at = at->parent;
    return *at;
}

std::map<Builtin const*, FunctionPtr> make_functions() {
    std::map<Builtin const*, FunctionPtr> functions;
    for (auto const& builtin : all_builtins())
        functions.emplace(&builtin, std::make_shared<Function const>(
                                        Function{&builtin, std::string(builtin.name)}));
    return functions;
}

}  // namespace

FunctionPtr builtin_function(Builtin const& builtin) {
    static auto const functions = make_functions();
    return functions.at(&builtin);
}

Value evaluate_name(Name const& name, Span span, Frame const& frame, Evaluation& evaluation) {
    if (name.dynamic) {
        if (auto const* entry = find_in_items(name.text, frame, name.depth, evaluation))
            return *entry;
    }
    if (name.depth >= 0) return frame_at(frame, name.depth).values[name.index];
    if (name.builtin) return builtin_function(*name.builtin);
    return evaluation.fail(span, ErrorCode::kFeelUnknownName, {name.text});
}

Value evaluate_item_entry(ItemEntry const& entry, Span span, Frame const& frame,
                          Evaluation& evaluation) {
    auto const& item = frame_at(frame, entry.depth).values.front();
    auto const* context = item.context();
    if (context) evaluation.take_walk(context->size());
    if (auto const* value = context ? context->find(entry.name) : nullptr) return *value;
    return evaluation.fail(span, ErrorCode::kFeelNoSuchEntry, {entry.name, kind_text(item)});
}

}  // namespace agglo::feel
