// Grouping records: a plan bound, its groups folded, periods set beside each other, the rows put in
// order, and the records behind them named.
#include <algorithm>
#include <set>

#include "query/group_drill.h"
#include "query/group_order.h"
#include "query/group_periods.h"
#include "query/group_top.h"
#include "query/query.h"

namespace agglo {

namespace {

std::vector<GroupTable::Column> columns_of(GroupPlan const& plan) {
    std::vector<GroupTable::Column> columns;
    for (auto const& key : plan.keys) columns.push_back({key.name, key.field()});
    for (auto const& bound : plan.measures) columns.push_back({bound.measure->name, bound.field()});
    return columns;
}

/// No two outputs of one name, and none that hides what an answer's row has beside them.
Result<void> check_names(std::vector<GroupTable::Column> const& columns) {
    std::set<std::string_view> names = {"top", "drill"};
    for (auto const& column : columns) {
        if (!names.insert(column.name).second)
            return Error(ErrorCode::kFeelDuplicateEntry, {column.name});
    }
    return {};
}

/// The lines as rows in the wanted order, and the lines in the same.
Result<void> lay_rows(Snapshot const& snapshot, Query const& query, GroupPlan const& plan,
                      std::vector<GroupLine>& lines, GroupTable& table) {
    for (auto const& line : lines) {
        auto& row = table.rows.emplace_back();
        for (size_t k = 0; k < plan.keys.size(); ++k)
            row.push_back(plan.keys[k].value(line.keys[k]));
        row.insert(row.end(), line.cells.begin(), line.cells.end());
    }
    table.total = table.rows.size();
    auto places = ordered_rows(snapshot, TRY(output_sort(query, table.columns)), table);
    auto const limit = query.limit.value_or(Query::kGroupedLimitMax);
    if (places.size() > limit) places.resize(limit);
    std::vector<GroupLine> chosen;
    std::vector<std::vector<GroupValue>> rows;
    for (auto const place : places) {
        chosen.push_back(std::move(lines[place]));
        rows.push_back(std::move(table.rows[place]));
    }
    lines = std::move(chosen);
    table.rows = std::move(rows);
    return {};
}

}  // namespace

Result<GroupTable> answer_groups(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                 GroupPlan const& plan, GroupParts* parts) {
    auto lines = TRY(fold_groups(snapshot, plan, parts));
    GroupTable table;
    table.columns = columns_of(plan);
    TRY(add_periods(query, plan, lines, table.columns));
    TRY(check_names(table.columns));
    TRY(lay_rows(snapshot, query, plan, lines, table));
    if (query.top) table.top = TRY(top_records(snapshot, viewer, query, plan, lines));
    for (size_t i = 0; query.drill && i < lines.size(); ++i)
        table.drills.push_back(TRY(drill_of_row(query, plan, lines[i])));
    return table;
}

Result<GroupTable> group_records(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query) {
    auto const plan = TRY(plan_question(snapshot, viewer, query));
    return answer_groups(snapshot, viewer, query, plan);
}

}  // namespace agglo
