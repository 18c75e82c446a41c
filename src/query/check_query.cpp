#include "query/check_query.h"

#include "query/condition.h"
#include "query/group_plan.h"
#include "query/row_order.h"

namespace agglo {

Result<void> check_limit(Query const& query) {
    auto const most = query.grouped() ? Query::kGroupedLimitMax : Query::kLimitMax;
    if (query.limit.value_or(0) <= most) return {};
    return Error(ErrorCode::kTooLarge, {"limit", std::to_string(most)}).at("limit");
}

Result<void> check_query(Snapshot const& snapshot, Viewer const& viewer, Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    TRY(check_limit(query));
    TRY(bind_filter(snapshot, viewer, *entity, query));
    if (query.missing && query.filter.empty())
        return Error(ErrorCode::kRequired, {"filter"}).at("filter");
    auto const none = Predicate::constant(false);
    if (query.grouped()) {
        auto const plan = TRY(plan_groups(snapshot, viewer, query, none));
        TRY(answer_groups(snapshot, viewer, query, plan));
        return {};
    }
    auto access = std::make_shared<EntityAccess const>(snapshot, viewer, *entity);
    OperandBinder const binder(std::move(access), viewer, *entity, none, query.day());
    TRY(RowOrder::bind(binder, viewer, query.sort));
    return {};
}

}  // namespace agglo
