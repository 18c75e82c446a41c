#include "exchange/export_rows.h"

#include "exchange/export_sheet.h"
#include "exchange/filter_text.h"
#include "exchange/header_map.h"

namespace agglo {

namespace {

struct FormatName {
    ExportFormat format;
    std::string_view name, media_type;
};

constexpr FormatName kFormats[] = {
    {ExportFormat::kXlsx, "xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {ExportFormat::kCsv, "csv", "text/csv; charset=utf-8"},
    {ExportFormat::kGeoJson, "geojson", "application/geo+json"},
    {ExportFormat::kGpkg, "gpkg", "application/geopackage+sqlite3"},
};

std::string header_of(std::string const& name, ExportUnit const& unit) {
    return unit.label.empty() ? name : name + "（" + unit.label + "）";
}

std::vector<ExportColumn> columns_of(Model const& model, Entity const& entity,
                                     EntityAccess const& access) {
    std::vector<ExportColumn> columns;
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        if (!access.may_read_field(f)) continue;
        auto unit = export_unit(model, entity.fields[f]);
        auto header = header_of(entity.fields[f].labels.zh, unit);
        columns.push_back({f, std::move(header), std::move(unit)});
    }
    // A header must lead back to its field and unit; where the label is ambiguous the name does.
    for (auto& column : columns) {
        auto const map = map_headers({column.header}, model, entity, access);
        auto const& back = map.computed.empty() ? map.columns : map.computed;
        bool const leads_back =
            back.size() == 1 && back[0].field == column.field && back[0].scale == column.unit.scale;
        if (!leads_back) column.header = header_of(entity.fields[column.field].name, column.unit);
    }
    return columns;
}

}  // namespace

std::string_view name_of(ExportFormat format) {
    return kFormats[static_cast<size_t>(format)].name;
}

std::string_view media_type_of(ExportFormat format) {
    return kFormats[static_cast<size_t>(format)].media_type;
}

std::optional<ExportFormat> export_format_named(std::string_view name) {
    for (auto const& format : kFormats) {
        if (format.name == name) return format.format;
    }
    return std::nullopt;
}

Result<ExportSheet> plan_export(Snapshot const& snapshot, Viewer const& viewer,
                                Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity});
    EntityAccess const access(snapshot, viewer, *entity);
    if (!access.may_read()) return Error(ErrorCode::kUnknownEntity, {query.entity});
    if (!access.may(Action::kExport))
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    ExportSheet sheet{&snapshot, &viewer, *entity, {}, {}, filter_text(query)};
    auto exported = query;
    exported.action = Action::kExport;
    sheet.rows = TRY(find_all(snapshot, viewer, exported, ExportLimits::kRowsMax));
    sheet.columns = columns_of(*snapshot.model, snapshot.model->entities[*entity], access);
    return sheet;
}

std::optional<Decimal> exported_number(ExportColumn const& column, Value const& value) {
    std::optional<Decimal> held;
    if (auto const* const integer = value.get<int64_t>()) held = Decimal{*integer, 0};
    if (auto const* const decimal = value.get<Decimal>()) held = *decimal;
    if (!held) return std::nullopt;
    auto const& scale = column.unit.scale;
    auto const shown = scaled(*held, {scale.denominator, scale.numerator}, column.unit.decimals);
    if (!shown.ok()) return std::nullopt;
    auto number = *shown;
    while (number.scale > 0 && number.mantissa % 10 == 0) number.mantissa /= 10, --number.scale;
    return number;
}

std::optional<size_t> geometry_column(ExportSheet const& sheet) {
    std::optional<size_t> found;
    for (size_t c = sheet.columns.size(); c-- > 0;) {
        auto const type = sheet.field(sheet.columns[c]).type;
        bool const is_better =
            type == FieldType::kPolygon ||
            (type == FieldType::kPoint &&
             !(found && sheet.field(sheet.columns[*found]).type == FieldType::kPolygon));
        if (is_better) found = c;
    }
    return found;
}

Result<std::string> export_rows(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                                ExportFormat format) {
    auto const sheet = TRY(plan_export(snapshot, viewer, query));
    switch (format) {
        case ExportFormat::kXlsx: return export_xlsx(sheet);
        case ExportFormat::kCsv: return export_csv(sheet);
        case ExportFormat::kGeoJson: return export_geojson(sheet);
        case ExportFormat::kGpkg: return export_gpkg(sheet);
    }
    return Error(ErrorCode::kInternal, {"export format"});
}

}  // namespace agglo
