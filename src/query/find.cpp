// Finding records: filter by chunk, keep the best rows of a page, count the rest.
#include <algorithm>

#include "query/check_query.h"
#include "query/condition.h"
#include "query/cursor.h"
#include "query/query.h"
#include "query/row_selection.h"

namespace agglo {

namespace {

constexpr size_t kLimitDefault = 50;

Result<size_t> entity_of(Snapshot const& snapshot, std::string const& name) {
    auto const entity = snapshot.model->entity_index(name);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {name});
    return *entity;
}

/// The order of the rows that `filter` leaves: found once when FEEL is answered for them too.
Result<RowOrder> bind_order(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                            Query const& query, Predicate& filter) {
    bool feel = false;
    for (auto const& key : query.sort) feel = feel || !key.of.feel.empty();
    if (feel) filter = TRY(select_once(*snapshot.entities[entity].table, filter));
    auto access = std::make_shared<EntityAccess const>(snapshot, viewer, entity);
    OperandBinder const binder(std::move(access), viewer, entity, filter, query.day());
    return RowOrder::bind(binder, viewer, query.sort);
}

/// The first `limit` rows of the order among those offered.
class TopRows {
public:
    TopRows(RowOrder const& order, size_t limit) : order_(order), limit_(limit) {}

    void offer(size_t row) {
        auto const before = [this](size_t a, size_t b) { return order_.before(a, b); };
        if (rows_.size() < limit_) {
            rows_.push_back(row);
            std::push_heap(rows_.begin(), rows_.end(), before);
        } else if (order_.before(row, rows_.front())) {
            std::pop_heap(rows_.begin(), rows_.end(), before);
            rows_.back() = row;
            std::push_heap(rows_.begin(), rows_.end(), before);
        }
    }
    /// Rows come in ascending order and only they decide: nothing that follows can enter.
    bool settled() const { return order_.keys() == 0 && rows_.size() == limit_; }

    /// Takes out of a group's rows what cannot enter.
    void prefilter(size_t group, Mask& rows) const {
        if (rows_.size() == limit_) order_.drop_after(rows_.front(), group, rows);
    }

    std::vector<size_t> take() {
        std::sort(rows_.begin(), rows_.end(),
                  [this](size_t a, size_t b) { return order_.before(a, b); });
        return std::move(rows_);
    }

private:
    RowOrder const& order_;
    size_t limit_;
    std::vector<size_t> rows_;
};

}  // namespace

Result<RecordPage> find_records(Snapshot const& snapshot, Viewer const& viewer,
                                Query const& query) {
    RecordPage page;
    page.entity = TRY(entity_of(snapshot, query.entity).at("entity"));
    TRY(check_limit(query));
    size_t const limit = query.limit.value_or(kLimitDefault);
    auto filter = TRY(bind_filter(snapshot, viewer, page.entity, query));
    auto const order = TRY(bind_order(snapshot, viewer, page.entity, query, filter));
    std::optional<Cursor> after;
    if (!query.cursor.empty()) {
        after = TRY(Cursor::parse(query.cursor).at("cursor"));
        bool const fits =
            after->fingerprint == order.fingerprint() && after->keys.size() == order.keys();
        if (!fits) return Error(ErrorCode::kBadCursor).at("cursor");
    }

    Table const& table = *snapshot.entities[page.entity].table;
    TopRows top(order, limit + 1);
    for (size_t group = 0; group < table.groups(); ++group) {
        Mask hits = filter.evaluate(table, group).yes;
        page.total += hits.count();
        if (top.settled()) continue;
        top.prefilter(group, hits);
        hits.for_each([&](size_t in_group) {
            size_t const row = group * kChunkRows + in_group;
            if (!after || after->is_before(order, row)) top.offer(row);
        });
    }
    TRY(filter.outcome());
    page.rows = top.take();
    if (page.rows.size() > limit) {
        page.rows.pop_back();
        if (!page.rows.empty()) page.next_cursor = Cursor::at(order, page.rows.back()).to_string();
    }
    return page;
}

Result<std::vector<size_t>> find_all(Snapshot const& snapshot, Viewer const& viewer,
                                     Query const& query, size_t rows_max) {
    size_t const entity = TRY(entity_of(snapshot, query.entity).at("entity"));
    auto filter = TRY(bind_filter(snapshot, viewer, entity, query));
    auto const order = TRY(bind_order(snapshot, viewer, entity, query, filter));
    Table const& table = *snapshot.entities[entity].table;
    std::vector<size_t> rows;
    for (size_t group = 0; group < table.groups(); ++group) {
        filter.evaluate(table, group).yes.for_each([&](size_t row) {
            rows.push_back(group * kChunkRows + row);
        });
        if (rows.size() > rows_max)
            return Error(ErrorCode::kTooLarge, {"rows", std::to_string(rows_max)});
    }
    TRY(filter.outcome());
    if (order.keys() > 0)
        std::sort(rows.begin(), rows.end(), [&](size_t a, size_t b) { return order.before(a, b); });
    return rows;
}

}  // namespace agglo
