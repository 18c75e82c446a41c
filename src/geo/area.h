#pragma once
// Area of polygons on the CGCS2000 ellipsoid, and mu.
//
//   double const m2 = area_m2(parcel);   // 0 for points
//   double const mu = mu_of_m2(m2);      // 1 mu = 10000/15 m²
//
// The ellipsoid is mapped to the plane (λ, q(φ)) of the cylindrical equal-area projection, where
//   q(φ) = (1 − e²) · [ sin φ / (1 − e² sin² φ) + atanh(e sin φ) / e ]      (Snyder 1987, eq. 3-12)
// and the shoelace sum there times a²/2 is the area. The mapping keeps areas exactly; the only
// departure is that an edge is straight in that plane rather than a geodesic, which for edges of 10
// km at 23° N is under 0.01 %, for a parcel's edges nothing at all. Polygons across the
// antimeridian are not catered for.
#include "geo/shape.h"

namespace agglo {

/// GRS 80 as CGCS2000 takes it (GB 22021): semi-major axis in metres, flattening.
inline constexpr double kSemiMajorAxis_m = 6'378'137.0;
inline constexpr double kFlattening = 1 / 298.257222101;
inline constexpr double kM2PerMu = 10'000.0 / 15.0;

double area_m2(Shape const& shape);
/// 0 when the bytes are no polygon.
double area_m2(Geometry const& geometry);

constexpr double mu_of_m2(double m2) {
    return m2 / kM2PerMu;
}

}  // namespace agglo
