#include "exchange/projection/geopackage_geometry.h"

#include <bit>
#include <cstring>

namespace agglo {

namespace {

static_assert(std::endian::native == std::endian::little);

// Flags, low bits first: byte order (1: little endian), three bits of envelope (1: xmin xmax ymin
// ymax), empty, extended.
constexpr char kFlagsPlain = 0b0000'0001;
constexpr char kFlagsEnveloped = 0b0000'0011;

template <class T>
void append_bytes(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

}  // namespace

Result<GeoPackageBinary> geopackage_binary(Geometry const& geometry) {
    auto const shape = TRY(shape_of(geometry));
    bool const enveloped = shape.kind != ShapeKind::kPoint;
    GeoPackageBinary binary{"GP", bounds_of(shape)};
    binary.bytes.push_back('\0');  // version 1
    binary.bytes.push_back(enveloped ? kFlagsEnveloped : kFlagsPlain);
    append_bytes(binary.bytes, int32_t{kProjectionSrs});
    if (enveloped) {
        auto const& box = binary.bounds;
        for (double const edge : {box.west, box.east, box.south, box.north})
            append_bytes(binary.bytes, edge);
    }
    binary.bytes += geometry.wkb;
    return binary;
}

}  // namespace agglo
