#include "api/record_address.h"

#include <charconv>

#include "query/access.h"

namespace agglo {

namespace {

Result<size_t> entity_of(Ask const& ask, Viewer const& viewer, Snapshot const& snapshot) {
    auto const entity = snapshot.model->entity_index(ask.parameter(0));
    if (!entity)
        return Error(ErrorCode::kUnknownEntity, {std::string(ask.parameter(0).substr(0, 80))});
    if (!EntityAccess(snapshot, viewer, *entity).may_read()) {
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    }
    return *entity;
}

Result<RecordAddress> find(Ask const& ask, Viewer const& viewer, Snapshot const& snapshot,
                           bool live_only) {
    size_t const entity = TRY(entity_of(ask, viewer, snapshot));
    EntityView const view(snapshot, entity);
    auto const text = ask.parameter(1);
    RecordId id = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    bool const number = error == std::errc() && end == text.data() + text.size();
    auto const row = number ? view.row_of(id) : std::nullopt;
    EntityAccess const access(snapshot, viewer, entity);
    if (!row || !access.may_read_row(*row) || (live_only && !view.live(*row))) {
        return Error(ErrorCode::kNoSuchRecord,
                     {view.entity().labels.zh, "#" + std::string(text.substr(0, 40))});
    }
    return RecordAddress{entity, id, *row};
}

}  // namespace

Result<size_t> find_entity(Ask const& ask, Snapshot const& snapshot) {
    return entity_of(ask, ask.viewer, snapshot);
}

Result<RecordAddress> find_record(Ask const& ask, Snapshot const& snapshot) {
    return find(ask, ask.viewer, snapshot, true);
}

Result<RecordAddress> find_record_even_deleted(Ask const& ask, Snapshot const& snapshot) {
    return find(ask, ask.viewer, snapshot, false);
}

Result<RecordAddress> find_record_unseen(Ask const& ask, Snapshot const& snapshot) {
    return find(ask, Viewer::owner({}), snapshot, true);
}

Result<Query> list_query(Ask const& ask) {
    Query query;
    query.entity = std::string(ask.parameter(0));
    if (auto const where = ask.request.query_value("where"); where && !where->empty()) {
        query.where = TRY(parse_where(*where).at("where"));
    }
    query.filter = std::string(ask.request.query_value("filter").value_or(""));
    query.on = TRY(ask.on());
    query.text = std::string(ask.request.query_value("q").value_or(""));
    query.sort = parse_sort(ask.request.query_value("sort").value_or(""));
    return query;
}

}  // namespace agglo
