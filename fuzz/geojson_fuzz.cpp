// Fuzzes the geometry readers. What one accepts is canonical: written as GeoJSON or WKT and read
// again it is the same to the byte.
#include <cstdint>

#include "base/assert.h"
#include "geo/area.h"
#include "geo/geojson.h"
#include "geo/wkt.h"

namespace {

void check_round_trip(agglo::Geometry const& geometry) {
    auto const from_json = agglo::geometry_from_geojson(agglo::geojson_of(geometry));
    auto const from_wkt = agglo::geometry_from_wkt(agglo::wkt_of(geometry));
    AGGLO_ASSERT(from_json.ok() && *from_json == geometry);
    AGGLO_ASSERT(from_wkt.ok() && *from_wkt == geometry);
    AGGLO_ASSERT(agglo::area_m2(geometry) < 6e14);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    if (auto const geometry = agglo::geometry_from_geojson(text)) check_round_trip(*geometry);
    if (auto const geometry = agglo::geometry_from_wkt(text)) check_round_trip(*geometry);
    agglo::Geometry const wkb{std::string(text)};
    if (agglo::check_geometry(wkb)) agglo::geojson_of(wkb);
    return 0;
}
