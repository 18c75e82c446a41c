#include "query/record_input.h"

#include "base/text.h"
#include "model/fact.h"

namespace agglo {

namespace {

/// Readable live rows of `target` whose `field` is exactly `text`.
std::vector<size_t> rows_named(EntityView const& target, EntityAccess const& access, size_t field,
                               std::string const& text) {
    std::vector<size_t> rows;
    if (!target.entity().fields[field].is_text() || !access.may_read_field(field)) return rows;
    for (size_t const row : target.rows_equal(field, text)) {
        if (access.may_read_row(row)) rows.push_back(row);
    }
    return rows;
}

}  // namespace

Result<Reference> resolve_reference(EntityAccess const& caller, size_t target_entity,
                                    std::string_view text) {
    EntityView const target(caller.snapshot(), target_entity);
    EntityAccess const& access = caller.of(target_entity);
    auto const wanted = std::string(trim(text));
    for (auto const& field : {target.entity().code_field, target.entity().title_field}) {
        if (!field || !access.may_read()) continue;
        auto const rows = rows_named(target, access, *field, wanted);
        if (rows.size() > 1)
            return Error(ErrorCode::kAmbiguousReference, {target.entity().labels.zh, wanted});
        if (rows.size() == 1) return Reference{static_cast<RecordId>(rows.front()) + 1};
    }
    return Error(ErrorCode::kNoSuchReference, {target.entity().labels.zh, wanted});
}

Result<Reference> resolve_reference(Snapshot const& snapshot, Viewer const& viewer,
                                    size_t target_entity, std::string_view text) {
    return resolve_reference(EntityAccess(snapshot, viewer, target_entity), target_entity, text);
}

Result<Value> settle_input(EntityAccess const& access, Field const& field, Value value) {
    if (field.type == FieldType::kReference) {
        if (auto const* id = value.get<int64_t>()) value = Reference{*id};
        if (auto const* text = value.get<std::string>()) {
            if (trim(*text).empty()) return Value();
            value = TRY(resolve_reference(access, *field.target, *text));
        }
    }
    return settle_fact(*access.snapshot().model, field, std::move(value));
}

Result<Value> settle_input(Snapshot const& snapshot, Viewer const& viewer, Field const& field,
                           Value value) {
    if (field.type != FieldType::kReference)
        return settle_fact(*snapshot.model, field, std::move(value));
    return settle_input(EntityAccess(snapshot, viewer, *field.target), field, std::move(value));
}

Result<Value> settle_text(Snapshot const& snapshot, Viewer const& viewer, Field const& field,
                          std::string_view text) {
    auto value = TRY(fact_from_text(*snapshot.model, field, text));
    return settle_input(snapshot, viewer, field, std::move(value));
}

}  // namespace agglo
