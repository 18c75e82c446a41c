#include "exchange/projection/copy_text.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "exchange/projection/geopackage_geometry.h"
#include "exchange/projection/projection_rows.h"

namespace agglo {
namespace {

TEST(CopyText, WritesEveryKindOfValue) {
    struct Case {
        Value value;
        std::string text;
    };
    for (auto const& [value, text] : std::vector<Case>{
             {Value(), "\\N"},
             {int64_t{-7}, "-7"},
             {true, "t"},
             {Decimal{INT64_MAX, 2}, "92233720368547758.07"},
             {Decimal{-5, 2}, "-0.05"},
             {"四会\t\\市\r\n", "四会\\t\\\\市\\r\\n"},
             {"", ""},
             {Date{0}, "1970-01-01"},
             {Instant{1'500'000}, "1970-01-01T00:00:01.500000Z"},
             {ValueList{}, "{}"},
             {ValueList{"甲,乙", "a\"b\\c"}, "{\"甲,乙\",\"a\\\\\"b\\\\\\\\c\"}"},
         }) {
        std::string lines;
        append_copy_line(lines, {int64_t{1}, value});
        EXPECT_EQ(lines, "1\t" + text + "\n");
    }
}

// ST_AsHEXEWKB(ST_SetSRID(ST_MakePoint(112.5, 23), 4490)) of PostGIS 3.3.
TEST(CopyText, WritesGeometryAsPostgisReadsIt) {
    EXPECT_EQ(hex_ewkb(point(112.5, 23)), "01010000208a1100000000000000205c400000000000003740");
}

TEST(GeoPackageBinary, HasAHeaderAndForAreasAnEnvelope) {
    auto const at = geopackage_binary(point(112.5, 23));
    ASSERT_TRUE(at.ok());
    EXPECT_EQ(to_hex(at->bytes.substr(0, 8)), "475000018a110000");
    auto const square = polygon({{112, 23}, {113, 23}, {113, 24}, {112, 24}});
    auto const area = geopackage_binary(as_multi_polygon(square));
    ASSERT_TRUE(area.ok());
    EXPECT_EQ(to_hex(area->bytes.substr(0, 8)), "475000038a110000");
    EXPECT_EQ(area->bounds.east, 113);
    EXPECT_EQ(area->bytes.size(), 8 + 32 + as_multi_polygon(square).wkb.size());
    EXPECT_FALSE(geopackage_binary({"wkb"}).ok());
}

TEST(ProjectionRows, APolygonBecomesAMultiPolygonOnce) {
    auto const square = polygon({{112, 23}, {113, 23}, {113, 24}, {112, 24}});
    auto const promoted = as_multi_polygon(square);
    auto const shape = shape_of(promoted);
    ASSERT_TRUE(shape.ok());
    EXPECT_EQ(shape->kind, ShapeKind::kMultiPolygon);
    EXPECT_EQ(shape->polygons, shape_of(square)->polygons);
    EXPECT_EQ(as_multi_polygon(promoted), promoted);
    EXPECT_EQ(as_multi_polygon(point(1, 2)), point(1, 2));
}

TEST(ProjectionRows, AreasInMuAreExact) {
    struct Case {
        Decimal m2;
        Value mu;
    };
    for (auto const& [m2, mu] : std::vector<Case>{
             {{66'667, 2}, Decimal{1'000'005, 6}},
             {{2'000'000, 2}, Decimal{30'000'000, 6}},
             {{1, 2}, Decimal{15, 6}},
             {{-1, 2}, Decimal{-15, 6}},
             {{INT64_MAX, 2}, Value()},
         }) {
        EXPECT_EQ(area_in_mu(m2, 6), mu) << m2.to_string();
    }
}

}  // namespace
}  // namespace agglo
