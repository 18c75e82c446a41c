#include "dmn/unknown/graph_uses.h"

#include <set>

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
            if (input) constraints(source.name, model_.inputs[source.index]->variable.type);
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
            auto path = uses_.path_of(*clause.expression.parsed, around_);
            if (!uses_.is_missing(path)) {
                text(clause.expression);
                path.clear();  // entries may still read facts
            }
            constraints(path, clause.type);
            tests(path, clause.values);
            for (auto const& rule : table.rules) tests(path, rule.tests[i]);
        }
        for (auto const& rule : table.rules)
            for (auto const& output : rule.outputs) text(output);
        for (auto const& output : table.outputs) {
            text(output.default_entry);
            tests({}, output.values);
        }
    }

    /// What a value of a declared type is put to.
    void constraints(std::string const& path, ItemType const& type) {
        if (path.empty() || !type.constraints) return;
        for (auto const& each : type.constraints->own)
            uses_.gather_tests(path, *each.tests, {}, {}, evaluation_);
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

}  // namespace

void gather_uses(Model const& model, size_t decision, std::vector<Value> const& inputs,
                 feel::FactUses& uses, feel::Evaluation& evaluation) {
    GraphUses(model, uses, inputs, evaluation).visit(decision);
}

}  // namespace agglo::dmn
