#include "api/labels.h"

namespace agglo {

void write_labels(JsonWriter& json, Labels const& labels) {
    json.begin_object().member("zh", labels.zh).member("en", labels.en).end_object();
}

void write_region(JsonWriter& json, Snapshot const& snapshot, std::string const& code) {
    json.begin_object();
    if (auto const entity = snapshot.model->entity_index("region")) {
        EntityView const view(snapshot, *entity);
        auto const rows = view.rows_equal(*view.entity().code_field, code);
        if (!rows.empty()) {
            json.member("id", static_cast<int64_t>(rows.front()) + 1)
                .member("label", view.label(rows.front()));
        }
    }
    json.member("code", code).end_object();
}

void write_points(JsonWriter& json, Snapshot const& snapshot, Date on) {
    json.member("as_of", snapshot.point.sequence).member("on", on.to_string());
}

}  // namespace agglo
