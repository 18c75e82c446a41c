#include "api/record_address.h"

#include <charconv>

#include "query/access.h"

namespace agglo {

namespace {

Result<RecordAddress> find(Ask const& ask, Snapshot const& snapshot, bool live_only) {
    size_t const entity = TRY(find_entity(ask, snapshot));
    EntityView const view(snapshot, entity);
    auto const text = ask.parameter(1);
    RecordId id = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    bool const number = error == std::errc() && end == text.data() + text.size();
    auto const row = number ? view.row_of(id) : std::nullopt;
    EntityAccess const access(snapshot, ask.viewer, entity);
    if (!row || !access.may_read_row(*row) || (live_only && !view.live(*row))) {
        return Error(ErrorCode::kNoSuchRecord,
                     {view.entity().labels.zh, "#" + std::string(text.substr(0, 40))});
    }
    return RecordAddress{entity, id, *row};
}

}  // namespace

Result<size_t> find_entity(Ask const& ask, Snapshot const& snapshot) {
    auto const entity = snapshot.model->entity_index(ask.parameter(0));
    if (!entity)
        return Error(ErrorCode::kUnknownEntity, {std::string(ask.parameter(0).substr(0, 80))});
    if (!EntityAccess(snapshot, ask.viewer, *entity).may_read()) {
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    }
    return *entity;
}

Result<RecordAddress> find_record(Ask const& ask, Snapshot const& snapshot) {
    return find(ask, snapshot, true);
}

Result<RecordAddress> find_record_even_deleted(Ask const& ask, Snapshot const& snapshot) {
    return find(ask, snapshot, false);
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
