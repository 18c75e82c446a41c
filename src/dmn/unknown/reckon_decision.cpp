#include "dmn/unknown/reckon_decision.h"

#include <set>

#include "dmn/evaluate/session.h"
#include "dmn/model/decision_table.h"

namespace agglo::dmn {

using feel::Value;

namespace {

/// Gathers how missing inputs are used throughout a requirement graph.
class GraphUses {
public:
    GraphUses(Model const& model, feel::FactUses& uses, std::vector<Value> const& inputs,
              feel::Evaluation& evaluation)
        : model_(model), uses_(uses), inputs_(inputs), evaluation_(evaluation) {}

    void visit(size_t number) {
        if (!seen_.insert(number).second) return;
        auto const& decision = *model_.decisions[number];
        around_ = {};
        std::vector<Value> slots;
        std::vector<size_t> required;
        for (auto const& source : decision.sources) {
            bool const input = source.kind == Source::Kind::kInput;
            // What is no input bears a name that no fact has.
            around_.members.push_back({input ? source.name : "\x01", feel::any_type()});
            slots.push_back(input ? inputs_[source.index] : feel::make_unknown({"\x01"}));
            if (source.kind == Source::Kind::kGroup) whole_group(source);
            if (source.kind == Source::Kind::kDecision) required.push_back(source.index);
        }
        slots_ = std::move(slots);
        boxed(decision.logic.get());
        for (auto const each : required) visit(each);
    }

private:
    void whole_group(Source const& group) {
        for (auto const& part : group.parts) uses_.used_otherwise(part.name);
    }

    void text(FeelText const& text) {
        if (text.parsed) uses_.gather(*text.parsed, around_, slots_, evaluation_);
    }

    void boxed(Boxed const* logic) {
        if (!logic) return;
        if (auto const* literal = std::get_if<LiteralForm>(&logic->form))
            return text(literal->text);
        if (auto const* table = std::get_if<TablePtr>(&logic->form)) return this->table(**table);
        if (auto const* choice = std::get_if<ConditionalForm>(&logic->form)) {
            for (auto const* part : {&choice->condition, &choice->then, &choice->otherwise})
                boxed(part->get());
            return;
        }
        if (auto const* list = std::get_if<ListForm>(&logic->form)) {
            for (auto const& item : list->items) boxed(item.get());
            return;
        }
        if (auto const* context = std::get_if<ContextForm>(&logic->form)) return entries(*context);
        everything_otherwise();  // forms that pass values on
    }

    /// Each entry is a slot more for those after it.
    void entries(ContextForm const& context) {
        auto const outer = slots_.size();
        for (auto const& entry : context.entries) {
            boxed(entry.value.get());
            for (auto& member : around_.members)
                if (member.name == entry.variable.name) member.name = "\x01";
            around_.members.push_back({"\x01", feel::any_type()});
            slots_.push_back(feel::make_unknown({"\x01"}));
        }
        boxed(context.result.get());
        around_.members.resize(outer);
        slots_.resize(outer);
    }

    void everything_otherwise() {
        for (auto const& member : around_.members) uses_.used_otherwise(member.name);
    }

    void table(DecisionTable const& table) {
        for (size_t i = 0; i < table.inputs.size(); ++i) {
            auto const& clause = table.inputs[i];
            if (!clause.expression.parsed) continue;
            auto const path = uses_.path_of(*clause.expression.parsed, around_);
            if (!uses_.is_missing(path)) {
                text(clause.expression);
                continue;
            }
            if (clause.values.parsed) tests(path, clause.values);
            for (auto const& rule : table.rules) tests(path, rule.tests[i]);
        }
        for (auto const& rule : table.rules)
            for (auto const& output : rule.outputs) text(output);
        for (auto const& output : table.outputs) text(output.default_entry);
    }

    void tests(std::string const& path, FeelText const& tests) {
        if (tests.parsed) uses_.gather_tests(path, *tests.parsed, around_, slots_, evaluation_);
    }

    Model const& model_;
    feel::FactUses& uses_;
    std::vector<Value> const& inputs_;
    feel::Evaluation& evaluation_;
    std::set<size_t> seen_;
    feel::Environment around_;
    std::vector<Value> slots_;
};

/// The inputs as slots of an environment, so that facts within them can be placed.
struct Inputs {
    feel::Environment around;
    std::vector<Value> values;

    Inputs(Model const& model, feel::Context const& given) {
        for (auto const* input : model.inputs) {
            auto const& name = input->variable_name();
            auto const* value = given.find(name);
            around.members.push_back({name, feel::any_type()});
            values.push_back(value ? *value : Value());
        }
    }
};

/// What is known of the values a whole input may have.
void constrain(Model const& model, std::vector<feel::MissingFact>& missing) {
    for (auto& fact : missing) {
        auto const input = model.find_input(fact.path);
        if (!input) continue;
        auto const& type = model.inputs[*input]->variable.type;
        if (!type.given()) continue;
        if (type.type->kind == feel::Type::Kind::kBoolean && fact.domain.empty())
            fact.domain = {Value(false), Value(true)};
        if (type.constraints && type.constraints->own.size() == 1 && !fact.allowed)
            fact.allowed = type.constraints->own.front().tests;
    }
}

}  // namespace

std::vector<feel::MissingFact> missing_inputs(Model const& model, size_t decision,
                                              feel::Context const& inputs) {
    std::vector<feel::MissingFact> missing;
    for (auto const& need : model.needs(decision)) {
        auto const* value = inputs.find(need.name);
        if (!value || value->is_null()) missing.push_back({need.name});
    }
    return missing;
}

feel::Reckoned reckon_decision(Model const& model, size_t decision, feel::Context const& inputs,
                               std::vector<feel::MissingFact> missing,
                               feel::Evaluation& evaluation) {
    evaluation.reckon_unknowns();
    constrain(model, missing);
    Inputs base(model, inputs);
    std::vector<std::string> names;
    for (auto const& fact : missing) names.push_back(fact.path);
    auto const ask = [&](std::span<Value const> facts) {
        auto values = base.values;
        for (size_t f = 0; f < missing.size(); ++f)
            feel::place_fact(values, base.around, missing[f].path, facts[f]);
        Session session({model, evaluation});
        for (size_t i = 0; i < values.size(); ++i) session.give_input(i, values[i]);
        return feel::small_outcome(session.decision(decision), names, evaluation);
    };
    std::vector<Value> unknown;
    for (auto const& fact : missing) unknown.push_back(feel::make_unknown({fact.path}));
    auto plain = ask(unknown);
    if (!feel::is_unknown(plain)) return {std::move(plain), {}};
    auto placed = base.values;
    for (size_t f = 0; f < missing.size(); ++f)
        feel::place_fact(placed, base.around, missing[f].path, unknown[f]);
    feel::FactUses uses(missing);
    GraphUses(model, uses, placed, evaluation).visit(decision);
    std::vector<std::vector<Value>> cells;
    for (auto const& fact : missing) cells.push_back(uses.cells(fact, evaluation));
    auto reckoned = feel::reckon_worlds(missing, cells, ask);
    if (evaluation.exhausted()) return {Value(), names};  // not all worlds were seen
    return reckoned;
}

}  // namespace agglo::dmn
