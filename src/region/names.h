#pragma once
// Names and codes of the demo data: plausible, and never those of a real firm: every firm's name
// ends in （示例）.
//
// Draws stand in statements of their own: within one expression their order is the compiler's
// choice, and the same seed must give the same data everywhere.
#include <string>

#include "region/world.h"

namespace agglo {

std::string draw_person(World& world);
/// Two characters, e.g. 恒屿.
std::string draw_brand(World& world);
/// "云澜市恒屿储能有限公司（示例）", not used before in this world.
std::string firm_name(World& world, std::string const& brand, std::string const& word);

/// A credit code that passes its check (GB 32100-2015), with an organisation code that passes its
/// own (GB 11714-1997): `serial` makes it unique within the region.
std::string make_uscc(std::string const& region_code, int64_t serial);
/// GB/T 40058: "2105-441284-04-01-000197", unique by serial.
std::string make_project_code(Date filed, std::string const& region_code, int64_t serial);
/// In a block that no person has.
std::string draw_phone(World& world);

/// A rectangle of so many hundredths of m² in the next free cell of the park's grid.
Geometry place_parcel(World& world, ParkSite& park, int64_t centi);
Geometry place_point(World& world, double lon, double lat, double spread);

}  // namespace agglo
