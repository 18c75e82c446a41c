#include "dmn/evaluate/declared_input.h"

#include "feel/temporal/temporal_text.h"

namespace agglo::dmn {

using feel::Type;
using feel::Value;

namespace {

template <class T>
Value or_text(std::optional<T> const& parsed, Value const& text) {
    return parsed ? Value(*parsed) : text;
}

Value duration(Value const& text) {
    auto const parsed = feel::parse_duration(*text.string());
    if (!parsed) return text;
    return std::visit([](auto const& each) { return Value(each); }, *parsed);
}

Value read_text(Value const& text, Type const& type) {
    switch (type.kind) {
        case Type::Kind::kDate: return or_text(feel::parse_date(*text.string()), text);
        case Type::Kind::kTime: return or_text(feel::parse_time(*text.string()), text);
        case Type::Kind::kDateTime: return or_text(feel::parse_date_time(*text.string()), text);
        case Type::Kind::kDaysDuration:
        case Type::Kind::kMonthsDuration: return duration(text);
        default: return text;
    }
}

}  // namespace

Value as_declared(Value const& value, Type const& type) {
    if (value.string()) return read_text(value, type);
    if (value.list() && type.element) {
        std::vector<Value> items;
        for (auto const& item : *value.list()) items.push_back(as_declared(item, *type.element));
        return feel::make_list(std::move(items));
    }
    if (value.context() && !type.members.empty()) {
        feel::Context made;
        for (auto const& [name, entry] : value.context()->entries()) {
            auto const* member = type.member(name);
            made.set(name, member ? as_declared(entry, *member->type) : entry);
        }
        return made;
    }
    return value;
}

feel::Context as_declared(feel::Context const& inputs, Model const& model) {
    feel::Context made;
    for (auto const& [name, value] : inputs.entries()) {
        auto const input = model.find_input(name);
        auto const type =
            input ? model.inputs[*input]->variable.type.type_or_any() : feel::any_type();
        made.set(name, as_declared(value, *type));
    }
    return made;
}

}  // namespace agglo::dmn
