#include "geo/wkt.h"

#include <algorithm>
#include <charconv>

#include "geo/bad_geometry.h"
#include "geo/coordinate_text.h"

namespace agglo {

namespace {

Error malformed() {
    return bad_geometry("应写作 POINT (经度 纬度) 或 POLYGON ((…))",
                        "write POINT (longitude latitude) or POLYGON ((…))");
}

/// Takes the parts of a WKT text off its front; the grammar has no recursion deeper than three
/// brackets.
class WktReader {
public:
    explicit WktReader(std::string_view text) : rest_(text) {}

    Result<Shape> read() {
        auto const word = take_word();
        Shape shape;
        if (word == "POINT") {
            TRY(take('('));
            shape = {ShapeKind::kPoint, TRY(take_position()), {}};
            TRY(take(')'));
        } else if (word == "POLYGON") {
            shape = {ShapeKind::kPolygon, {}, {TRY(take_polygon())}};
        } else if (word == "MULTIPOLYGON") {
            shape = {ShapeKind::kMultiPolygon, {}, TRY(take_polygons())};
        } else {
            return malformed();
        }
        skip_space();
        if (!rest_.empty()) return malformed();
        return shape;
    }

private:
    void skip_space() {
        auto const word = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(std::min(word, rest_.size()));
    }

    std::string take_word() {
        skip_space();
        std::string word;
        while (!rest_.empty() && ((rest_.front() | 0x20) >= 'a' && (rest_.front() | 0x20) <= 'z')) {
            word += static_cast<char>(rest_.front() & ~0x20);
            rest_.remove_prefix(1);
        }
        return word;
    }

    bool takes(char mark) {
        skip_space();
        if (rest_.empty() || rest_.front() != mark) return false;
        rest_.remove_prefix(1);
        return true;
    }
    Result<void> take(char mark) {
        if (!takes(mark)) return malformed();
        return {};
    }

    Result<double> take_number() {
        skip_space();
        double number = 0;
        auto const read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (read.ec != std::errc()) return malformed();
        rest_.remove_prefix(static_cast<size_t>(read.ptr - rest_.data()));
        return number;
    }
    Result<Position> take_position() { return Position{TRY(take_number()), TRY(take_number())}; }

    Result<Ring> take_ring() {
        TRY(take('('));
        Ring ring;
        do ring.push_back(TRY(take_position()));
        while (takes(','));
        TRY(take(')'));
        return ring;
    }
    Result<PolygonRings> take_polygon() {
        TRY(take('('));
        PolygonRings rings;
        do rings.push_back(TRY(take_ring()));
        while (takes(','));
        TRY(take(')'));
        return rings;
    }
    Result<std::vector<PolygonRings>> take_polygons() {
        TRY(take('('));
        std::vector<PolygonRings> polygons;
        do polygons.push_back(TRY(take_polygon()));
        while (takes(','));
        TRY(take(')'));
        return polygons;
    }

    std::string_view rest_;
};

void append_polygon(std::string& out, PolygonRings const& rings) {
    out += '(';
    for (size_t r = 0; r < rings.size(); ++r) {
        out += r == 0 ? "(" : ", (";
        for (size_t i = 0; i < rings[r].size(); ++i) {
            if (i > 0) out += ", ";
            append_position(out, rings[r][i], ' ');
        }
        out += ')';
    }
    out += ')';
}

}  // namespace

Result<Geometry> geometry_from_wkt(std::string_view text) {
    if (text.size() > GeometryLimits::kTextBytesMax) {
        return bad_geometry("文字过长", "the text is too long");
    }
    auto geometry = geometry_of(TRY(WktReader(text).read()));
    TRY(check_geometry(geometry));
    return geometry;
}

std::string wkt_of(Geometry const& geometry) {
    auto const shape = shape_of(geometry);
    if (!shape.ok()) return "";
    std::string out;
    if (shape->kind == ShapeKind::kPoint) {
        out = "POINT (";
        append_position(out, shape->position, ' ');
        return out + ')';
    }
    bool const many = shape->kind == ShapeKind::kMultiPolygon;
    out = many ? "MULTIPOLYGON (" : "POLYGON ";
    for (size_t i = 0; i < shape->polygons.size(); ++i) {
        if (i > 0) out += ", ";
        append_polygon(out, shape->polygons[i]);
    }
    if (many) out += ')';
    return out;
}

}  // namespace agglo
