#include "desk/invariant_check.h"

#include "desk/changed_facts.h"
#include "query/derived/derivation.h"

namespace agglo {

namespace {

Error broken(Entity const& entity, Invariant const& invariant) {
    Error error(ErrorCode::kInvariantBroken, {invariant.message.zh, invariant.message.en});
    if (invariant.fields.empty()) return error;
    return std::move(error).at(entity.fields[invariant.fields.front()].name).at("fields");
}

}  // namespace

BrokenInvariants broken_invariants(Snapshot const& snapshot, std::span<RecordChange const> changes,
                                   Date on) {
    BrokenInvariants found;
    auto const& model = *snapshot.model;
    ChangedFacts const changed(snapshot, changes);
    DerivedFacts const facts(changed, on);
    for (size_t i = 0; i < changes.size(); ++i) {
        auto const& change = changes[i];
        auto const entity = model.entity_index(change.entity);
        if (!entity || change.kind == ChangeKind::kDelete) continue;
        for (auto const& invariant : model.entities[*entity].invariants) {
            auto const answer = facts.derivation().answer(*invariant.formula, *entity, change.id);
            if (!answer.as<bool>() || *answer.as<bool>()) continue;
            bool const refuses = invariant.severity == CheckSeverity::kError;
            auto& list = refuses ? found.errors : found.warnings;
            list.emplace_back(i, broken(model.entities[*entity], invariant));
        }
    }
    return found;
}

}  // namespace agglo
