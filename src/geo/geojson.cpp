#include "geo/geojson.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "geo/bad_geometry.h"
#include "geo/coordinate_text.h"

namespace agglo {

namespace {

namespace json = boost::json;

Error malformed() {
    return bad_geometry("不是 GeoJSON 图形", "not a GeoJSON geometry");
}

Result<json::value> parse_json(std::string_view text) {
    if (text.size() > GeometryLimits::kTextBytesMax) {
        return bad_geometry("文字过长", "the text is too long");
    }
    json::parse_options options;
    options.max_depth = GeometryLimits::kDepthMax;
    boost::system::error_code error;
    auto value = json::parse(text, error, {}, options);
    if (error) return malformed();
    return value;
}

Result<double> number_of(json::value const& value) {
    boost::system::error_code error;
    if (!value.is_number()) return malformed();
    return value.to_number<double>(error);
}

Result<Position> position_of(json::value const& value) {
    auto const* items = value.if_array();
    if (!items || items->size() < 2 || items->size() > 3) return malformed();
    return Position{TRY(number_of((*items)[0])), TRY(number_of((*items)[1]))};
}

Result<PolygonRings> polygon_of(json::value const& value) {
    auto const* items = value.if_array();
    if (!items) return malformed();
    PolygonRings rings;
    for (auto const& item : *items) {
        auto const* positions = item.if_array();
        if (!positions) return malformed();
        auto& ring = rings.emplace_back();
        for (auto const& position : *positions) ring.push_back(TRY(position_of(position)));
    }
    return rings;
}

Result<Shape> shape_from(std::string_view type, json::value const& coordinates) {
    if (type == "Point") {
        return Shape{ShapeKind::kPoint, TRY(position_of(coordinates)), {}};
    }
    if (type == "Polygon") {
        return Shape{ShapeKind::kPolygon, {}, {TRY(polygon_of(coordinates))}};
    }
    if (type != "MultiPolygon" || !coordinates.is_array()) return malformed();
    Shape shape{ShapeKind::kMultiPolygon, {}, {}};
    for (auto const& item : coordinates.get_array()) {
        shape.polygons.push_back(TRY(polygon_of(item)));
    }
    return shape;
}

void append_polygon(std::string& out, PolygonRings const& rings) {
    out += '[';
    for (size_t r = 0; r < rings.size(); ++r) {
        out += r == 0 ? "[" : ",[";
        for (size_t i = 0; i < rings[r].size(); ++i) {
            out += i == 0 ? "[" : ",[";
            append_position(out, rings[r][i], ',');
            out += ']';
        }
        out += ']';
    }
    out += ']';
}

void append_coordinates(std::string& out, Shape const& shape) {
    if (shape.kind == ShapeKind::kPoint) {
        out += '[';
        append_position(out, shape.position, ',');
        out += ']';
        return;
    }
    if (shape.kind == ShapeKind::kMultiPolygon) out += '[';
    for (size_t i = 0; i < shape.polygons.size(); ++i) {
        if (i > 0) out += ',';
        append_polygon(out, shape.polygons[i]);
    }
    if (shape.kind == ShapeKind::kMultiPolygon) out += ']';
}

std::string_view type_name(ShapeKind kind) {
    switch (kind) {
        case ShapeKind::kPoint: return "Point";
        case ShapeKind::kPolygon: return "Polygon";
        case ShapeKind::kMultiPolygon: return "MultiPolygon";
    }
    return "";
}

}  // namespace

Result<Geometry> geometry_from_geojson(std::string_view text) {
    auto const value = TRY(parse_json(text));
    auto const* object = value.if_object();
    if (!object) return malformed();
    auto const* type = object->if_contains("type");
    auto const* coordinates = object->if_contains("coordinates");
    if (!type || !type->is_string() || !coordinates) return malformed();
    auto geometry = geometry_of(TRY(shape_from(type->get_string(), *coordinates)));
    TRY(check_geometry(geometry));
    return geometry;
}

std::string geojson_of(Geometry const& geometry) {
    auto const shape = shape_of(geometry);
    if (!shape.ok()) return "null";
    std::string out = R"({"type":")";
    out += type_name(shape->kind);
    out += R"(","coordinates":)";
    append_coordinates(out, *shape);
    out += '}';
    return out;
}

}  // namespace agglo
