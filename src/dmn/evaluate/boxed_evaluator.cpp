#include "dmn/evaluate/boxed_evaluator.h"

#include "dmn/evaluate/coerce.h"
#include "dmn/evaluate/functions.h"
#include "feel/syntax/parser.h"
#include "feel/value/unknown.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;

namespace {

/// What `for` walks over: lists, ranges; a value alone is a list of itself.
feel::ExpressionPtr const& domain_expression() {
    static feel::ExpressionPtr const parsed = [] {
        feel::Environment const around{{{"domain", feel::any_type()}}};
        return feel::parse_expression("for i in domain return i", around).value();
    }();
    return parsed;
}

}  // namespace

struct FormEvaluator {
    BoxedEvaluator& evaluator;
    Boxed const& boxed;
    std::string_view name;

    Value operator()(LiteralForm const& form) const { return evaluator.evaluate(form.text); }
    Value operator()(TablePtr const& form) const { return evaluate_table(*form, name, evaluator); }
    Value operator()(ContextForm const& form) const { return evaluator.context(form); }
    Value operator()(RelationForm const& form) const { return evaluator.relation(form); }
    Value operator()(ListForm const& form) const { return evaluator.list(form); }
    Value operator()(InvocationForm const& form) const { return evaluator.invocation(form, name); }
    Value operator()(FunctionForm const& form) const {
        return evaluator.function(form, boxed, name);
    }
    Value operator()(ConditionalForm const& form) const { return evaluator.conditional(form); }
    Value operator()(FilterForm const& form) const { return evaluator.filter(form); }
    Value operator()(IterationForm const& form) const { return evaluator.iteration(form); }
};

Value BoxedEvaluator::evaluate(BoxedPtr const& boxed, std::string_view name) {
    if (!boxed) return {};
    Inward const inward(around_.evaluation);
    if (!inward.ok() || !around_.evaluation.take(1)) return {};
    auto value = std::visit(FormEvaluator{*this, *boxed, name}, boxed->form);
    // The type of a function's text is its result's, seen to when it is called.
    if (std::holds_alternative<FunctionForm>(boxed->form)) return value;
    return coerce(std::move(value), boxed->type, name, around_);
}

Value BoxedEvaluator::evaluate(FeelText const& text) {
    if (text.parsed) return feel::evaluate(*text.parsed, slots_, around_.evaluation);
    return text.wrong ? around_.fail(*text.wrong) : Value();
}

bool BoxedEvaluator::passes(FeelText const& tests, Value const& value) {
    return asked(tests, value).is_true();
}

Value BoxedEvaluator::asked(FeelText const& tests, Value const& value) {
    if (tests.parsed) return feel::satisfies(*tests.parsed, value, slots_, around_.evaluation);
    if (tests.wrong) around_.fail(*tests.wrong);
    return Value(!tests.wrong);
}

Value BoxedEvaluator::context(ContextForm const& form) {
    auto const outer = slots_.size();
    feel::Context made;
    for (auto const& entry : form.entries) {
        auto value = coerce(evaluate(entry.value, entry.variable.name), entry.variable.type,
                            entry.variable.name, around_);
        if (!form.result) made.set(entry.variable.name, value);
        slots_.push_back(std::move(value));
    }
    auto result = form.result ? evaluate(form.result, "result") : Value(std::move(made));
    slots_.resize(outer);
    return result;
}

Value BoxedEvaluator::relation(RelationForm const& form) {
    std::vector<Value> rows;
    for (auto const& row : form.rows) {
        feel::Context made;
        for (size_t i = 0; i < form.columns.size(); ++i) {
            auto const& column = form.columns[i];
            auto value = i < row.size() ? evaluate(row[i], column.name) : Value();
            made.set(column.name, coerce(std::move(value), column.type, column.name, around_));
        }
        rows.emplace_back(std::move(made));
    }
    return feel::make_list(std::move(rows));
}

Value BoxedEvaluator::list(ListForm const& form) {
    std::vector<Value> items;
    for (auto const& item : form.items) items.push_back(evaluate(item, "item"));
    return feel::make_list(std::move(items));
}

Value BoxedEvaluator::invocation(InvocationForm const& form, std::string_view name) {
    auto const callee = evaluate(form.callee, name);
    auto const* function = callee.function();
    if (!function) return around_.fail(ErrorCode::kFeelNotAFunction, {feel::to_feel(callee)});
    std::vector<Value> arguments;
    std::vector<std::string> names;
    for (auto const& binding : form.bindings) {
        auto value = evaluate(binding.value, binding.variable.name);
        arguments.push_back(
            coerce(std::move(value), binding.variable.type, binding.variable.name, around_));
        names.push_back(binding.variable.name);
    }
    return feel::call(*function, arguments, names, {}, around_.evaluation);
}

Value BoxedEvaluator::function(FunctionForm const& form, Boxed const& boxed,
                               std::string_view name) {
    return closure(form, boxed, name, slots_, around_);
}

Value BoxedEvaluator::conditional(ConditionalForm const& form) {
    auto const condition = evaluate(form.condition, "if");
    if (condition.unknown()) {
        auto const then = evaluate(form.then, "then");
        return feel::either(condition, then, evaluate(form.otherwise, "else"));
    }
    if (condition.is_true()) return evaluate(form.then, "then");
    if (condition.is_false() || condition.is_null()) return evaluate(form.otherwise, "else");
    return around_.fail(ErrorCode::kFeelNotBoolean, {feel::to_feel(condition)});
}

Value BoxedEvaluator::filter(FilterForm const& form) {
    auto const source = evaluate(form.in, "in");
    auto const* text = form.match ? std::get_if<LiteralForm>(&form.match->form) : nullptr;
    if (text && text->text.wrong) return around_.fail(*text->text.wrong);
    if (!form.filter) return filter_items(form, source);
    slots_.push_back(source);
    auto value = feel::evaluate(*form.filter, slots_, around_.evaluation);
    slots_.pop_back();
    // One by its number is still a list of what is left.
    return value.is_null() || value.list() ? value : feel::make_list({std::move(value)});
}

Value BoxedEvaluator::filter_items(FilterForm const& form, Value const& source) {
    if (source.is_null()) return around_.fail(ErrorCode::kFeelWrongType, {"list", "null"});
    if (source.unknown()) return source;
    auto const list = source.list() ? *source.list() : feel::List{source};
    auto const outer = slots_.size();
    std::vector<Value> kept;
    for (auto const& item : list) {
        for (auto const& name : form.item_names) {
            auto const* entry = item.context() ? item.context()->find(name) : nullptr;
            slots_.push_back(entry ? *entry : Value());
        }
        slots_.push_back(item);
        auto const match = evaluate(form.match, "match");
        slots_.resize(outer);
        if (match.unknown()) return *feel::unknown_of(source, match);
        if (match.is_true()) kept.push_back(item);
        if (around_.evaluation.exhausted()) return {};
    }
    return feel::make_list(std::move(kept));
}

Value BoxedEvaluator::iteration(IterationForm const& form) {
    auto const source = evaluate(form.in, "in");
    Value items = source;
    if (!source.list()) {
        items = feel::evaluate(*domain_expression(), std::span(&source, 1), around_.evaluation);
    }
    if (items.unknown()) return items;
    if (!items.list()) return {};
    return form.kind == IterationForm::Kind::kFor ? for_each(form, *items.list())
                                                  : quantified(form, *items.list());
}

Value BoxedEvaluator::for_each(IterationForm const& form, feel::List const& items) {
    std::vector<Value> results;
    for (auto const& item : items) {
        slots_.push_back(item);
        if (!around_.evaluation.take_bytes(results.size() * sizeof(Value))) return {};
        slots_.push_back(feel::make_list(results));
        results.push_back(evaluate(form.body, "return"));
        slots_.resize(slots_.size() - 2);
        if (around_.evaluation.exhausted()) return {};
    }
    return feel::make_list(std::move(results));
}

// 10.2.2.12: null as soon as one is no boolean, whatever the others are.
Value BoxedEvaluator::quantified(IterationForm const& form, feel::List const& items) {
    bool const every = form.kind == IterationForm::Kind::kEvery;
    bool found = false;
    for (auto const& item : items) {
        slots_.push_back(item);
        auto const value = evaluate(form.body, "satisfies");
        slots_.pop_back();
        if (value.unknown()) return value;
        if (!value.as<bool>()) {
            return around_.fail(ErrorCode::kFeelNotBoolean, {feel::to_feel(value)});
        }
        found |= *value.as<bool>() != every;
    }
    return every != found;
}

}  // namespace agglo::dmn
