#include "desk/changed_facts.h"

#include <algorithm>

namespace agglo {

ChangedFacts::ChangedFacts(Snapshot const& snapshot, std::span<RecordChange const> changes)
    : before_(snapshot) {
    for (auto const& change : changes) {
        auto const entity = snapshot.model->entity_index(change.entity);
        if (entity) changes_.emplace(std::pair(*entity, change.id), &change);
    }
}

RecordChange const* ChangedFacts::change_of(size_t entity, RecordId id) const {
    auto const found = changes_.find({entity, id});
    return found == changes_.end() ? nullptr : found->second;
}

Value ChangedFacts::value(FieldAddress what, RecordId id) const {
    if (auto const* change = change_of(what.entity, id)) {
        auto const& name = model().entities[what.entity].fields[what.field].name;
        for (auto const& each : change->fields) {
            if (each.field == name) return each.after;
        }
    }
    return before_.value(what, id);
}

bool ChangedFacts::live(size_t entity, RecordId id) const {
    auto const* change = change_of(entity, id);
    if (!change || change->kind == ChangeKind::kUpdate) return before_.live(entity, id);
    return change->kind != ChangeKind::kDelete;
}

std::vector<RecordId> ChangedFacts::referring(FieldAddress reference, RecordId target) const {
    auto const [place, is_new] = referring_.try_emplace(reference);
    for (auto const& [record, change] : changes_) {
        if (!is_new) break;
        auto const& [entity, id] = record;
        if (entity != reference.entity || !live(entity, id)) continue;
        auto const value = this->value(reference, id);
        if (auto const* to = value.get<Reference>()) place->second.emplace(to->id, id);
    }
    auto records = before_.referring(reference, target);
    std::erase_if(records, [&](RecordId id) { return change_of(reference.entity, id); });
    auto const [first, last] = place->second.equal_range(target);
    for (auto each = first; each != last; ++each) records.push_back(each->second);
    std::sort(records.begin(), records.end());
    return records;
}

}  // namespace agglo
