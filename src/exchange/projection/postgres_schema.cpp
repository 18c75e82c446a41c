#include "exchange/projection/postgres_schema.h"

#include "exchange/projection/labelled_view.h"
#include "exchange/projection/projection_comments.h"
#include "exchange/projection/projection_state.h"

namespace agglo {

namespace {

/// Any int64 mantissa has at most 19 digits; an area in mu may have two more.
constexpr int kDigits = 19;
constexpr int kDigitsInMu = 21;

std::string type_of(ProjectionColumn const& column) {
    switch (column.type) {
        case ProjectionType::kInteger: return "bigint";
        case ProjectionType::kDecimal: {
            bool const in_mu = column.source == ProjectionColumn::Source::kFieldInMu;
            return "numeric(" + std::to_string(in_mu ? kDigitsInMu : kDigits) + "," +
                   std::to_string(column.scale) + ")";
        }
        case ProjectionType::kBoolean: return "boolean";
        case ProjectionType::kText: return "text";
        case ProjectionType::kList: return "text[]";
        case ProjectionType::kDate: return "date";
        case ProjectionType::kInstant: return "timestamptz";
        case ProjectionType::kPoint: return "geometry(Point,4490)";
        case ProjectionType::kPolygon: return "geometry(MultiPolygon,4490)";
    }
    return "text";
}

std::string create_table(ProjectionTable const& table) {
    std::string columns;
    for (auto const& column : table.columns) {
        columns += columns.empty() ? "" : ", ";
        columns += sql_name(column.name) + " " + type_of(column);
    }
    return "CREATE TABLE " + sql_name(table.name) + " (" + columns + ");\n";
}

std::string create_state_table() {
    std::string columns;
    for (auto const& column : state_columns()) {
        columns += columns.empty() ? "" : ", ";
        columns += std::string(column.name) + (column.is_integer ? " bigint" : " text");
    }
    return std::string("CREATE TABLE ") + ProjectionLayout::kStateTable + " (" + columns + ");\n";
}

std::string comment_on(char const* kind, std::string const& what, std::string const& comment) {
    return std::string("COMMENT ON ") + kind + " " + what + " IS " + sql_text(comment) + ";\n";
}

std::string finish_table(ProjectionLayout const& layout, ProjectionTable const& table) {
    auto const name = sql_name(table.name);
    auto sql = "ALTER TABLE " + name + " ADD PRIMARY KEY (id);\n";
    if (table.map_column) {
        sql += "CREATE INDEX ON " + name + " USING gist (" +
               sql_name(table.columns[*table.map_column].name) + ");\n";
    }
    sql += comment_on("TABLE", name, table_comment(table));
    for (auto const& column : table.columns) {
        auto comment = both_labels(column.labels);
        auto const more = column_comment(layout, column);
        if (!more.empty()) comment += ". " + more;
        sql += comment_on("COLUMN", name + "." + sql_name(column.name), comment);
    }
    return sql;
}

}  // namespace

std::string create_tables_sql(ProjectionLayout const& layout) {
    std::string sql;
    for (auto const& table : layout.tables) sql += create_table(table);
    sql += std::string("CREATE TABLE ") + ProjectionLayout::kEnumerationTable +
           " (enumeration text, code text, position integer, parent text, zh text, en text, "
           "PRIMARY KEY (enumeration, code));\n";
    return sql + create_state_table();
}

std::string finish_tables_sql(ProjectionLayout const& layout) {
    std::string sql;
    for (auto const& table : layout.tables) sql += finish_table(layout, table);
    for (auto const& table : layout.tables) sql += "ANALYZE " + sql_name(table.name) + ";\n";
    for (auto const& view : layout.views) {
        sql += create_view_sql(layout, view) + ";\n";
        sql += comment_on("VIEW", sql_name(view.name), table_comment(layout.tables[view.table]));
    }
    std::string const state = ProjectionLayout::kStateTable;
    sql += comment_on("TABLE", state, both_labels(state_description()));
    for (auto const& column : state_columns())
        sql += comment_on("COLUMN", state + "." + column.name, both_labels(column.labels));
    sql += comment_on("TABLE", ProjectionLayout::kEnumerationTable, "枚举值 / Enumeration values");
    return sql;
}

}  // namespace agglo
