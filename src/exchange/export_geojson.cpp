#include "base/json_writer.h"
#include "exchange/export_sheet.h"
#include "geo/geojson.h"

namespace agglo {

namespace {

/// Flat properties, as GIS programs like them: references by the text spreadsheets show,
/// enumerations by code.
void write_property(JsonWriter& json, Field const& field, Value const& value, ShownText& shown) {
    if (value.is_null()) {
        json.null();
    } else if (auto const* const flag = value.get<bool>()) {
        json.boolean(*flag);
    } else if (auto const* const integer = value.get<int64_t>()) {
        json.integer(*integer);
    } else if (auto const* const decimal = value.get<Decimal>()) {
        json.decimal(*decimal);
    } else if (auto const* const text = value.get<std::string>()) {
        json.text(*text);
    } else if (auto const* const instant = value.get<Instant>()) {
        json.text(instant->to_string());
    } else if (auto const* const geometry = value.get<Geometry>()) {
        json.raw(geojson_of(*geometry));
    } else {
        json.text(shown.of(field, value));
    }
}

void write_feature(JsonWriter& json, ExportSheet const& sheet, EntityView const& view, size_t row,
                   std::optional<size_t> geometry, ShownText& shown) {
    json.begin_object().member("type", "Feature").member("id", static_cast<int64_t>(row) + 1);
    auto const shape = geometry ? view.value(row, sheet.columns[*geometry].field) : Value();
    json.key("geometry");
    shape.is_null() ? json.null() : json.raw(geojson_of(*shape.get<Geometry>()));
    json.key("properties").begin_object().member("version", view.version(row));
    for (size_t c = 0; c < sheet.columns.size(); ++c) {
        if (c == geometry) continue;
        auto const& field = sheet.field(sheet.columns[c]);
        json.key(field.name);
        write_property(json, field, view.value(row, sheet.columns[c].field), shown);
    }
    json.end_object().end_object();
}

}  // namespace

std::string export_geojson(ExportSheet const& sheet) {
    auto const view = sheet.view();
    auto const geometry = geometry_column(sheet);
    ShownText shown(*sheet.snapshot, *sheet.viewer);
    JsonWriter json;
    json.begin_object().member("type", "FeatureCollection").member("name", view.entity().name);
    json.key("features").begin_array();
    for (auto const row : sheet.rows) write_feature(json, sheet, view, row, geometry, shown);
    json.end_array().end_object();
    return json.take();
}

}  // namespace agglo
