#include "proof/disclosure.h"

#include <algorithm>
#include <map>

#include "journal/entry_form.h"
#include "journal/erasure.h"
#include "query/access.h"

namespace agglo {

namespace {

bool is_in(auto const& list, auto const& wanted) {
    return list.empty() || std::find(list.begin(), list.end(), wanted) != list.end();
}

class Discloser {
public:
    Discloser(SnapshotPtr snapshot, Disclosure disclosure)
        : snapshot_(std::move(snapshot)), disclosure_(std::move(disclosure)) {}

    bool shows(ValuePlace const& place) {
        if (place.entity == kErasureEntity) return true;
        if (place.entity.empty()) return place.field == kReasonName && disclosure_.reasons;
        auto const entity = snapshot_->model->entity_index(place.entity);
        if (!entity || !is_in(disclosure_.entities, place.entity)) return false;
        auto const field = field_of(snapshot_->model->entities[*entity], place.field);
        if (!field) return false;
        return disclosure_.viewer ? shows_viewer(*entity, *field, place.record)
                                  : shows_class(*entity, *field);
    }

private:
    static std::optional<size_t> field_of(Entity const& entity, std::string_view name) {
        if (auto const index = entity.field_index(name)) return index;
        for (size_t i = 0; i < entity.fields.size(); ++i) {
            if (!entity.fields[i].was.empty() && entity.fields[i].was == name) return i;
        }
        return std::nullopt;
    }

    bool shows_class(size_t entity, size_t field) const {
        auto const held = snapshot_->model->entities[entity].fields[field].field_class;
        auto const& classes = disclosure_.classes;
        return std::find(classes.begin(), classes.end(), held) != classes.end();
    }

    bool shows_viewer(size_t entity, size_t field, RecordId record) {
        auto const& access =
            accesses_.try_emplace(entity, *snapshot_, *disclosure_.viewer, entity).first->second;
        auto const row = static_cast<size_t>(record) - 1;
        if (row >= snapshot_->entities[entity].table->rows()) return false;
        auto const rights = access.rights(row);
        return rights.may(Action::kRead) && rights.shows(field);
    }

    SnapshotPtr snapshot_;
    Disclosure disclosure_;
    std::map<size_t, EntityAccess> accesses_;
};

}  // namespace

Result<RedactPlaceIf> hidden_from(SnapshotPtr const& snapshot, Disclosure const& disclosure) {
    for (auto const& entity : disclosure.entities) {
        if (!snapshot->model->find_entity(entity))
            return Error(ErrorCode::kUnknownEntity, {entity});
    }
    if (disclosure.viewer) {
        for (auto const& held : disclosure.viewer->roles) {
            if (!snapshot->model->find_role(held.role))
                return Error(ErrorCode::kForbidden, {held.role});
        }
    }
    auto discloser = std::make_shared<Discloser>(snapshot, disclosure);
    return RedactPlaceIf([discloser](ValuePlace const& place) { return !discloser->shows(place); });
}

}  // namespace agglo
