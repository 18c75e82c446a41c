#include "query/past_record.h"

namespace agglo {

void PastRecord::undo(RecordChange const& change) {
    auto const& kind = model().entities[entity_];
    for (auto const& each : change.fields) {
        if (auto const field = kind.field_index(each.field)) before_[*field] = each.before;
    }
}

Value PastRecord::value(FieldAddress what, RecordId id) const {
    if (what.entity == entity_ && id == id_) {
        auto const found = before_.find(what.field);
        if (found != before_.end()) return found->second;
    }
    return present_.value(what, id);
}

}  // namespace agglo
