#include "query/derived/derived_columns.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "column/adopt_columns.h"
#include "query/derived/derivation.h"
#include "state/cell.h"

namespace agglo {

namespace {

using Rows = std::vector<size_t>;

void join(Rows& rows, Rows const& more) {
    rows.insert(rows.end(), more.begin(), more.end());
}

void settle(Rows& rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

Rows all_rows(size_t count) {
    Rows rows(count);
    std::iota(rows.begin(), rows.end(), size_t{0});
    return rows;
}

/// Fills the derived columns of one snapshot in the order in which they hang on each other.
class Filling {
public:
    Filling(SnapshotPtr const& facts, Date on)
        : facts_(facts),
          made_(std::make_shared<Snapshot>(*facts)),
          source_(*made_),
          derivation_(source_, on),
          on_(on) {}

    /// Takes over what is known; false when it cannot be.
    bool adopt(DerivedSnapshot const& known);
    DerivedSnapshot fill() &&;

private:
    Model const& model() const { return *facts_->model; }
    Field const& field(FieldAddress what) const {
        return model().entities[what.entity].fields[what.field];
    }
    /// Rows whose value of a field may be another than what is known.
    Rows const& differing(FieldAddress what);
    Rows const& changed(size_t entity);
    Rows stale(FieldAddress what);
    void add_stale(Formula const& formula, size_t entity, Rows& rows);
    void add_parents(RollUp const& rollup, Rows& rows);
    void add_parent(Snapshot const& at, RollUp const& rollup, size_t child, Rows& rows) const;
    void write(FieldAddress what, Rows const& rows);

    SnapshotPtr facts_;
    std::shared_ptr<Snapshot> made_;
    SnapshotFacts source_;
    Derivation derivation_;
    Date on_;
    DerivedSnapshot const* known_ = nullptr;
    std::map<size_t, Rows> changed_;      // by entity
    std::map<FieldAddress, Rows> stale_;  // of derived fields done
};

bool Filling::adopt(DerivedSnapshot const& known) {
    if (known.facts->model != facts_->model) return false;
    std::map<size_t, std::vector<size_t>> columns;
    for (auto const& each : model().derived) columns[each.entity].push_back(each.field);
    for (auto const& [entity, fields] : columns) {
        auto adopted = adopt_columns(*facts_->entities[entity].table,
                                     *known.shown->entities[entity].table, fields);
        if (!adopted) return false;
        made_->entities[entity].table = std::move(adopted);
    }
    known_ = &known;
    return true;
}

Rows const& Filling::changed(size_t entity) {
    auto const [place, is_new] = changed_.try_emplace(entity);
    if (is_new) place->second = changed_rows(*known_->facts, *facts_, entity);
    return place->second;
}

Rows const& Filling::differing(FieldAddress what) {
    return field(what).is_derived() ? stale_.at(what) : changed(what.entity);
}

void Filling::add_stale(Formula const& formula, size_t entity, Rows& rows) {
    EntityView const view(*made_, entity);
    for (auto const& read : formula.reads) {
        auto const& differing = this->differing(read.what);
        if (!read.through) {
            join(rows, differing);
            continue;
        }
        for (auto const row : differing)
            join(rows, view.rows_referring(*read.through, static_cast<RecordId>(row) + 1));
    }
}

void Filling::add_parent(Snapshot const& at, RollUp const& rollup, size_t child, Rows& rows) const {
    EntityView const view(at, rollup.entity);
    if (child >= view.rows()) return;
    auto const value = view.value(child, rollup.by);
    if (auto const* parent = value.get<Reference>())
        rows.push_back(static_cast<size_t>(parent->id) - 1);
}

/// Of children that differ: the parents they have, and had.
void Filling::add_parents(RollUp const& rollup, Rows& rows) {
    Rows children = changed(rollup.entity);
    for (auto const& read : {rollup.field, rollup.order}) {
        if (read) join(children, differing({rollup.entity, *read}));
    }
    if (rollup.where) add_stale(*rollup.where, rollup.entity, children);
    settle(children);
    for (auto const child : children) {
        add_parent(*known_->facts, rollup, child, rows);
        add_parent(*facts_, rollup, child, rows);
    }
}

Rows Filling::stale(FieldAddress what) {
    auto const count = facts_->entities[what.entity].table->rows();
    bool const other_day = known_ && known_->on != on_ && agglo::asks_day(field(what));
    if (!known_ || other_day) return all_rows(count);
    Rows rows = changed(what.entity);
    if (field(what).computed) add_stale(*field(what).computed, what.entity, rows);
    if (field(what).rollup) add_parents(*field(what).rollup, rows);
    settle(rows);
    return rows;
}

void Filling::write(FieldAddress what, Rows const& rows) {
    auto& table = made_->entities[what.entity].table;
    auto const count = table->rows();
    TableWriter writer(table, TableWriter::Tail::kCopy);
    for (auto const row : rows) {
        if (row >= count) break;
        auto const value = derivation_.derive(what, static_cast<RecordId>(row) + 1);
        auto const before = read_cell(*writer.table(), row, what.field, field(what));
        if (value != before) write_cell(writer, row, what.field, field(what), value);
    }
    table = writer.table();
}

DerivedSnapshot Filling::fill() && {
    for (auto const& what : model().derived) {
        auto rows = stale(what);
        write(what, rows);
        stale_.emplace(what, std::move(rows));
    }
    return {facts_, std::move(made_), on_};
}

}  // namespace

DerivedSnapshot derive_all(SnapshotPtr const& facts, Date on) {
    return Filling(facts, on).fill();
}

DerivedSnapshot derive_on(SnapshotPtr const& facts, Date on, DerivedSnapshot const& known) {
    Filling filling(facts, on);
    if (!filling.adopt(known)) return derive_all(facts, on);
    return std::move(filling).fill();
}

bool asks_day(Model const& model) {
    return std::any_of(model.derived.begin(), model.derived.end(), [&](FieldAddress const& each) {
        return asks_day(model.entities[each.entity].fields[each.field]);
    });
}

}  // namespace agglo
