#pragma once
// ProjectionRows: the records a projection has, as rows of its tables.
//
//   ProjectionRows rows(*snapshot, viewer, layout);
//   std::vector<Value> cells;
//   if (rows.holds(table, id)) rows.read(table, id, cells);    // by column of the table
#include "exchange/projection/projection_layout.h"
#include "query/access.h"

namespace agglo {

class ProjectionRows {
public:
    /// All three must outlive it.
    ProjectionRows(Snapshot const& snapshot, Viewer const& viewer, ProjectionLayout const& layout);

    ProjectionLayout const& layout() const { return *layout_; }
    /// Ids run from 1 to this one.
    RecordId last_id(size_t table) const;
    /// Whether the record is live and in the viewer's scope.
    bool holds(size_t table, RecordId id) const;
    /// References become their ids, polygons MultiPolygons; numbers, texts, dates, instants and
    /// lists stay as they are held.
    void read(size_t table, RecordId id, std::vector<Value>& cells) const;

private:
    Snapshot const* snapshot_;
    ProjectionLayout const* layout_;
    std::vector<EntityAccess> access_;  // by table
};

/// An area in m² as mu: 1 mu is 10 000/15 m². Null beyond what a Decimal holds (the Earth's
/// surface many times).
Value area_in_mu(Decimal area_m2, int scale);

/// A Polygon as the MultiPolygon of it alone; others as they are. The WKB of EPSG:4490 degrees.
Geometry as_multi_polygon(Geometry const& geometry);

}  // namespace agglo
