#include "query/group_top.h"

#include <algorithm>
#include <map>

#include "query/row_order.h"
#include "query/rows_by_group.h"

namespace agglo {

namespace {

Result<RowOrder> bind_order(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                            GroupPlan const& plan) {
    auto access = std::make_shared<EntityAccess const>(snapshot, viewer, plan.entity);
    OperandBinder const binder(std::move(access), viewer, plan.entity, plan.rows[0], query.day());
    return RowOrder::bind(binder, viewer, query.top->sort);
}

std::vector<size_t> first_rows(std::vector<uint32_t> const& rows, RowOrder const& order,
                               size_t limit) {
    std::vector<size_t> first(rows.begin(), rows.end());
    auto const end = first.begin() + static_cast<std::ptrdiff_t>(std::min(limit, first.size()));
    std::partial_sort(first.begin(), end, first.end(),
                      [&](size_t a, size_t b) { return order.before(a, b); });
    first.erase(end, first.end());
    return first;
}

}  // namespace

Result<std::vector<std::vector<size_t>>> top_records(Snapshot const& snapshot, Viewer const& viewer,
                                                     Query const& query, GroupPlan const& plan,
                                                     std::vector<GroupLine> const& lines) {
    auto const limit = query.top->limit;
    if (limit > TopRecords::kLimitMax) {
        return Error(ErrorCode::kTooLarge, {"limit", std::to_string(TopRecords::kLimitMax)})
            .at("limit")
            .at("top");
    }
    auto const order = TRY(bind_order(snapshot, viewer, query, plan).at("top"));
    auto const found = rows_by_group(*snapshot.entities[plan.entity].table, plan.rows[0],
                                     plan.key_columns(snapshot));
    std::map<GroupIndex::Keys, size_t> place;
    for (size_t group = 0; group < found.keys.size(); ++group)
        place.emplace(found.keys[group], group);
    std::vector<std::vector<size_t>> top;
    size_t records = 0;
    for (auto const& line : lines) {
        auto const group = place.find(line.keys);  // a period filled in has none
        top.emplace_back();
        if (group != place.end()) top.back() = first_rows(found.rows[group->second], order, limit);
        records += top.back().size();
        if (records > TopRecords::kRecordsMax)
            return Error(ErrorCode::kTooLarge, {"top", std::to_string(TopRecords::kRecordsMax)})
                .at("top");
    }
    return top;
}

}  // namespace agglo
