// check_geometry: our own rules first (they need no library), then GEOS for what needs geometry.
#include <cmath>
#include <geos_c.h>
#include <memory>
#include <string>

#include "geo/bad_geometry.h"
#include "geo/shape.h"

namespace agglo {

namespace {

constexpr size_t kRingPositionsMin = 4;

struct Context {
    GEOSContextHandle_t handle = GEOS_init_r();
    Context() = default;
    Context(Context const&) = delete;
    Context& operator=(Context const&) = delete;
    ~Context() { GEOS_finish_r(handle); }
};

GEOSContextHandle_t geos() {
    thread_local Context const context;
    return context.handle;
}

struct Destroy {
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
    void operator()(GEOSWKBReader* reader) const { GEOSWKBReader_destroy_r(geos(), reader); }
    void operator()(char* text) const { GEOSFree_r(geos(), text); }
};

bool is_on_earth(Position p) {
    return std::isfinite(p.lon) && std::isfinite(p.lat) && std::abs(p.lon) <= 180 &&
           std::abs(p.lat) <= 90;
}

Error off_earth() {
    return bad_geometry("经度应在 ±180、纬度应在 ±90 之内（经度在前）",
                        "longitude is within ±180 and latitude within ±90, longitude first");
}

Result<void> check_ring(Ring const& ring) {
    if (ring.size() < kRingPositionsMin) {
        return bad_geometry("环少于 4 个点", "a ring has fewer than 4 positions");
    }
    for (auto const position : ring) {
        if (!is_on_earth(position)) return off_earth();
    }
    if (ring.front() != ring.back()) return bad_geometry("环未闭合", "a ring is not closed");
    return {};
}

Result<void> check_rings(Shape const& shape) {
    if (shape.kind == ShapeKind::kPoint) {
        if (!is_on_earth(shape.position)) return off_earth();
        return {};
    }
    if (shape.polygons.empty()) return bad_geometry("图形为空", "the geometry is empty");
    for (auto const& rings : shape.polygons) {
        if (rings.empty()) return bad_geometry("图形为空", "the geometry is empty");
        for (auto const& ring : rings) TRY(check_ring(ring));
    }
    return {};
}

// The reasons of GEOS (operation/valid/TopologyValidationError), without their bracketed place.
std::string zh_of(std::string_view reason) {
    struct Word {
        std::string_view en, zh;
    };
    static constexpr Word kWords[] = {
        {"Self-intersection", "边界自相交"},
        {"Ring Self-intersection", "环自相交"},
        {"Hole lies outside shell", "洞在面之外"},
        {"Holes are nested", "洞相互嵌套"},
        {"Nested shells", "面相互嵌套"},
        {"Interior is disconnected", "内部不连通"},
        {"Duplicate Rings", "环重复"},
        {"Too few points", "点数不足"},
    };
    for (auto const& word : kWords) {
        if (reason.starts_with(word.en)) {
            return std::string(word.zh) + std::string(reason.substr(word.en.size()));
        }
    }
    return std::string(reason);
}

}  // namespace

Result<void> check_geometry(Geometry const& geometry) {
    auto const shape = TRY(shape_of(geometry));
    TRY(check_rings(shape));
    if (shape.kind == ShapeKind::kPoint) return {};
    std::unique_ptr<GEOSWKBReader, Destroy> const reader(GEOSWKBReader_create_r(geos()));
    auto const* bytes = reinterpret_cast<unsigned char const*>(geometry.wkb.data());
    std::unique_ptr<GEOSGeometry, Destroy> const read(
        GEOSWKBReader_read_r(geos(), reader.get(), bytes, geometry.wkb.size()));
    if (!read) return bad_geometry("无法解析", "cannot be parsed");
    if (GEOSisValid_r(geos(), read.get()) == 1) return {};
    std::unique_ptr<char, Destroy> const reason(GEOSisValidReason_r(geos(), read.get()));
    std::string const en = reason ? reason.get() : "invalid";
    return bad_geometry(zh_of(en), en);
}

}  // namespace agglo
