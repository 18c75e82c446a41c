#pragma once
// Access: what a viewer's roles come to on one entity of a snapshot (docs/access.md). Every answer
// that leaves the ledger asks here, and `desk` asks here before it writes.
//
//   EntityAccess const access(snapshot, viewer, project);
//   access.may_read_row(row);                 // the row lies in a grant that reads
//   access.may_read_field(total_investment);  // on every row that may be read: fit to filter by
//   access.rights(row).shows(contact);        // on this row
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "column/predicate.h"
#include "query/access_rule.h"
#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

class EntityAccess;

/// What a viewer may do with one record: the grants that mean it, added up.
class RowRights {
public:
    bool may(Action action) const;
    bool shows(size_t field) const;
    /// Whether the field may be set; `action` is kCreate or kEdit.
    bool sets(Action action, size_t field) const;
    /// Positions in EntityAccess::rules() of the grants that mean the record.
    std::vector<size_t> rules() const;

private:
    friend class EntityAccess;
    RowRights(EntityAccess const& access, uint64_t matched, uint64_t readable)
        : access_(&access), matched_(matched), readable_(readable) {}

    EntityAccess const* access_;
    uint64_t matched_;   ///< by rule
    uint64_t readable_;  ///< the same, or none where the record is hidden at present
};

/// A viewer's rights on one entity, worked out once per request and used by one thread.
class EntityAccess {
public:
    /// More grants of one viewer on one entity give nothing.
    static constexpr size_t kRulesMax = 64;

    EntityAccess(Snapshot const& snapshot, Viewer const& viewer, size_t entity);

    Snapshot const& snapshot() const { return *snapshot_; }
    Viewer const& viewer() const;
    /// Whether some rows, or rows that may come to be, allow the action.
    bool may(Action action) const { return allowed_.has(action); }
    bool may_read() const { return may(Action::kRead); }
    /// Whether the field may be read on every row that may be read: only then it may be asked
    /// about (filters, sorting, grouping), since an answer tells of hidden values too.
    bool may_read_field(size_t field) const { return field_visible_[field] != 0; }
    /// Whether it may be read on some rows: what a form or a list has a place for.
    bool may_read_field_somewhere(size_t field) const;
    /// Whether it may be set on some rows.
    bool may_set_field(size_t field) const;

    RowRights rights(size_t row) const;
    /// The rights on a record as it stands in `facts`; on where it lies, not on conditions.
    RowRights rights_by_place(FactSource const& facts, RecordId id) const;
    /// The same with conditions.
    RowRights rights(FactSource const& facts, RecordId id) const;

    /// Live or not is another question.
    bool may_read_row(size_t row) const { return all_rows_ || rights(row).may(Action::kRead); }
    /// Whether all rows may be read.
    bool all_rows() const { return all_rows_; }
    /// The rows that allow the action, as a predicate over the entity's table.
    Predicate row_filter(Action action = Action::kRead) const;

    /// Entities whose records, beside the row itself, decide which rows may be read: places, what
    /// lies on the way to them, and what conditions read. This one is among them when other rows of
    /// it do.
    std::vector<size_t> entities_of_scope() const;

    /// What names a record (EntityView::label and code) without the fields the viewer may not see.
    std::string label(size_t row) const;
    std::string code(size_t row) const;

    /// The same viewer's rights on another entity, worked out when first asked for.
    EntityAccess const& of(size_t entity) const;

    std::vector<AccessRule> const& rules() const { return rules_; }
    Grant const& grant_of(AccessRule const& rule) const;

private:
    friend class RowRights;
    struct Caller;  ///< the viewer and its places, shared by the entities
    EntityAccess(Snapshot const& snapshot, std::shared_ptr<Caller> caller, size_t entity);

    void collect_rules();
    void add_rule(size_t held, size_t grant_number, Grant const& grant);
    std::shared_ptr<Formula const> condition(Grant const& grant, bool& never) const;
    void show_fields();
    void hide_derived();
    void judge_by_now();
    std::optional<size_t> row_now(size_t row) const;
    RowRights rights_of(uint64_t matched, bool hidden) const;
    uint64_t rules_that(Action action) const;

    Snapshot const* snapshot_;
    std::shared_ptr<Caller> caller_;
    size_t entity_;
    Actions allowed_;
    bool all_rows_ = false;
    std::vector<AccessRule> rules_;
    std::vector<uint8_t> field_visible_;
    std::vector<uint64_t> shown_by_;  ///< by field: rules that read it
    std::vector<uint64_t> named_by_;  ///< by field: rules whose classes and fields it is among
    /// Rights on the entity as it is at present, for a snapshot of the past.
    std::shared_ptr<EntityAccess const> now_;
    mutable std::map<size_t, std::shared_ptr<EntityAccess const>> others_;
};

}  // namespace agglo
