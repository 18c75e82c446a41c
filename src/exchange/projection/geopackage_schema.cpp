#include "exchange/projection/geopackage_schema.h"

#include "exchange/projection/geopackage_geometry.h"
#include "exchange/projection/geopackage_index.h"
#include "exchange/projection/labelled_view.h"
#include "exchange/projection/projection_comments.h"
#include "exchange/projection/projection_state.h"

namespace agglo {

namespace {

// OGC 12-128r18 annex C, tables 1 to 5 and 9, and F.9, tables 29 and 30. 0x47504B47 is "GPKG".
constexpr char const* kStandardTables = R"sql(
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema',
   'http://www.geopackage.org/spec130/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
   'http://www.geopackage.org/spec130/#extension_schema', 'read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]',
   NULL),
  ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490,
   'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]]',
   'CGCS2000');
)sql";

char const* type_name(ProjectionType type) {
    switch (type) {
        case ProjectionType::kInteger: return "INTEGER";
        case ProjectionType::kDecimal: return "DOUBLE";
        case ProjectionType::kBoolean: return "BOOLEAN";
        case ProjectionType::kText:
        case ProjectionType::kList: return "TEXT";
        case ProjectionType::kDate: return "DATE";
        case ProjectionType::kInstant: return "DATETIME";
        case ProjectionType::kPoint: return "POINT";
        case ProjectionType::kPolygon: return "MULTIPOLYGON";
    }
    return "TEXT";
}

class GeoPackageMaker {
public:
    GeoPackageMaker(sqlite::Database& database, ProjectionLayout const& layout,
                    std::string const& finished_at)
        : database_(database), layout_(layout), finished_at_(finished_at) {}

    Result<void> make() {
        TRY(database_.execute(kStandardTables));
        for (auto const* enumeration : layout_.enumerations) TRY(add_constraint(*enumeration));
        for (auto const& table : layout_.tables) TRY(add_table(table));
        TRY(add_enumeration_table());
        TRY(add_state_table());
        for (auto const& view : layout_.views) TRY(add_view(view));
        return {};
    }

private:
    Result<void> insert(char const* sql, std::vector<std::string> const& cells) {
        auto statement = TRY(database_.prepare(sql));
        for (size_t i = 0; i < cells.size(); ++i)
            statement.bind(static_cast<int>(i) + 1, std::string_view(cells[i]));
        return statement.run();
    }

    Result<void> add_contents(std::string const& table, bool is_feature, Labels const& labels,
                              Labels const& description) {
        auto const identifier = identifiers_.take(both_labels(labels));
        return insert(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
            "last_change, srs_id) VALUES (?, ?, ?, ?, ?, CAST(? AS INTEGER))",
            {table, is_feature ? "features" : "attributes", identifier, both_labels(description),
             finished_at_, is_feature ? "4490" : "0"});
    }

    Result<void> add_geometry(std::string const& table, std::string const& column,
                              ProjectionType type) {
        return insert("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4490, 0, 0)",
                      {table, column, type_name(type)});
    }

    Result<void> describe(std::string const& table, std::string const& column,
                          std::string const& name, Labels const& labels, std::string const& comment,
                          std::string const& constraint) {
        return insert("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, nullif(?, ''))",
                      {table, column, name, both_labels(labels), comment, constraint});
    }

    Result<void> add_constraint(Enumeration const& enumeration) {
        for (auto const& value : enumeration.values) {
            TRY(
                insert("INSERT INTO gpkg_data_column_constraints (constraint_name, "
                       "constraint_type, value, description) VALUES (?, 'enum', ?, ?)",
                       {enumeration.name, value.code, label_in(layout_.language, value.labels)}));
        }
        return {};
    }

    Result<void> add_table(ProjectionTable const& table) {
        std::string columns;
        for (size_t c = 0; c < table.columns.size(); ++c) {
            auto const& column = table.columns[c];
            columns += c == 0 ? "" : ", ";
            columns += sql_name(column.name) + " ";
            columns += is_second_geometry(table, c) ? "TEXT" : type_name(column.type);
            if (c == 0) columns += " PRIMARY KEY NOT NULL";
        }
        TRY(database_.execute("CREATE TABLE " + sql_name(table.name) + " (" + columns + ")"));
        TRY(add_contents(table.name, table.map_column.has_value(), table.labels,
                         table.description));
        if (table.map_column) {
            auto const& column = table.columns[*table.map_column];
            TRY(add_geometry(table.name, column.name, column.type));
            TRY(make_spatial_index(database_, table));
        }
        DistinctNames names(ProjectionLayout::kNameBytesMax);
        for (size_t c = 0; c < table.columns.size(); ++c) {
            auto const& column = table.columns[c];
            auto const name = names.take(label_in(layout_.language, column.labels));
            bool const is_code =
                !column.enumeration.empty() && column.type == ProjectionType::kText;
            TRY(describe(table.name, column.name, name, column.labels, comment_of(table, c),
                         is_code ? column.enumeration : ""));
        }
        return {};
    }

    std::string comment_of(ProjectionTable const& table, size_t c) const {
        auto comment = column_comment(layout_, table.columns[c]);
        if (is_second_geometry(table, c))
            comment += (comment.empty() ? "" : "; ") + std::string("WKT");
        return comment;
    }

    Result<void> add_enumeration_table() {
        std::string const table = ProjectionLayout::kEnumerationTable;
        TRY(database_.execute("CREATE TABLE " + table +
                              " (enumeration TEXT NOT NULL, code TEXT NOT NULL, position INTEGER, "
                              "parent TEXT, zh TEXT, en TEXT, PRIMARY KEY (enumeration, code))"));
        TRY(add_contents(table, false, {"枚举值", "Enumeration values"}, {}));
        for (auto const* enumeration : layout_.enumerations) {
            for (size_t i = 0; i < enumeration->values.size(); ++i) {
                auto const& value = enumeration->values[i];
                TRY(insert("INSERT INTO enumeration_value VALUES (?, ?, ?, nullif(?, ''), ?, ?)",
                           {enumeration->name, value.code, std::to_string(i), value.parent,
                            value.labels.zh, value.labels.en}));
            }
        }
        return {};
    }

    Result<void> add_state_table() {
        std::string const table = ProjectionLayout::kStateTable;
        std::string columns;
        for (auto const& column : state_columns()) {
            columns += columns.empty() ? "" : ", ";
            columns += std::string(column.name) + (column.is_integer ? " INTEGER" : " TEXT");
        }
        TRY(database_.execute("CREATE TABLE " + table + " (" + columns + ")"));
        TRY(add_contents(table, false, {"投影状态", "State of the projection"},
                         state_description()));
        for (auto const& column : state_columns()) {
            TRY(describe(table, column.name, label_in(layout_.language, column.labels),
                         column.labels, "", ""));
        }
        return {};
    }

    Result<void> add_view(ProjectionView const& view) {
        auto const& table = layout_.tables[view.table];
        TRY(database_.execute(create_view_sql(layout_, view)));
        TRY(add_contents(view.name, table.map_column.has_value(),
                         {table.labels.zh + "（标注）", table.labels.en + " (labelled)"},
                         table.description));
        for (auto const& column : view.columns) {
            if (table.map_column && column.column == table.map_column)
                TRY(add_geometry(view.name, column.name, table.columns[*column.column].type));
        }
        return {};
    }

    sqlite::Database& database_;
    ProjectionLayout const& layout_;
    std::string const& finished_at_;
    DistinctNames identifiers_{400};  // gpkg_contents wants them unique
};

}  // namespace

Result<void> make_geopackage(sqlite::Database& database, ProjectionLayout const& layout,
                             std::string const& finished_at) {
    return GeoPackageMaker(database, layout, finished_at).make();
}

bool is_second_geometry(ProjectionTable const& table, size_t column) {
    auto const type = table.columns[column].type;
    bool const is_geometry = type == ProjectionType::kPoint || type == ProjectionType::kPolygon;
    return is_geometry && table.map_column != column;
}

}  // namespace agglo
