#include "feel/builtins/fit.h"

#include <algorithm>

namespace agglo::feel {

namespace {

/// Of each parameter its argument, null when it is left out; of a variadic one all there are.
struct Places {
    std::vector<Value const*> values;
    std::optional<Misfit> misfit;
};

bool is_variadic(Signature const& form) {
    return !form.parameters.empty() && form.parameters.back().variadic;
}

Places in_order(Signature const& form, std::span<Value const> values) {
    auto const& parameters = form.parameters;
    bool const too_many = values.size() > parameters.size() && !is_variadic(form);
    bool const too_few = values.size() < parameters.size() && !parameters[values.size()].optional;
    if (too_many || too_few) return {{}, Misfit{ErrorCode::kFeelArgumentCount}};
    Places places;
    places.values.resize(std::max(values.size(), parameters.size()), nullptr);
    for (size_t i = 0; i < values.size(); ++i) places.values[i] = &values[i];
    return places;
}

Places by_name(Signature const& form, GivenArguments given) {
    auto const& parameters = form.parameters;
    Places places;
    places.values.resize(parameters.size(), nullptr);
    for (size_t i = 0; i < given.names.size(); ++i) {
        auto const found =
            std::find_if(parameters.begin(), parameters.end(),
                         [&](Parameter const& each) { return each.name == given.names[i]; });
        if (found == parameters.end())
            return {{}, Misfit{.code = ErrorCode::kFeelNoSuchParameter, .name = given.names[i]}};
        auto& place = places.values[static_cast<size_t>(found - parameters.begin())];
        if (place) return {{}, Misfit{ErrorCode::kFeelArgumentCount}};
        place = &given.values[i];
    }
    for (size_t i = 0; i < parameters.size(); ++i)
        if (!places.values[i] && !parameters[i].optional)
            return {{}, Misfit{ErrorCode::kFeelArgumentCount}};
    return places;
}

/// A list of anything needs no look at its items, which may be many.
bool is_any_list(Value const& value, Type const& type) {
    return value.list() && type.kind == Type::Kind::kList && type.element->kind == Type::Kind::kAny;
}

std::optional<Value> as_parameter(Value const& value, Parameter const& parameter,
                                  Strictness strictness) {
    if (is_any_list(value, *parameter.type)) return value;
    if (strictness == Strictness::kConverted) return converted(value, *parameter.type);
    return is_instance(value, *parameter.type) ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<Misfit> fit(Signature const& form, GivenArguments given, Strictness strictness,
                          std::vector<Value>& fitted) {
    auto const places = given.names.empty() ? in_order(form, given.values) : by_name(form, given);
    if (places.misfit) return places.misfit;
    fitted.clear();
    fitted.reserve(places.values.size());
    for (size_t i = 0; i < places.values.size(); ++i) {
        auto const& parameter = form.parameters[std::min(i, form.parameters.size() - 1)];
        auto const* value = places.values[i];
        if (!value || (value->is_null() && parameter.nullable)) {
            fitted.emplace_back();
            continue;
        }
        if (value->is_null()) return Misfit{ErrorCode::kFeelNullArgument, i + 1, &parameter, value};
        auto as_declared = as_parameter(*value, parameter, strictness);
        if (!as_declared) return Misfit{ErrorCode::kFeelBadArgument, i + 1, &parameter, value};
        fitted.push_back(*std::move(as_declared));
    }
    return std::nullopt;
}

}  // namespace agglo::feel
