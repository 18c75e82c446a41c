#include "query/group_order.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace agglo {

namespace {

/// What a cell is ordered by: a number or date itself, an enumeration's place, the collation key of
/// a text, code and collation key of a record referred to.
GroupValue order_value(Snapshot const& snapshot, Field const* field, GroupValue const& cell) {
    auto const& value = cell.value;
    if (auto const* text = value.get<std::string>()) {
        if (!field || !field->enumeration) return {collation_key(*text)};
        auto const& enumeration = snapshot.model->enumerations[*field->enumeration];
        auto const place = enumeration.find(*text).value_or(enumeration.values.size());
        return {static_cast<int64_t>(place)};
    }
    if (auto const* reference = value.get<Reference>()) {
        EntityView const view(snapshot, *field->target);
        auto const row = view.row_of(reference->id);
        if (!row) return {std::string()};
        return {view.code(*row) + "\n" + collation_key(view.label(*row))};
    }
    return cell;
}

template <class T>
std::optional<int> order_of(Value const& a, Value const& b) {
    auto const* x = a.get<T>();
    auto const* y = b.get<T>();
    if (!x || !y) return std::nullopt;
    return *x < *y ? -1 : *y < *x ? 1 : 0;
}

/// Order values of one column.
int compare(GroupValue const& x, GroupValue const& y, bool descending) {
    if (x.is_null() || y.is_null())
        return static_cast<int>(x.is_null()) - static_cast<int>(y.is_null());
    std::optional<int> order;
    if (x.number && y.number) order = *x.number < *y.number ? -1 : *y.number < *x.number ? 1 : 0;
    auto const& a = x.value;
    auto const& b = y.value;
    if (!order) order = order_of<int64_t>(a, b);
    if (!order) order = order_of<Decimal>(a, b);
    if (!order) order = order_of<std::string>(a, b);
    if (!order) order = order_of<Date>(a, b);
    if (!order) order = order_of<Instant>(a, b);
    if (!order) order = order_of<bool>(a, b);
    return descending ? -order.value_or(0) : order.value_or(0);
}

}  // namespace

Result<std::vector<OutputSort>> output_sort(Query const& query,
                                            std::vector<GroupTable::Column> const& columns) {
    std::vector<OutputSort> order;
    for (size_t i = 0; i < query.sort.size(); ++i) {
        auto const& wanted = query.sort[i];
        auto const found = std::find_if(columns.begin(), columns.end(), [&](auto const& column) {
            return column.name == wanted.of.field;
        });
        if (found == columns.end()) {
            auto const& name = wanted.of.feel.empty() ? wanted.of.field : wanted.of.feel;
            return Error(ErrorCode::kUnknownField, {name}).at(std::to_string(i)).at("sort");
        }
        order.push_back({static_cast<size_t>(found - columns.begin()), wanted.descending});
    }
    for (size_t key = 0; key < query.group.size(); ++key) order.push_back({key, false});
    return order;
}

/// Each row's order values are worked out once, not in every comparison.
std::vector<size_t> ordered_rows(Snapshot const& snapshot, std::vector<OutputSort> const& order,
                                 GroupTable const& table) {
    std::vector<std::vector<GroupValue>> ranks;
    for (auto const& row : table.rows) {
        auto& mine = ranks.emplace_back();
        for (auto const& sort : order) {
            Field const* const field = table.columns[sort.column].field;
            mine.push_back(order_value(snapshot, field, row[sort.column]));
        }
    }
    std::vector<size_t> places(table.rows.size());
    std::iota(places.begin(), places.end(), size_t{0});
    std::stable_sort(places.begin(), places.end(), [&](size_t a, size_t b) {
        for (size_t i = 0; i < order.size(); ++i) {
            int const difference = compare(ranks[a][i], ranks[b][i], order[i].descending);
            if (difference != 0) return difference < 0;
        }
        return false;
    });
    return places;
}

}  // namespace agglo
