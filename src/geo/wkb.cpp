#include "geo/wkb.h"

#include <bit>
#include <cstring>

#include "geo/bad_geometry.h"

namespace agglo {

namespace {

constexpr char kLittleEndian = 1;
constexpr size_t kPositionBytes = 16;
constexpr size_t kCountBytes = 4;
constexpr size_t kHeaderBytes = 5;
constexpr uint32_t kKindMax = 6;
static_assert(std::endian::native == std::endian::little);

template <class T>
void append_raw(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
}

void append_header(std::string& out, ShapeKind kind) {
    out += kLittleEndian;
    append_raw(out, static_cast<uint32_t>(kind));
}

void append_position(std::string& out, Position position) {
    append_raw(out, position.lon);
    append_raw(out, position.lat);
}

void append_polygon(std::string& out, PolygonRings const& rings) {
    append_header(out, ShapeKind::kPolygon);
    append_raw(out, static_cast<uint32_t>(rings.size()));
    for (auto const& ring : rings) {
        append_raw(out, static_cast<uint32_t>(ring.size()));
        for (auto const position : ring) append_position(out, position);
    }
}

Error cut_short() {
    return bad_geometry("WKB 不完整", "the WKB is cut short");
}

Error unknown_kind() {
    return bad_geometry("只接受点、面和多面", "only Point, Polygon and MultiPolygon are accepted");
}

}  // namespace

void append_wkb(std::string& out, Shape const& shape) {
    if (shape.kind == ShapeKind::kPoint) {
        append_header(out, ShapeKind::kPoint);
        append_position(out, shape.position);
        return;
    }
    if (shape.kind == ShapeKind::kMultiPolygon) {
        append_header(out, ShapeKind::kMultiPolygon);
        append_raw(out, static_cast<uint32_t>(shape.polygons.size()));
    }
    for (auto const& rings : shape.polygons) append_polygon(out, rings);
}

Result<uint32_t> WkbReader::take_uint32() {
    if (bytes_.size() < kCountBytes) return cut_short();
    uint32_t value = 0;
    std::memcpy(&value, bytes_.data(), kCountBytes);
    bytes_.remove_prefix(kCountBytes);
    return value;
}

Result<uint32_t> WkbReader::take_header() {
    if (bytes_.empty()) return cut_short();
    if (bytes_.front() != kLittleEndian) return unknown_kind();
    bytes_.remove_prefix(1);
    return take_uint32();
}

// A count is believed only as far as the bytes that follow could carry it.
Result<uint32_t> WkbReader::take_count(size_t bytes_each) {
    auto const count = TRY(take_uint32());
    if (count > bytes_.size() / bytes_each) return cut_short();
    return count;
}

Position WkbReader::take_position() {
    Position position;
    std::memcpy(&position.lon, bytes_.data(), sizeof(double));
    std::memcpy(&position.lat, bytes_.data() + sizeof(double), sizeof(double));
    bytes_.remove_prefix(kPositionBytes);
    return position;
}

Result<Ring> WkbReader::take_ring() {
    auto const count = TRY(take_count(kPositionBytes));
    vertices_ += count;
    if (vertices_ > GeometryLimits::kVerticesMax) {
        auto const limit = std::to_string(GeometryLimits::kVerticesMax);
        return bad_geometry("顶点超过 " + limit + " 个", "more than " + limit + " vertices");
    }
    Ring ring;
    ring.reserve(count);
    for (uint32_t i = 0; i < count; ++i) ring.push_back(take_position());
    return ring;
}

Result<PolygonRings> WkbReader::take_polygon() {
    auto const count = TRY(take_count(kCountBytes));
    PolygonRings rings;
    for (uint32_t i = 0; i < count; ++i) rings.push_back(TRY(take_ring()));
    return rings;
}

Result<Shape> WkbReader::read() {
    auto const kind = TRY(take_header());
    if (kind > kKindMax) return unknown_kind();
    Shape shape{static_cast<ShapeKind>(kind), {}, {}};
    switch (shape.kind) {
        case ShapeKind::kPoint:
            if (bytes_.size() < kPositionBytes) return cut_short();
            shape.position = take_position();
            break;
        case ShapeKind::kPolygon: shape.polygons.push_back(TRY(take_polygon())); break;
        case ShapeKind::kMultiPolygon: {
            auto const count = TRY(take_count(kHeaderBytes + kCountBytes));
            for (uint32_t i = 0; i < count; ++i) {
                auto const part = TRY(take_header());
                if (part != static_cast<uint32_t>(ShapeKind::kPolygon)) return unknown_kind();
                shape.polygons.push_back(TRY(take_polygon()));
            }
            break;
        }
        default: return unknown_kind();
    }
    if (!bytes_.empty()) return bad_geometry("WKB 后有多余字节", "bytes follow the WKB");
    return shape;
}

}  // namespace agglo
