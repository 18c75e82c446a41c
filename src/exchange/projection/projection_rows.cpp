#include "exchange/projection/projection_rows.h"

#include <string_view>

#include "exchange/unit_scale.h"

namespace agglo {

namespace {

using Source = ProjectionColumn::Source;
using std::string_view_literals::operator""sv;

// OGC 06-103r4 §8.2.9: byte order, then the kind; a MultiPolygon counts its polygons after that.
constexpr auto kPolygonStart = "\x01\x03\x00\x00\x00"sv;
constexpr auto kMultiPolygonOfOne = "\x01\x06\x00\x00\x00\x01\x00\x00\x00"sv;

Value projected(ProjectionColumn const& column, Value value) {
    if (auto const* const reference = value.get<Reference>()) return reference->id;
    auto const* const geometry = value.get<Geometry>();
    if (geometry && column.type == ProjectionType::kPolygon) return as_multi_polygon(*geometry);
    auto const* const area = value.get<Decimal>();
    if (area && column.source == Source::kFieldInMu) return area_in_mu(*area, column.scale);
    return value;
}

}  // namespace

ProjectionRows::ProjectionRows(Snapshot const& snapshot, Viewer const& viewer,
                               ProjectionLayout const& layout)
    : snapshot_(&snapshot), layout_(&layout) {
    access_.reserve(layout.tables.size());
    for (auto const& table : layout.tables) access_.emplace_back(snapshot, viewer, table.entity);
}

RecordId ProjectionRows::last_id(size_t table) const {
    auto const entity = layout_->tables[table].entity;
    return static_cast<RecordId>(snapshot_->entities[entity].table->rows());
}

bool ProjectionRows::holds(size_t table, RecordId id) const {
    EntityView const view(*snapshot_, layout_->tables[table].entity);
    auto const row = view.live_row_of(id);
    return row && access_[table].may_read_row(*row);
}

void ProjectionRows::read(size_t table, RecordId id, std::vector<Value>& cells) const {
    auto const& planned = layout_->tables[table];
    EntityView const view(*snapshot_, planned.entity);
    auto const row = static_cast<size_t>(id) - 1;
    cells.clear();
    for (auto const& column : planned.columns) {
        switch (column.source) {
            case Source::kId: cells.emplace_back(id); break;
            case Source::kVersion: cells.emplace_back(view.version(row)); break;
            case Source::kField:
            case Source::kFieldInMu:
                cells.push_back(projected(column, view.value(row, column.field)));
                break;
        }
    }
}

Value area_in_mu(Decimal area_m2, int scale) {
    constexpr UnitScale kM2InMu{3, 2'000};
    auto const mu = scaled(area_m2, kM2InMu, scale);
    return mu.ok() ? Value(*mu) : Value();
}

Geometry as_multi_polygon(Geometry const& geometry) {
    if (!std::string_view(geometry.wkb).starts_with(kPolygonStart)) return geometry;
    return {std::string(kMultiPolygonOfOne) + geometry.wkb};
}

}  // namespace agglo
