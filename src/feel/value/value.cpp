#include "feel/value/value.h"

#include <algorithm>

#include "feel/evaluate/function.h"

namespace agglo::feel {

namespace {

constexpr uint64_t kPartsMax = uint64_t{1} << 40;  // beyond every limit: counted no further

void add_part(Parts& whole, Value const& part) {
    auto const parts = parts_of(part);
    whole.depth = std::max(whole.depth, parts.depth + 1);
    whole.count = std::min(whole.count + parts.count, kPartsMax);
}

}  // namespace

MeasuredList::MeasuredList(List items) : List(std::move(items)), parts{1, 1} {
    for (auto const& item : *this) add_part(parts, item);
}

Value::Value(List v) : v_(std::make_shared<MeasuredList const>(std::move(v))) {}

Value::Value(Context v) {
    v.parts_ = {1, 1};
    for (auto const& [name, value] : v.entries_) add_part(v.parts_, value);
    v_ = std::make_shared<Context const>(std::move(v));
}

Value::Value(Range v) {
    v.parts = {1, 1};
    add_part(v.parts, v.low);
    add_part(v.parts, v.high);
    v_ = std::make_shared<Range const>(std::move(v));
}

Parts parts_of(Value const& value) {
    constexpr size_t kBytesOfPart = 64;
    switch (value.kind()) {
        case Kind::kString: return {0, 1 + value.string()->size() / kBytesOfPart};
        case Kind::kList: return std::get<ListPtr>(value.variant())->parts;
        case Kind::kContext: return value.context()->parts_;
        case Kind::kRange: return value.range()->parts;
        case Kind::kFunction: return {value.function()->depth, 1};
        default: return {};
    }
}

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

namespace {

void collect(Value const& value, std::vector<std::string>& facts) {
    if (auto const* unknown = value.unknown()) {
        facts.insert(facts.end(), unknown->facts.begin(), unknown->facts.end());
    } else if (auto const* list = value.list()) {
        for (auto const& item : *list) collect(item, facts);
    } else if (auto const* context = value.context()) {
        for (auto const& [name, entry] : context->entries()) collect(entry, facts);
    } else if (auto const* range = value.range()) {
        collect(range->low, facts);
        collect(range->high, facts);
    }
}

}  // namespace

Value make_unknown(std::vector<std::string> facts) {
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    return Value(std::make_shared<Unknown const>(Unknown{std::move(facts)}));
}

std::vector<std::string> facts_of(Value const& value) {
    std::vector<std::string> facts;
    collect(value, facts);
    std::sort(facts.begin(), facts.end());
    facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
    return facts;
}

bool is_unknown(Value const& value) {
    return !facts_of(value).empty();
}

}  // namespace agglo::feel
