#pragma once
// Access: what a viewer's roles come to on one entity of a snapshot.
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "column/predicate.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

/// A viewer's rights on one entity, worked out once per request and used by one thread.
class EntityAccess {
public:
    EntityAccess(Snapshot const& snapshot, Viewer const& viewer, size_t entity);

    Snapshot const& snapshot() const { return *snapshot_; }
    bool may_read() const { return may_read_; }
    bool may_edit() const { return may_edit_; }
    bool may_read_field(size_t field) const { return field_visible_[field] != 0; }
    /// Whether the row lies in the viewer's scope. Live or not is another question.
    bool may_read_row(size_t row) const;
    /// Whether the row lies in the scope of a role that may edit: a wide role that only reads does
    /// not widen a narrow one that edits.
    bool may_edit_row(size_t row) const;
    bool may_edit_all_rows() const { return may_edit_ && edit_all_rows_; }
    /// Whether a record whose first scope reference is `reference` would lie in the scope of a role
    /// that may edit.
    bool may_hold(Reference reference) const;
    /// may_read_row as a predicate over the entity's table.
    Predicate row_filter() const;
    bool all_rows() const { return all_rows_; }
    /// Field indexes from the entity to region; empty: shared by all, or not asked because all rows
    /// may be read and edited.
    std::vector<size_t> const& scope_path() const { return scope_path_; }
    /// Whether a region lies in the viewer's regions.
    bool has_region(RecordId id) const;

    /// What names a record (EntityView::label and code) without the fields the viewer may not see.
    std::string label(size_t row) const;
    std::string code(size_t row) const;

    /// The same viewer's rights on another entity, worked out when first asked for.
    EntityAccess const& of(size_t entity) const;

private:
    struct Caller;  ///< the viewer and its regions, shared by the entities
    EntityAccess(Snapshot const& snapshot, std::shared_ptr<Caller> caller, size_t entity);

    /// Whether the region reached from a row of `entity` by scope_path_ from `step` on is in scope.
    bool reaches_scope(size_t entity, size_t row, size_t step) const;

    Snapshot const* snapshot_;
    std::shared_ptr<Caller> caller_;
    size_t entity_;
    bool may_read_ = false;
    bool may_edit_ = false;
    bool all_rows_ = false;
    bool edit_all_rows_ = false;
    std::vector<uint8_t> field_visible_;
    std::vector<size_t> scope_path_;
    std::shared_ptr<std::vector<uint8_t> const> regions_;  ///< by region row: in scope
    mutable std::map<size_t, std::shared_ptr<EntityAccess const>> others_;
};

}  // namespace agglo
