#pragma once
// Labelled views: every table once more under the labels people know, with enumerations and
// references said in words.
//
//   SELECT "项目名称", "落地行政区", "计划总投资（元）" FROM "项目" WHERE "阶段" = '开工';
//
// An enumeration shows its label. A reference shows the title of its record, with the code and the
// id in columns beside it; what lies outside the projection's scope shows nothing but the id.
// Labels are looked up by subqueries: a database works out only the columns that are asked for.
#include "exchange/projection/projection_layout.h"

namespace agglo {

/// The views of a layout whose tables are settled.
std::vector<ProjectionView> labelled_views(Model const& model, ProjectionLayout const& layout);

/// CREATE VIEW, the same for SQLite and PostgreSQL.
std::string create_view_sql(ProjectionLayout const& layout, ProjectionView const& view);

/// Names that differ, also to a database that takes ASCII letters of both cases for one, and are
/// no longer than it keeps.
class DistinctNames {
public:
    explicit DistinctNames(size_t bytes_max) : bytes_max_(bytes_max) {}

    /// The name, shortened and numbered where it must be: 名称, 名称_2, …
    std::string take(std::string_view wanted);

private:
    size_t bytes_max_;
    std::vector<std::string> taken_;  // in small letters, sorted
};

}  // namespace agglo
