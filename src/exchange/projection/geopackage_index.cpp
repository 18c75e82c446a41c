#include "exchange/projection/geopackage_index.h"

namespace agglo {

namespace {

/// What the standard's templates call t, c, i and the index itself.
struct Names {
    std::string table, column, id, index;
};

Names names_of(ProjectionTable const& table) {
    return {sql_name(table.name), sql_name(table.columns[*table.map_column].name),
            sql_name(table.columns.front().name), index_name(table)};
}

struct Trigger {
    char const* ending;
    std::string (*body)(Names const&);
};

std::string is_shown(Names const& n) {
    return "(NEW." + n.column + " NOT NULL AND NOT ST_IsEmpty(NEW." + n.column + "))";
}

std::string is_gone(Names const& n) {
    return "(NEW." + n.column + " ISNULL OR ST_IsEmpty(NEW." + n.column + "))";
}

std::string put_new(Names const& n) {
    auto const edge = [&](char const* function) {
        return std::string(function) + "(NEW." + n.column + ")";
    };
    return "INSERT OR REPLACE INTO " + sql_name(n.index) + " VALUES (NEW." + n.id + ", " +
           edge("ST_MinX") + ", " + edge("ST_MaxX") + ", " + edge("ST_MinY") + ", " +
           edge("ST_MaxY") + "); ";
}

std::string drop_old(Names const& n) {
    return "DELETE FROM " + sql_name(n.index) + " WHERE id = OLD." + n.id + "; ";
}

std::string drop_both(Names const& n) {
    return "DELETE FROM " + sql_name(n.index) + " WHERE id IN (OLD." + n.id + ", NEW." + n.id +
           "); ";
}

std::string same_id(Names const& n) {
    return " ON " + n.table + " WHEN OLD." + n.id + " = NEW." + n.id + " AND ";
}

std::string other_id(Names const& n) {
    return " ON " + n.table + " WHEN OLD." + n.id + " != NEW." + n.id + " AND ";
}

/// In the order of the standard.
constexpr Trigger kTriggers[] = {
    {"insert",
     [](Names const& n) {
         return "AFTER INSERT ON " + n.table + " WHEN " + is_shown(n) + " BEGIN " + put_new(n);
     }},
    {"update1",
     [](Names const& n) {
         return "AFTER UPDATE OF " + n.column + same_id(n) + is_shown(n) + " BEGIN " + put_new(n);
     }},
    {"update2",
     [](Names const& n) {
         return "AFTER UPDATE OF " + n.column + same_id(n) + is_gone(n) + " BEGIN " + drop_old(n);
     }},
    {"update3",
     [](Names const& n) {
         return "AFTER UPDATE" + other_id(n) + is_shown(n) + " BEGIN " + drop_old(n) + put_new(n);
     }},
    {"update4",
     [](Names const& n) {
         return "AFTER UPDATE" + other_id(n) + is_gone(n) + " BEGIN " + drop_both(n);
     }},
    {"delete",
     [](Names const& n) {
         return "AFTER DELETE ON " + n.table + " WHEN OLD." + n.column + " NOT NULL BEGIN " +
                drop_old(n);
     }},
};

}  // namespace

std::string index_name(ProjectionTable const& table) {
    return "rtree_" + table.name + "_" + table.columns[*table.map_column].name;
}

Result<void> make_spatial_index(sqlite::Database& database, ProjectionTable const& table) {
    if (!table.map_column) return {};
    TRY(database.execute("CREATE VIRTUAL TABLE " + sql_name(index_name(table)) +
                         " USING rtree(id, minx, maxx, miny, maxy)"));
    auto insert = TRY(
        database.prepare("INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', "
                         "'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')"));
    insert.bind(1, std::string_view(table.name));
    insert.bind(2, std::string_view(table.columns[*table.map_column].name));
    return insert.run();
}

Result<void> suspend_index_triggers(sqlite::Database& database, ProjectionTable const& table) {
    if (!table.map_column) return {};
    for (auto const& trigger : kTriggers) {
        auto const name = sql_name(index_name(table) + "_" + trigger.ending);
        TRY(database.execute("DROP TRIGGER IF EXISTS " + name));
    }
    return {};
}

Result<void> resume_index_triggers(sqlite::Database& database, ProjectionTable const& table) {
    if (!table.map_column) return {};
    auto const names = names_of(table);
    for (auto const& trigger : kTriggers) {
        auto const name = sql_name(index_name(table) + "_" + trigger.ending);
        TRY(database.execute("CREATE TRIGGER " + name + " " + trigger.body(names) + "END"));
    }
    return {};
}

Result<IndexWriter> IndexWriter::prepare(sqlite::Database& database, ProjectionTable const& table) {
    if (!table.map_column) return IndexWriter(std::nullopt);
    return IndexWriter(TRY(database.prepare("INSERT INTO " + sql_name(index_name(table)) +
                                            " VALUES (?, ?, ?, ?, ?)")));
}

Result<void> IndexWriter::write(RecordId id, Box const& bounds) {
    insert_->bind(1, id);
    insert_->bind_real(2, bounds.west).bind_real(3, bounds.east);
    insert_->bind_real(4, bounds.south).bind_real(5, bounds.north);
    return insert_->run();
}

}  // namespace agglo
