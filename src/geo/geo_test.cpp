#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

#include "geo/area.h"
#include "geo/geojson.h"
#include "geo/wkt.h"

namespace agglo {
namespace {

constexpr auto kSquare =
    R"({"type":"Polygon","coordinates":[[[112.47,23.05],[112.48,23.05],[112.48,23.06],[112.47,23.06],[112.47,23.05]]]})";
constexpr auto kHoled =
    "POLYGON ((112 23, 113 23, 113 24, 112 24, 112 23), "
    "(112.4 23.4, 112.4 23.6, 112.6 23.6, 112.6 23.4, 112.4 23.4))";

TEST(GeoJson, ComesBackAsItWent) {
    char const* const cases[] = {
        R"({"type":"Point","coordinates":[112.4712345,23.05]})",
        R"({"type":"Point","coordinates":[-0.1,0]})",
        kSquare,
        R"({"type":"MultiPolygon","coordinates":[[[[112,23],[113,23],[113,24],[112,23]]],[[[114,23],[115,23],[115,24],[114,23]]]]})",
    };
    for (auto const* text : cases) {
        auto const geometry = geometry_from_geojson(text);
        ASSERT_TRUE(geometry.ok()) << geometry.error().message_en();
        EXPECT_EQ(geojson_of(*geometry), text);
        EXPECT_EQ(*geometry_from_wkt(wkt_of(*geometry)), *geometry);
    }
}

TEST(GeoJson, IsCanonical) {
    auto const clockwise = geometry_from_geojson(
        R"({"type":"Polygon","coordinates":[[[112,23],[112,24],[113,24],[113,23],[112,23]]]})");
    EXPECT_EQ(wkt_of(*clockwise), "POLYGON ((112 23, 113 23, 113 24, 112 24, 112 23))");
    auto const precise =
        geometry_from_geojson(R"({"type":"Point","coordinates":[1.00000004,2,9]})");
    EXPECT_EQ(geojson_of(*precise), R"({"type":"Point","coordinates":[1,2]})");
    auto const open = polygon({{112, 23}, {113, 23}, {113, 24}});
    EXPECT_EQ(wkt_of(open), "POLYGON ((112 23, 113 23, 113 24, 112 23))");
}

TEST(GeoJson, RefusesWithAReason) {
    struct Case {
        std::string text, en;
    } const cases[] = {
        {"", "GeoJSON"},
        {"[]", "GeoJSON"},
        {R"({"type":"Point"})", "GeoJSON"},
        {R"({"type":"LineString","coordinates":[[1,2],[3,4]]})", "GeoJSON"},
        {R"({"type":"Point","coordinates":["1",2]})", "GeoJSON"},
        {R"({"type":"Point","coordinates":[1]})", "GeoJSON"},
        {R"({"type":"Point","coordinates":[23.05,112.47]})", "longitude first"},
        {R"({"type":"Point","coordinates":[1e400,2]})", ""},
        {R"({"type":"Polygon","coordinates":[]})", "empty"},
        {R"({"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]})", "fewer than 4"},
        {R"({"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]})", "intersection"},
        {std::string(100'000, '['), "GeoJSON"},
    };
    for (auto const& [text, en] : cases) {
        auto const geometry = geometry_from_geojson(text);
        ASSERT_FALSE(geometry.ok()) << text;
        EXPECT_EQ(geometry.error().code(), ErrorCode::kBadGeometry);
        EXPECT_NE(geometry.error().message_en().find(en), std::string::npos)
            << geometry.error().message_en();
    }
}

TEST(GeoJson, BoundsVertices) {
    Ring ring;
    for (size_t i = 0; i <= GeometryLimits::kVerticesMax; ++i) {
        auto const angle = 2 * std::numbers::pi * static_cast<double>(i) / 100'000;
        ring.push_back({112 + std::cos(angle), 23 + std::sin(angle)});
    }
    EXPECT_FALSE(check_geometry(polygon(ring)).ok());
    ring.resize(1000);
    EXPECT_TRUE(check_geometry(polygon(ring)).ok());
}

TEST(Wkt, ReadsAsPeopleWrite) {
    EXPECT_EQ(wkt_of(*geometry_from_wkt(" point(112.5 23)\n")), "POINT (112.5 23)");
    EXPECT_EQ(wkt_of(*geometry_from_wkt(kHoled)), kHoled);
    for (auto const* text : {"", "POINT", "POINT EMPTY", "POINT (1)", "POINT (1 2", "POINT (1 2) x",
                             "POINT (nan 2)", "LINESTRING (1 2, 3 4)", "POLYGON (1 2, 3 4)"}) {
        EXPECT_FALSE(geometry_from_wkt(text).ok()) << text;
    }
}

TEST(Wkb, BelievesNoCount) {
    auto const whole = geometry_from_wkt(kHoled)->wkb;
    for (size_t length = 0; length < whole.size(); ++length) {
        EXPECT_FALSE(check_geometry({whole.substr(0, length)}).ok());
    }
    EXPECT_FALSE(check_geometry({whole + "x"}).ok());
    EXPECT_FALSE(check_geometry({std::string("\x01\x03\0\0\0\xFF\xFF\xFF\xFF", 9)}).ok());
    EXPECT_FALSE(check_geometry({std::string("\x01\x06\0\0\0\xFF\xFF\xFF\x0F", 9)}).ok());
    EXPECT_EQ(geojson_of({"x"}), "null");
}

TEST(Shape, HasBounds) {
    auto const box = bounds_of(*shape_of(*geometry_from_wkt(kHoled)));
    EXPECT_EQ(box.west, 112);
    EXPECT_EQ(box.south, 23);
    EXPECT_EQ(box.east, 113);
    EXPECT_EQ(box.north, 24);
}

/// The slow twin: the ellipsoid's area element M·N·cos φ integrated by Simpson's rule.
double box_area_m2(double lat_low, double lat_high, double lon_width) {
    constexpr double kRadian = std::numbers::pi / 180;
    constexpr int kSteps = 1000;
    double const e2 = kFlattening * (2 - kFlattening);
    double const step = (lat_high - lat_low) * kRadian / kSteps;
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
        double const lat = lat_low * kRadian + i * step;
        double const w = 1 - e2 * std::sin(lat) * std::sin(lat);
        double const element = (1 - e2) / (w * w) * std::cos(lat);
        sum += element * (i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * step / 3 * lon_width * kRadian * kSemiMajorAxis_m * kSemiMajorAxis_m;
}

TEST(Area, AgreesWithTheIntegral) {
    struct Case {
        double lat, size;
    } const cases[] = {{0, 1}, {23.05, 0.01}, {23.05, 0.0005}, {45, 0.5}, {-23.05, 0.01}};
    for (auto const [lat, size] : cases) {
        auto const box =
            polygon({{112, lat}, {112 + size, lat}, {112 + size, lat + size}, {112, lat + size}});
        auto const expected = box_area_m2(lat, lat + size, size);
        EXPECT_NEAR(area_m2(box) / expected, 1, 1e-6) << lat << " " << size;
    }
    // Holes are taken off.
    auto const square =
        area_m2(*geometry_from_wkt("POLYGON ((112 23, 113 23, 113 24, 112 24, 112 23))"));
    auto const hole = box_area_m2(23.4, 23.6, 0.2);
    EXPECT_NEAR(area_m2(*geometry_from_wkt(kHoled)), square - hole, 1);
    EXPECT_EQ(area_m2(point(112, 23)), 0);
    EXPECT_DOUBLE_EQ(mu_of_m2(10'000), 15);
}

}  // namespace
}  // namespace agglo
