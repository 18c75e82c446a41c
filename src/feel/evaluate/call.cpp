// Calls of functions (DMN 1.5, 10.3.2.13.3): arguments in order or by name, implicitly converted to
// the parameters' types (10.3.2.9.4), the result to the declared one.
#include <algorithm>
#include <array>

#include "feel/builtins/builtin.h"
#include "feel/evaluate/brief.h"
#include "feel/evaluate/function.h"

namespace agglo::feel {

namespace {

struct Call {
    Function const& function;
    std::span<Value const> arguments;
    std::span<std::string const> names;
    Span span;
    Evaluation& evaluation;
};

class OneDeeper {
public:
    explicit OneDeeper(Evaluation& evaluation) : evaluation_(evaluation) { ++evaluation_.depth; }
    ~OneDeeper() { --evaluation_.depth; }
    OneDeeper(OneDeeper const&) = delete;
    OneDeeper& operator=(OneDeeper const&) = delete;

    bool too_deep() const { return evaluation_.depth > evaluation_.limits().depth_max; }

private:
    Evaluation& evaluation_;
};

std::string name_of(Function const& function) {
    return function.name.empty() ? "function" : function.name;
}

std::string signature_text(Function const& function, std::vector<Member> const& parameters) {
    std::string out;
    for (auto const& parameter : parameters) {
        out += (out.empty() ? "" : ", ") + parameter.name;
        if (parameter.type && parameter.type->kind != Type::Kind::kAny)
            out += ": " + to_text(*parameter.type);
    }
    return name_of(function) + "(" + out + ")";
}

Value wrong_count(Call const& call, std::vector<Member> const& parameters) {
    if (!call.evaluation.keeps_causes()) return {};
    return call.evaluation.fail(call.span, ErrorCode::kFeelArgumentCount,
                                {name_of(call.function), std::to_string(call.arguments.size()),
                                 signature_text(call.function, parameters)});
}

/// Which argument is each parameter's. False, and the cause told, when they do not match.
bool arrange(Call const& call, std::vector<Member> const& parameters,
             std::vector<Value const*>& places) {
    places.assign(parameters.size(), nullptr);
    if (call.arguments.size() != parameters.size()) return wrong_count(call, parameters), false;
    for (size_t i = 0; i < call.arguments.size(); ++i) {
        auto place = i;
        if (!call.names.empty()) {
            auto const found =
                std::find_if(parameters.begin(), parameters.end(),
                             [&](Member const& each) { return each.name == call.names[i]; });
            if (found == parameters.end()) {
                call.evaluation.fail(call.span, ErrorCode::kFeelNoSuchParameter,
                                     {name_of(call.function), call.names[i],
                                      signature_text(call.function, parameters)});
                return false;
            }
            place = static_cast<size_t>(found - parameters.begin());
        }
        if (places[place]) return wrong_count(call, parameters), false;
        places[place] = &call.arguments[i];
    }
    return true;
}

std::optional<std::vector<Value>> bind(Call const& call, std::vector<Member> const& parameters) {
    std::vector<Value const*> places;
    if (!arrange(call, parameters, places)) return std::nullopt;
    std::vector<Value> bound;
    bound.reserve(places.size());
    for (size_t i = 0; i < places.size(); ++i) {
        auto const& type = parameters[i].type;
        if (!call.evaluation.take_walk(parts_of(*places[i]).count)) return std::nullopt;
        auto value = converted(*places[i], type ? *type : *any_type());
        if (!value) {
            if (call.evaluation.keeps_causes())
                call.evaluation.fail(call.span, ErrorCode::kFeelBadArgument,
                                     {name_of(call.function), parameters[i].name, to_text(*type),
                                      brief(*places[i])});
            return std::nullopt;
        }
        bound.push_back(*std::move(value));
    }
    return bound;
}

Value as_declared(Call const& call, Value result, TypePtr const& type) {
    if (!type || !call.evaluation.take_walk(parts_of(result).count)) return result;
    if (auto value = converted(result, *type)) return *std::move(value);
    if (!call.evaluation.keeps_causes()) return {};
    return call.evaluation.fail(call.span, ErrorCode::kFeelWrongType,
                                {to_text(*type), brief(result)});
}

/// The frames of a definition's surroundings, standing on the stack while its body is evaluated.
class Surroundings {
public:
    explicit Surroundings(Captured const* around) {
        size_t count = 0;
        for (auto const* each = around; each; each = each->parent.get()) ++count;
        auto* frames = few_.data();
        if (count > few_.size()) {
            many_.resize(count);
            frames = many_.data();
        }
        for (size_t i = 0; i < count; ++i, around = around->parent.get())
            frames[i] = {around->values, i + 1 < count ? &frames[i + 1] : nullptr, around->item};
        if (count > 0) innermost_ = frames;
    }
    Surroundings(Surroundings const&) = delete;
    Surroundings& operator=(Surroundings const&) = delete;

    Frame const* innermost() const { return innermost_; }

private:
    std::array<Frame, 6> few_;
    std::vector<Frame> many_;
    Frame const* innermost_ = nullptr;
};

Value call_of(Call const& call, Builtin const* builtin) {
    return call_builtin(*builtin, call.arguments, call.names, call.span, call.evaluation);
}

Value call_of(Call const& call, Lambda const& lambda) {
    auto const bound = bind(call, lambda.parameters);
    if (!bound) return {};
    Surroundings const around(lambda.around.get());
    auto result = evaluate(*lambda.body, Frame{*bound, around.innermost()}, call.evaluation);
    return as_declared(call, std::move(result), lambda.result);
}

Value call_of(Call const& call, Native const& native) {
    auto const bound = bind(call, native.parameters);
    if (!bound) return {};
    return as_declared(call, native.evaluate(*bound, call.evaluation), native.result);
}

}  // namespace

Value call(Function const& function, std::span<Value const> arguments,
           std::span<std::string const> names, Span span, Evaluation& evaluation) {
    OneDeeper const deeper(evaluation);
    if (deeper.too_deep())
        return evaluation.fail(span, ErrorCode::kFeelLimit,
                               {"depth", std::to_string(evaluation.limits().depth_max)});
    if (!evaluation.take(1 + arguments.size())) return {};
    Call const this_call{function, arguments, names, span, evaluation};
    return std::visit([&](auto const& is) { return call_of(this_call, is); }, function.is);
}

}  // namespace agglo::feel
