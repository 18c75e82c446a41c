#pragma once
// WkbReader, append_wkb: the bytes of one geometry, ISO WKB little endian (geo/shape.h).
#include <string>
#include <string_view>

#include "geo/shape.h"

namespace agglo {

void append_wkb(std::string& out, Shape const& shape);

/// Takes one whole geometry off bytes that may be anyone's.
class WkbReader {
public:
    explicit WkbReader(std::string_view bytes) : bytes_(bytes) {}

    /// The geometry and nothing after it. Error: kBadGeometry.
    Result<Shape> read();

private:
    Result<uint32_t> take_header();
    Result<uint32_t> take_count(size_t bytes_each);
    Result<PolygonRings> take_polygon();
    Result<Ring> take_ring();
    Result<uint32_t> take_uint32();
    Position take_position();

    std::string_view bytes_;
    size_t vertices_ = 0;
};

}  // namespace agglo
