// Function definitions and invocations: DMN 1.5, 10.3.2.12 and 10.3.2.13.
#include <algorithm>

#include "feel/evaluate/forms.h"

namespace agglo::feel {

namespace {

/// Copies the frames; `depth` becomes that of the deepest value.
std::shared_ptr<Captured const> captured(Frame const* frame, Evaluation& evaluation,
                                         uint32_t& depth) {
    if (!frame || !evaluation.take_bytes(sizeof(Captured) + frame->values.size_bytes()))
        return nullptr;
    for (auto const& value : frame->values) depth = std::max(depth, parts_of(value).depth);
    auto around = captured(frame->parent, evaluation, depth);
    return std::make_shared<Captured const>(
        Captured{{frame->values.begin(), frame->values.end()}, std::move(around), frame->item});
}

Value external(FunctionDefinition const& node) {
    return Value(std::make_shared<Function const>(
        Function{Native{node.parameters, any_type(),
                        [span = node.body->span](std::span<Value const>, Evaluation& evaluation) {
                            return evaluation.fail(span, ErrorCode::kFeelExternal);
                        }},
                 "external"}));
}

}  // namespace

Value evaluate_definition(FunctionDefinition const& node, Frame const& frame,
                          Evaluation& evaluation) {
    if (node.external) return external(node);
    uint32_t depth = 0;
    auto around = captured(&frame, evaluation, depth);
    if (evaluation.exhausted()) return {};
    return Value(std::make_shared<Function const>(
        Function{Lambda{node.parameters, node.result ? node.result : any_type(), node.body,
                        std::move(around)},
                 "function", depth + 1}));
}

Value evaluate_invocation(Invocation const& node, Span span, Frame const& frame,
                          Evaluation& evaluation) {
    auto const callee = evaluate(*node.callee, frame, evaluation);
    if (callee.unknown()) return callee;
    auto const* function = callee.function();
    if (!function) return evaluation.fail(span, ErrorCode::kFeelNotAFunction, {kind_text(callee)});
    std::vector<Value> arguments;
    arguments.reserve(node.arguments.size());
    for (auto const& argument : node.arguments)
        arguments.push_back(evaluate(*argument, frame, evaluation));
    if (evaluation.reckons_unknowns() && !std::holds_alternative<Lambda>(function->is))
        if (auto unknown = unknown_of(make_list(arguments), {})) return *std::move(unknown);
    return call(*function, arguments, node.names, span, evaluation);
}

}  // namespace agglo::feel
