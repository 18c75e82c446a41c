#include "geo/area.h"

#include <cmath>
#include <numbers>

namespace agglo {

namespace {

constexpr double kRadiansPerDegree = std::numbers::pi / 180;
constexpr double kEccentricitySquared = kFlattening * (2 - kFlattening);

double authalic_q(double lat) {
    static double const kEccentricity = std::sqrt(kEccentricitySquared);
    double const sine = std::sin(lat * kRadiansPerDegree);
    return (1 - kEccentricitySquared) * (sine / (1 - kEccentricitySquared * sine * sine) +
                                         std::atanh(kEccentricity * sine) / kEccentricity);
}

// Measured from the first position, so that a small ring far from the equator loses no digits.
double ring_area_m2(Ring const& ring) {
    if (ring.empty()) return 0;
    double const q_first = authalic_q(ring.front().lat);
    double sum = 0;
    double lon = 0;
    double q = 0;
    for (auto const position : ring) {
        double const lon_next = (position.lon - ring.front().lon) * kRadiansPerDegree;
        double const q_next = authalic_q(position.lat) - q_first;
        sum += (lon_next - lon) * (q_next + q) / 2;
        lon = lon_next;
        q = q_next;
    }
    return std::abs(sum) * kSemiMajorAxis_m * kSemiMajorAxis_m / 2;
}

}  // namespace

double area_m2(Shape const& shape) {
    double sum = 0;
    for (auto const& rings : shape.polygons) {
        for (size_t i = 0; i < rings.size(); ++i) {
            sum += i == 0 ? ring_area_m2(rings[i]) : -ring_area_m2(rings[i]);
        }
    }
    return sum;
}

double area_m2(Geometry const& geometry) {
    auto const shape = shape_of(geometry);
    return shape.ok() ? area_m2(*shape) : 0;
}

}  // namespace agglo
