#include "desk/undone_by.h"

#include <algorithm>
#include <map>
#include <set>

namespace agglo {

namespace {

using RecordKey = std::pair<std::string_view, RecordId>;

/// How much of a change another one took back.
enum class Back { kNothing, kSome, kAll };

bool takes_back(FieldChange const& field, std::vector<FieldChange> const& later) {
    return std::any_of(later.begin(), later.end(), [&](FieldChange const& back) {
        return back.field == field.field && back.before == field.after &&
               back.after == field.before;
    });
}

Back way_back(RecordChange const& change, RecordChange const& later) {
    bool const appeared = change.kind == ChangeKind::kCreate || change.kind == ChangeKind::kRestore;
    if (appeared) return later.kind == ChangeKind::kDelete ? Back::kAll : Back::kNothing;
    if (change.kind == ChangeKind::kDelete)
        return later.kind == ChangeKind::kRestore ? Back::kAll : Back::kNothing;
    if (later.kind != ChangeKind::kUpdate) return Back::kNothing;
    auto const back =
        std::count_if(change.fields.begin(), change.fields.end(),
                      [&](FieldChange const& field) { return takes_back(field, later.fields); });
    if (back == 0) return Back::kNothing;
    return static_cast<size_t>(back) == change.fields.size() ? Back::kAll : Back::kSome;
}

class Search {
public:
    Search(Snapshot const& now, EntityAccess const& access, Entry const& entry) : entry_(entry) {
        for (auto const& change : entry.changes) {
            auto const entity = now.model->entity_index(change.entity);
            auto const row = static_cast<size_t>(change.id) - 1;
            if (!entity || !access.of(*entity).may_read_row(row)) continue;
            changes_.emplace(RecordKey{change.entity, change.id}, &change);
            look_for_batches(now, EntityView(now, *entity).history(row));
        }
    }

    /// The first batches that touched its records afterwards.
    std::vector<Sequence> later() const {
        size_t const count = std::min(later_.size(), UndoneBy::kLaterMax);
        return {later_.begin(), std::next(later_.begin(), static_cast<ptrdiff_t>(count))};
    }

    void compare(Entry const& later) {
        UndoneBy::Batch found{later.batch, later.sequence, 0};
        for (auto const& change : later.changes) {
            auto const mine = changes_.find({change.entity, change.id});
            if (mine == changes_.end()) continue;
            auto const back = way_back(*mine->second, change);
            if (back == Back::kNothing) continue;
            ++found.records;
            if (back == Back::kAll) whole_.insert(mine->first);
        }
        if (found.records > 0) result_.by.push_back(found);
    }

    UndoneBy take() {
        result_.is_whole = !changes_.empty() && whole_.size() == changes_.size();
        return std::move(result_);
    }

private:
    void look_for_batches(Snapshot const& now, std::vector<Sequence> const& history) {
        auto const& batches = *now.batches;  // ascending
        auto const after = std::upper_bound(history.begin(), history.end(), entry_.sequence);
        for (auto at = after; at != history.end(); ++at) {
            if (std::binary_search(batches.begin(), batches.end(), *at)) later_.insert(*at);
        }
    }

    Entry const& entry_;
    std::map<RecordKey, RecordChange const*> changes_;
    std::set<Sequence> later_;
    std::set<RecordKey> whole_;
    UndoneBy result_;
};

}  // namespace

Result<UndoneBy> undone_by(Journal const& journal, Snapshot const& now, EntityAccess const& access,
                           Entry const& entry) {
    Search search(now, access, entry);
    for (Sequence const sequence : search.later()) {
        TRY(journal.read(sequence, [&](StoredEntry const& stored) {
            search.compare(stored.entry);
            return false;
        }));
    }
    return search.take();
}

}  // namespace agglo
