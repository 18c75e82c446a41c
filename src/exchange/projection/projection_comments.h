#pragma once
// What a projection's comments say, in both languages: COMMENT ON in PostgreSQL, descriptions in a
// GeoPackage.
#include "exchange/projection/projection_layout.h"

namespace agglo {

/// "项目 / Project. 从线索到退出的投资项目 / An investment project…"
std::string table_comment(ProjectionTable const& table);

/// What the labels leave open: the description, whose ids or which enumeration's codes it holds.
std::string column_comment(ProjectionLayout const& layout, ProjectionColumn const& column);

/// That edits are overwritten.
Labels state_description();

}  // namespace agglo
