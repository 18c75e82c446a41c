#pragma once
// Access: what a viewer's roles come to on one entity of a snapshot.
#include <memory>
#include <optional>
#include <vector>

#include "column/predicate.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

/// A viewer's rights on one entity, worked out once per request.
class EntityAccess {
public:
    EntityAccess(Snapshot const& snapshot, Viewer const& viewer, size_t entity);

    bool may_read() const { return may_read_; }
    bool may_edit() const { return may_edit_; }
    bool may_read_field(size_t field) const { return field_visible_[field] != 0; }
    /// Whether the row lies in the viewer's scope. Live or not is another question.
    bool may_read_row(size_t row) const;
    /// Whether a record whose first scope reference is `reference` would lie in the viewer's scope.
    bool may_hold(Reference reference) const;
    /// The same as a predicate over the entity's table.
    Predicate row_filter() const;
    bool all_rows() const { return all_rows_; }

private:
    /// Whether the region reached from a row of `entity` by scope_path_ from `step` on is in scope.
    bool reaches_scope(size_t entity, size_t row, size_t step) const;

    Snapshot const* snapshot_;
    size_t entity_;
    bool may_read_ = false;
    bool may_edit_ = false;
    bool all_rows_ = false;
    std::vector<uint8_t> field_visible_;
    std::vector<size_t> scope_path_;  ///< field indexes from the entity to region
    std::vector<uint8_t> regions_;    ///< by region row: in scope
};

}  // namespace agglo
