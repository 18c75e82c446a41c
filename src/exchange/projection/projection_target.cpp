#include "exchange/projection/projection_target.h"

#include "exchange/projection/geopackage_target.h"
#include "exchange/projection/postgres_target.h"

namespace agglo {

Result<std::unique_ptr<ProjectionTarget>> open_projection_target(std::string const& where,
                                                                 std::string const& sql_schema) {
    if (where.starts_with("postgresql://") || where.starts_with("postgres://"))
        return open_postgres_target(where, sql_schema);
    if (where.ends_with(".gpkg")) return open_geopackage_target(where);
    return Error(ErrorCode::kMalformed, {"--to ≠ FILE.gpkg, postgresql://…"});
}

std::optional<RecordId> HeldRows::next() {
    while (true) {
        if (change_->whole ? at_ >= rows_->last_id(change_->table)
                           : at_ >= static_cast<int64_t>(change_->touched.size()))
            return std::nullopt;
        auto const id = change_->whole ? at_ + 1 : change_->touched[static_cast<size_t>(at_)];
        ++at_;
        if (rows_->holds(change_->table, id)) return id;
    }
}

}  // namespace agglo
