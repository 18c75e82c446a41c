#pragma once
// A projection in a GeoPackage file, for QGIS and its kin.
#include "exchange/projection/projection_target.h"

namespace agglo {

/// A rebuild is written to a new file beside it, which then takes its name. Errors: kFileExists (a
/// file that is no projection), kStorageFailed.
Result<std::unique_ptr<ProjectionTarget>> open_geopackage_target(std::string const& path);

}  // namespace agglo
