#include "query/derived/fact_source.h"

namespace agglo {

Value SnapshotFacts::value(FieldAddress what, RecordId id) const {
    EntityView const view(*snapshot_, what.entity);
    auto const row = view.row_of(id);
    return row ? view.value(*row, what.field) : Value();
}

bool SnapshotFacts::live(size_t entity, RecordId id) const {
    return EntityView(*snapshot_, entity).live_row_of(id).has_value();
}

std::vector<RecordId> SnapshotFacts::referring(FieldAddress reference, RecordId target) const {
    std::vector<RecordId> records;
    EntityView const view(*snapshot_, reference.entity);
    for (auto const row : view.rows_referring(reference.field, target))
        records.push_back(static_cast<RecordId>(row) + 1);
    return records;
}

}  // namespace agglo
