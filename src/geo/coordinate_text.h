#pragma once
// Degrees as text: at most kDegreeDecimals decimals, no trailing zeros, always a point and never an
// exponent.
#include <string>

#include "geo/shape.h"

namespace agglo {

void append_degrees(std::string& out, double degrees);

/// "lon,lat" or "lon lat", as `separator` has it.
void append_position(std::string& out, Position position, char separator);

}  // namespace agglo
