#include "desk/erasure_check.h"

#include <algorithm>

#include "journal/erasure.h"
#include "query/access.h"

namespace agglo {

namespace {

/// A record of the entity that may be erased from, and its row.
Result<size_t> find_row(Snapshot const& snapshot, Viewer const& viewer, ErasedFields const& wish) {
    auto const entity = snapshot.model->entity_index(wish.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {wish.entity}).at("entity");
    EntityView const view(snapshot, *entity);
    EntityAccess const access(snapshot, viewer, *entity);
    bool const system = wish.entity == "definition" || wish.entity == kErasureEntity;
    if (system || !access.may_read()) {
        return Error(ErrorCode::kForbidden, {view.entity().labels.zh}).at("entity");
    }
    auto const row = view.row_of(wish.id);
    if (!access.may(Action::kAdmin)) return Error(ErrorCode::kForbidden, {"抹除 (erase)"});
    if (row && access.may_read_row(*row)) {
        if (access.rights(*row).may(Action::kAdmin)) return *row;
        return Error(ErrorCode::kForbidden, {"抹除 (erase)"});
    }
    return Error(ErrorCode::kNoSuchRecord, {view.entity().labels.zh, "#" + std::to_string(wish.id)})
        .at("id");
}

/// The names under which the journal may hold the fields.
Result<std::vector<std::string>> names_of(Entity const& entity, ErasedFields const& wish) {
    if (wish.fields.empty()) return Error(ErrorCode::kRequired, {"fields"}).at("fields");
    std::vector<std::string> names;
    for (auto const& name : wish.fields) {
        auto const index = entity.field_index(name);
        if (!index) return Error(ErrorCode::kUnknownField, {name}).at("fields");
        for (auto const& held : {name, entity.fields[*index].was}) {
            bool const listed = std::find(names.begin(), names.end(), held) != names.end();
            if (!held.empty() && !listed) names.push_back(held);
        }
    }
    return names;
}

bool holds(Entry const& entry, Erasure const& erasure) {
    auto const& names = erasure.fields;
    for (auto const& change : entry.changes) {
        if (change.entity != erasure.entity || change.id != erasure.record) continue;
        for (auto const& field : change.fields) {
            bool const named = std::find(names.begin(), names.end(), field.field) != names.end();
            bool const values = !field.before.is_null() || !field.after.is_null();
            bool const reason = erasure.reasons && field.redacted && !entry.reason.empty();
            if (named && (values || reason)) return true;
        }
    }
    return false;
}

Result<void> find_sequences(EntityView const& view, size_t row, Journal const& journal,
                            Erasure& erasure) {
    for (Sequence const sequence : view.history(row)) {
        TRY(journal.read(sequence, [&](StoredEntry const& stored) {
            if (holds(stored.entry, erasure)) erasure.sequences.push_back(sequence);
            return false;
        }));
    }
    return {};
}

}  // namespace

Result<std::vector<RecordChange>> check_erasure(Snapshot const& snapshot, Journal const& journal,
                                                Command const& command) {
    ErasedFields const& wish = *command.erase;
    size_t const row = TRY(find_row(snapshot, command.viewer, wish));
    if (command.reason.empty()) return Error(ErrorCode::kRequired, {"原因 (reason)"}).at("reason");
    EntityView const view(snapshot, *snapshot.model->entity_index(wish.entity));
    Erasure erasure{wish.entity, wish.id, TRY(names_of(view.entity(), wish)), wish.reasons, {}};
    TRY(find_sequences(view, row, journal, erasure));
    if (erasure.sequences.empty()) return std::vector<RecordChange>();
    RecordChange cleared{wish.entity, wish.id, view.version(row) + 1, ChangeKind::kUpdate, {}};
    for (auto const& name : wish.fields) cleared.fields.push_back({name, {}, {}, false});
    EntityView const erasures(snapshot, *snapshot.model->entity_index(kErasureEntity));
    return std::vector<RecordChange>{
        std::move(cleared), change_of(erasure, static_cast<RecordId>(erasures.rows()) + 1)};
}

}  // namespace agglo
