// Undoing a batch, as the model has it.
#include <algorithm>

#include "ledger_model.h"

namespace agglo {

namespace {

using Record = std::pair<std::string, RecordId>;

struct Step {
    RecordChange const* done;  ///< by the batch
    UndoFate fate = UndoFate::kUndone;
    std::optional<CommandChange> change = {};
};

CommandChange way_back(RecordChange const& done, std::vector<FieldChange> const& fields,
                       int64_t version) {
    CommandChange back{ChangeKind::kUpdate, done.entity, done.id, version, {}};
    if (done.kind == ChangeKind::kCreate || done.kind == ChangeKind::kRestore)
        back.kind = ChangeKind::kDelete;
    if (done.kind == ChangeKind::kDelete) back.kind = ChangeKind::kRestore;
    if (back.kind != ChangeKind::kUpdate) return back;
    for (auto const& field : fields) {
        if (!field.redacted) back.facts.push_back({field.field, field.before});
    }
    return back;
}

Step plan_one(ModelState const& state, RecordChange const& done, UndoChoice const& choice) {
    if (!choice.only.empty() && !choice.only.contains({done.entity, done.id}))
        return {&done, UndoFate::kLeftOut};
    auto const& now = state.at(done.entity).at(done.id);
    if (now.version == done.version)
        return {&done, UndoFate::kUndone, way_back(done, done.fields, now.version)};
    std::vector<FieldChange> untouched;
    for (auto const& field : done.fields) {
        if (!field.redacted && now.value(field.field) == field.after) untouched.push_back(field);
    }
    bool const partly =
        choice.partly && done.kind == ChangeKind::kUpdate && now.live && !untouched.empty();
    if (!partly) return {&done, UndoFate::kEdited};
    return {&done, UndoFate::kPartly, way_back(done, untouched, now.version)};
}

/// What others refer to stays, and so, then, what that refers to.
void keep_referenced(ModelState const& state, std::vector<Step>& steps) {
    for (bool again = true; again;) {
        again = false;
        std::set<Record> leaving;
        for (auto const& step : steps) {
            if (step.change && step.change->kind == ChangeKind::kDelete)
                leaving.insert({step.done->entity, step.done->id});
        }
        for (auto& step : steps) {
            if (!step.change || step.change->kind != ChangeKind::kDelete) continue;
            auto const from = referrers(state, step.done->entity, step.done->id);
            if (std::includes(leaving.begin(), leaving.end(), from.begin(), from.end())) continue;
            step.fate = UndoFate::kReferenced;
            step.change.reset();
            again = true;
            break;
        }
    }
}

std::vector<CommandChange> changes_of(std::vector<Step> const& steps) {
    std::vector<CommandChange> changes;
    for (auto const& step : steps) {
        if (step.change) changes.push_back(*step.change);
    }
    return changes;
}

/// Keeps what a command of the rest would be refused for; whether there was any.
bool keep_refused(ModelState const& state, std::vector<Step>& steps) {
    auto const verdict = check_by_model(state, changes_of(steps));
    std::vector<Step*> asked;
    for (auto& step : steps) {
        if (step.change) asked.push_back(&step);
    }
    for (auto const& complaint : verdict.complaints) {
        asked[complaint.change]->fate = UndoFate::kRefused;
        asked[complaint.change]->change.reset();
    }
    return !verdict.complaints.empty();
}

}  // namespace

ModelUndo undo_by_model(ModelState const& state, Entry const& batch, UndoChoice const& choice) {
    std::vector<Step> steps;
    for (auto const& done : batch.changes) steps.push_back(plan_one(state, done, choice));
    keep_referenced(state, steps);
    while (keep_refused(state, steps)) keep_referenced(state, steps);
    ModelUndo undo{{}, changes_of(steps)};
    for (auto const& step : steps) {
        undo.fates += (undo.fates.empty() ? "" : ", ") + step.done->entity + " " +
                      std::to_string(step.done->id) + " " + std::string(name_of(step.fate));
    }
    return undo;
}

}  // namespace agglo
