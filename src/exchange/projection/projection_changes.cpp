#include "exchange/projection/projection_changes.h"

#include <map>
#include <set>

#include "journal/erasure.h"

namespace agglo {

namespace {

/// Entity and field by name, as entries have them.
using FieldName = std::pair<std::string, std::string>;
/// Tables whose rows may change scope when the field of another record changes.
using ScopeSteps = std::map<FieldName, std::set<size_t>>;

ScopeSteps scope_steps(Snapshot const& snapshot, Viewer const& viewer,
                       ProjectionLayout const& layout) {
    ScopeSteps steps;
    auto const& model = *snapshot.model;
    for (size_t t = 0; t < layout.tables.size(); ++t) {
        auto const index = layout.tables[t].entity;
        if (EntityAccess(snapshot, viewer, index).all_rows()) continue;
        auto const* at = &model.entities[index];
        for (auto const& step : model.entities[index].scope) {
            if (at != &model.entities[index]) steps[{at->name, step}].insert(t);
            at = &model.entities[*at->fields[*at->field_index(step)].target];
        }
        // Regions lie in one another, and a role names them by code.
        for (auto const* field : {"parent", "code"}) steps[{at->name, field}].insert(t);
    }
    return steps;
}

class ChangeCollector {
public:
    ChangeCollector(Snapshot const& snapshot, Viewer const& viewer, ProjectionLayout const& layout)
        : model_(*snapshot.model),
          layout_(layout),
          steps_(scope_steps(snapshot, viewer, layout)),
          touched_(layout.tables.size()) {}

    void see(RecordChange const& change) {
        erases_ |= change.entity == kErasureEntity && change.kind == ChangeKind::kCreate;
        auto const entity = model_.entity_index(change.entity);
        auto const table = entity ? layout_.table_of(*entity) : std::nullopt;
        if (table) touched_[*table].insert(change.id);
        // No unchanged record refers to one that has just been made.
        if (change.kind == ChangeKind::kCreate) return;
        for (auto const& field : change.fields) {
            auto const found = steps_.find({change.entity, field.field});
            if (found != steps_.end()) whole_.insert(found->second.begin(), found->second.end());
        }
    }

    ProjectionChanges changes() const {
        ProjectionChanges found{{}, erases_};
        auto& changes = found.tables;
        for (size_t t = 0; t < touched_.size(); ++t) {
            bool const whole = whole_.contains(t);
            if (!whole && touched_[t].empty()) continue;
            changes.push_back({t, whole, {}});
            if (!whole) changes.back().touched.assign(touched_[t].begin(), touched_[t].end());
        }
        return found;
    }

private:
    Model const& model_;
    ProjectionLayout const& layout_;
    ScopeSteps steps_;
    std::vector<std::set<RecordId>> touched_;  // by table
    std::set<size_t> whole_;
    bool erases_ = false;
};

}  // namespace

Result<ProjectionChanges> changes_since(Journal const& journal, Snapshot const& snapshot,
                                        Viewer const& viewer, ProjectionLayout const& layout,
                                        Sequence since) {
    ChangeCollector collector(snapshot, viewer, layout);
    auto const last = snapshot.point.sequence;
    if (since >= last) return collector.changes();
    TRY(journal.read(since + 1, [&](StoredEntry const& stored) {
        for (auto const& change : stored.entry.changes) collector.see(change);
        return stored.entry.sequence < last;
    }));
    return collector.changes();
}

}  // namespace agglo
