#include "query/difference.h"

#include <algorithm>

#include "query/condition.h"

namespace agglo {

namespace {

/// One of the two points: the records of the entity there, and which of them meet the filter.
class Side {
public:
    Side(Snapshot const& snapshot, Viewer const& viewer, size_t entity, Predicate filter)
        : view_(snapshot, entity), access_(snapshot, viewer, entity), filter_(std::move(filter)) {}

    static Result<Side> bind(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                             Query const& query) {
        auto filter = TRY(bind_filter(snapshot, viewer, entity, query));
        return Side(snapshot, viewer, entity, std::move(filter));
    }

    EntityView const& view() const { return view_; }
    bool has(size_t row) const { return row < view_.rows() && view_.live(row); }
    bool may_read(size_t row) const { return !has(row) || access_.may_read_row(row); }
    /// Nothing where there is no record.
    std::optional<RowRights> rights(size_t row) const {
        if (!has(row)) return std::nullopt;
        return access_.rights(row);
    }

    Result<void> outcome() const { return filter_.outcome(); }
    Mask matching(size_t group) const {
        return group < view_.table().groups() ? filter_.evaluate(view_.table(), group).yes : Mask{};
    }

private:
    EntityView view_;
    EntityAccess access_;
    Predicate filter_;
};

/// A field of both points, under the name it had at each.
struct FieldPair {
    size_t before;
    size_t after;
};

std::vector<FieldPair> fields_of_both(Side const& from, Side const& to) {
    std::vector<FieldPair> pairs;
    auto const& fields = to.view().entity().fields;
    for (size_t after = 0; after < fields.size(); ++after) {
        auto before = from.view().entity().field_index(fields[after].name);
        if (!before && !fields[after].was.empty())
            before = from.view().entity().field_index(fields[after].was);
        if (before) pairs.push_back({*before, after});
    }
    return pairs;
}

class DifferenceSearch {
public:
    DifferenceSearch(Side from, Side to, size_t limit, RecordId after_id)
        : from_(std::move(from)),
          to_(std::move(to)),
          pairs_(fields_of_both(from_, to_)),
          limit_(limit),
          after_id_(after_id) {
        found_.entity = to_.view().index();
    }

    Result<Difference> run() {
        auto const& table = to_.view().table();
        Sequence const since = from_.view().snapshot().point.sequence;
        auto const touched = Predicate::compare(to_.view().system(SystemColumn::kChanged),
                                                Comparison::kGt, static_cast<int64_t>(since));
        for (size_t group = 0; group < table.groups(); ++group) {
            auto rows = touched.evaluate(table, group).yes;
            if (!rows.any()) continue;
            Mask const before = from_.matching(group);
            Mask const after = to_.matching(group);
            Mask either = before;
            rows &= either |= after;
            rows.for_each([&](size_t in_group) {
                look_at(group * kChunkRows + in_group, before.test(in_group), after.test(in_group));
            });
        }
        TRY(from_.outcome());
        TRY(to_.outcome());
        return std::move(found_);
    }

private:
    void look_at(size_t row, bool matched_before, bool matched_after) {
        if (!from_.may_read(row) || !to_.may_read(row)) return;
        bool const was = from_.has(row);
        bool const is = to_.has(row);
        auto fields = differing_fields(row, was, is);
        if (was == is && fields.empty()) return;
        auto const kind = is ? was ? DifferenceKind::kChanged : DifferenceKind::kCreated
                             : DifferenceKind::kDeleted;
        ++(kind == DifferenceKind::kCreated   ? found_.created
           : kind == DifferenceKind::kChanged ? found_.changed
                                              : found_.deleted);
        auto const id = static_cast<RecordId>(row) + 1;
        if (id <= after_id_ || found_.next_id != 0) return;
        if (found_.records.size() == limit_) {
            found_.next_id = found_.records.empty() ? after_id_ : found_.records.back().id;
            return;
        }
        found_.records.push_back(
            {id, kind, matched_before, matched_after, std::move(fields), entries_of(row)});
    }

    std::vector<Difference::FieldDifference> differing_fields(size_t row, bool was, bool is) const {
        std::vector<Difference::FieldDifference> fields;
        auto const rights_before = from_.rights(row);
        auto const rights_after = to_.rights(row);
        for (auto const& [before, after] : pairs_) {
            if (rights_before && !rights_before->shows(before)) continue;
            if (rights_after && !rights_after->shows(after)) continue;
            auto old = was ? from_.view().value(row, before) : Value();
            auto now = is ? to_.view().value(row, after) : Value();
            if (old != now) fields.push_back({after, std::move(old), std::move(now)});
        }
        return fields;
    }

    std::vector<Sequence> entries_of(size_t row) const {
        auto entries = to_.view().history(row);
        auto const first = std::upper_bound(entries.begin(), entries.end(),
                                            from_.view().snapshot().point.sequence);
        entries.erase(entries.begin(), first);
        if (entries.size() > Difference::kEntriesMax)
            entries.erase(entries.begin(), entries.end() - Difference::kEntriesMax);
        return entries;
    }

    Side from_;
    Side to_;
    std::vector<FieldPair> pairs_;
    size_t limit_;
    RecordId after_id_;
    Difference found_;
};

}  // namespace

std::string_view name_of(DifferenceKind kind) {
    static constexpr std::string_view kNames[] = {"created", "changed", "deleted"};
    return kNames[static_cast<size_t>(kind)];
}

Result<Difference> find_difference(Snapshot const& from, Snapshot const& to, Viewer const& viewer,
                                   Query const& query, RecordId after_id) {
    if (from.point.sequence > to.point.sequence)
        return Error(ErrorCode::kBadPoint, {std::to_string(from.point.sequence)}).at("from");
    auto const entity = to.model->entity_index(query.entity);
    auto const before = from.model->entity_index(query.entity);
    if (!entity || !before) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    size_t const limit = query.limit.value_or(Difference::kLimitDefault);
    if (limit > Query::kLimitMax)
        return Error(ErrorCode::kTooLarge, {"limit", std::to_string(Query::kLimitMax)}).at("limit");
    DifferenceSearch search(TRY(Side::bind(from, viewer, *before, query)),
                            TRY(Side::bind(to, viewer, *entity, query)), limit, after_id);
    return search.run();
}

}  // namespace agglo
