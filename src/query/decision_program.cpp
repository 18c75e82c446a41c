#include "query/decision_program.h"

#include <algorithm>

#include "dmn/unknown/graph_uses.h"

namespace agglo {

DecisionProgram::DecisionProgram(DecisionQuestion const& question, EntityAccess const& access,
                                 size_t entity, Setting setting)
    : question_(question),
      access_(access),
      entity_(entity),
      setting_(setting),
      records_(access, entity),
      decision_(question, records_, setting.on, setting.budget),
      columns_(decision_.bound().size(), Column(kChunkRows)),
      tuple_(decision_.bound().size()),
      by_classes_(decision_.bound().size()) {
    if (setting_.path == Path::kRows) return;
    bind_classes(*access.snapshot().entities[entity].table);
    auto made = TableProgram::of(decision_);
    table_ = std::move(made.program);
    why_no_table_ = std::move(made.why_not);
}

/// What each input is compared with, throughout the requirement graph.
void DecisionProgram::bind_classes(Table const& table) {
    auto const& model = *question_.model;
    std::vector<feel::MissingFact> facts;
    std::vector<feel::Value> inputs;
    for (auto const* input : model.inputs) {
        auto const* given = question_.given.find(input->name);
        inputs.push_back(given ? *given : feel::Value());
    }
    for (auto const& each : decision_.bound()) {
        auto const& name = model.inputs[each.input]->variable_name();
        facts.push_back({name});
        inputs[each.input] = feel::make_unknown({name});
    }
    feel::FactUses uses(facts);
    auto evaluation = decision_.evaluation();
    evaluation.reckon_unknowns();
    dmn::gather_uses(model, question_.decision, inputs, uses, evaluation);
    auto const& fields = access_.snapshot().model->entities[entity_].fields;
    bool const sure = !evaluation.exhausted() && model.documents.size() == 1;
    for (size_t i = 0; i < facts.size(); ++i) {
        auto const field = records_.field_of(decision_.bound()[i].member);
        auto const* cuts = sure ? uses.cuts(facts[i].path) : nullptr;
        classes_.push_back(InputClasses::of(table, field, fields[field], cuts));
    }
}

void DecisionProgram::outcomes(size_t group, Mask const& wanted, uint32_t* out) {
    for (size_t i = 0; i < classes_.size(); ++i)
        classes_[i].read(group, wanted, columns_[i].data());
    wanted.for_each([&](size_t row) { out[row] = outcome_of(group, row); });
}

uint32_t DecisionProgram::outcome_of(size_t group, size_t in_group) {
    if (!setting_.budget.open() || found_.size() > kOutcomesMax) return 0;
    size_t const row = group * kChunkRows + in_group;
    if (setting_.path == Path::kRows) return ask(row);
    bool missing = !decision_.unbound().empty();
    for (size_t i = 0; i < tuple_.size(); ++i) {
        tuple_[i] = columns_[i][in_group];
        missing = missing || tuple_[i] == InputClasses::kNull;
    }
    bool const worlds = question_.unknown && missing;
    return table_ && !worlds ? by_table(row) : by_classes(row);
}

uint32_t DecisionProgram::by_classes(size_t row) {
    bool const in_class =
        std::find(tuple_.begin(), tuple_.end(), InputClasses::kNone) == tuple_.end();
    auto* known = in_class ? by_classes_.slot(tuple_) : nullptr;
    if (!known) return ask(row);
    if (*known == Memo::kUnset) *known = ask(row);
    return *known;
}

uint32_t DecisionProgram::by_table(size_t row) {
    auto* known = table_->matching(tuple_, row);
    if (!known) return ask(row);
    if (*known == Memo::kUnset) *known = ask(row);
    return *known;
}

uint32_t DecisionProgram::ask(size_t row) {
    ++evaluated_;
    return keep(decision_.ask(row));
}

uint32_t DecisionProgram::keep(DecisionOutcome outcome) {
    auto const next = static_cast<uint32_t>(found_.size());
    auto const [at, added] = places_.try_emplace(outcome.text, next);
    if (added) found_.push_back(std::move(outcome));
    return at->second;
}

Result<void> DecisionProgram::state() const {
    TRY(setting_.budget.outcome());
    if (found_.size() <= kOutcomesMax) return {};
    return Error(ErrorCode::kTooLarge, {"outcomes", std::to_string(kOutcomesMax)});
}

SweepExplanation DecisionProgram::explanation() const {
    SweepExplanation told;
    told.path = setting_.path == Path::kRows ? "rows" : table_ ? "table" : "classes";
    told.why = why_no_table_;
    told.evaluated = evaluated_;
    auto const& model = *question_.model;
    auto const& fields = access_.snapshot().model->entities[entity_].fields;
    for (auto const& [name, value] : question_.given.entries())
        told.inputs.push_back({name, {}, "given", 1});
    for (auto const input : decision_.unbound())
        told.inputs.push_back({model.inputs[input]->name, {}, "missing", 1});
    for (size_t i = 0; i < decision_.bound().size(); ++i) {
        auto const& each = decision_.bound()[i];
        bool const cells = i < classes_.size() && classes_[i].in_cells();
        told.inputs.push_back(
            {model.inputs[each.input]->name, fields[records_.field_of(each.member)].name,
             cells ? "cells" : "values", i < classes_.size() ? classes_[i].size() : 0});
    }
    return told;
}

}  // namespace agglo
