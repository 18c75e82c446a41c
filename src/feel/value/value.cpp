#include "feel/value/value.h"

namespace agglo::feel {

Value::Value(Context v) : v_(std::make_shared<Context const>(std::move(v))) {}

Value::Value(Range v) : v_(std::make_shared<Range const>(std::move(v))) {}

Value make_list(std::vector<Value> items) {
    return Value(List(std::move(items)));
}

Context::Context(std::vector<Entry> entries) : entries_(std::move(entries)) {}

Value const* Context::find(std::string_view name) const {
    for (auto const& [key, value] : entries_)
        if (key == name) return &value;
    return nullptr;
}

void Context::set(std::string_view name, Value value) {
    for (auto& [key, held] : entries_) {
        if (key != name) continue;
        held = std::move(value);
        return;
    }
    entries_.emplace_back(name, std::move(value));
}

Range make_range(Range::Form form, Value end) {
    switch (form) {
        case Range::Form::kLess: return {{}, std::move(end), false, false, form};
        case Range::Form::kLessOrEqual: return {{}, std::move(end), false, true, form};
        case Range::Form::kGreater: return {std::move(end), {}, false, false, form};
        case Range::Form::kGreaterOrEqual: return {std::move(end), {}, true, false, form};
        case Range::Form::kNotEqual: return {std::move(end), {}, false, false, form};
        case Range::Form::kEqual:
        case Range::Form::kInterval: break;
    }
    return {end, end, true, true, form};
}

}  // namespace agglo::feel
