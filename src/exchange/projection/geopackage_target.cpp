#include "exchange/projection/geopackage_target.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/json_writer.h"
#include "exchange/projection/geopackage_geometry.h"
#include "exchange/projection/geopackage_index.h"
#include "exchange/projection/geopackage_schema.h"
#include "geo/wkt.h"
#include "journal/file_lock.h"
#include "query/record_json.h"

namespace agglo {

namespace {

/// The nearest double: both parts are exact below 2^53, and IEEE division rounds once.
double real_of(Decimal decimal) {
    constexpr int64_t kExactMax = int64_t{1} << 53;
    bool const is_exact = decimal.mantissa <= kExactMax && decimal.mantissa >= -kExactMax;
    if (!is_exact) return std::strtod(decimal.to_string().c_str(), nullptr);
    return static_cast<double>(decimal.mantissa) / static_cast<double>(power_of_ten(decimal.scale));
}

/// GeoPackage DATETIME (OGC 12-128r18 table 1): always with milliseconds.
std::string datetime_of(Instant instant) {
    auto const text = instant.to_string();
    auto const milliseconds = ((instant.us % 1'000'000) + 1'000'000) % 1'000'000 / 1'000;
    auto const digits = std::to_string(1'000 + milliseconds).substr(1);
    return text.substr(0, 19) + "." + digits + "Z";
}

void widen(std::optional<Box>& box, Box const& other) {
    if (!box) {
        box = other;
        return;
    }
    box->west = std::min(box->west, other.west);
    box->south = std::min(box->south, other.south);
    box->east = std::max(box->east, other.east);
    box->north = std::max(box->north, other.north);
}

/// Writes rows of one table.
class TableInserter {
public:
    static Result<TableInserter> prepare(sqlite::Database& database, ProjectionTable const& table) {
        std::string marks;
        for (size_t c = 0; c < table.columns.size(); ++c) marks += c == 0 ? "?" : ", ?";
        auto insert = TRY(
            database.prepare("INSERT INTO " + sql_name(table.name) + " VALUES (" + marks + ")"));
        auto index = TRY(IndexWriter::prepare(database, table));
        return TableInserter(table, std::move(insert), std::move(index));
    }

    Result<void> write(RecordId id, std::vector<Value> const& cells) {
        shown_.reset();
        for (size_t c = 0; c < cells.size(); ++c) TRY(bind(c, cells[c]));
        if (shown_) TRY(index_.write(id, *shown_));
        return insert_.run();
    }

    std::optional<Box> const& bounds() const { return bounds_; }

private:
    TableInserter(ProjectionTable const& table, sqlite::Statement insert, IndexWriter index)
        : table_(&table), insert_(std::move(insert)), index_(std::move(index)) {}

    Result<void> bind(size_t c, Value const& value) {
        int const at = static_cast<int>(c) + 1;
        if (auto const* const geometry = value.get<Geometry>()) return bind_geometry(c, *geometry);
        if (auto const* const number = value.get<int64_t>()) {
            insert_.bind(at, *number);
        } else if (auto const* const flag = value.get<bool>()) {
            insert_.bind(at, int64_t{*flag});
        } else if (auto const* const decimal = value.get<Decimal>()) {
            insert_.bind_real(at, real_of(*decimal));
        } else if (auto const* const text = value.get<std::string>()) {
            insert_.bind(at, std::string_view(*text));
        } else if (auto const* const date = value.get<Date>()) {
            insert_.bind(at, std::string_view(date->to_string()));
        } else if (auto const* const instant = value.get<Instant>()) {
            insert_.bind(at, std::string_view(datetime_of(*instant)));
        } else if (value.get<ValueList>()) {
            JsonWriter json;
            write_plain_value(json, value);
            insert_.bind(at, std::string_view(json.str()));
        } else {
            insert_.bind_null(at);
        }
        return {};
    }

    Result<void> bind_geometry(size_t c, Geometry const& geometry) {
        int const at = static_cast<int>(c) + 1;
        if (is_second_geometry(*table_, c)) {
            insert_.bind(at, std::string_view(wkt_of(geometry)));
            return {};
        }
        auto const binary = TRY(geopackage_binary(geometry));
        widen(bounds_, binary.bounds);
        shown_ = binary.bounds;
        insert_.bind_blob(at, binary.bytes);
        return {};
    }

    ProjectionTable const* table_;
    sqlite::Statement insert_;
    IndexWriter index_;
    std::optional<Box> bounds_;  // of all rows written
    std::optional<Box> shown_;   // of this one
};

Result<void> remove_rows(sqlite::Database& database, ProjectionTable const& table,
                         TableChange const& change) {
    std::vector<std::string> names{table.name};
    if (table.map_column) names.push_back(index_name(table));
    for (auto const& name : names) {
        if (change.whole) {
            TRY(database.execute("DELETE FROM " + sql_name(name)));
            continue;
        }
        auto remove = TRY(database.prepare("DELETE FROM " + sql_name(name) + " WHERE id = ?"));
        for (auto const id : change.touched) TRY(remove.bind(1, id).run());
    }
    return {};
}

/// Bounds only grow until the next rebuild: they say where to look, not what is there.
Result<void> note_change(sqlite::Database& database, ProjectionLayout const& layout,
                         TableChange const& change, std::optional<Box> const& bounds,
                         std::string const& finished_at) {
    auto update = TRY(database.prepare(
        "UPDATE gpkg_contents SET last_change = ?1, "
        "min_x = min(coalesce(min_x, ?2), coalesce(?2, min_x)), "
        "min_y = min(coalesce(min_y, ?3), coalesce(?3, min_y)), "
        "max_x = max(coalesce(max_x, ?4), coalesce(?4, max_x)), "
        "max_y = max(coalesce(max_y, ?5), coalesce(?5, max_y)) WHERE table_name IN (?6, ?7)"));
    update.bind(1, std::string_view(finished_at));
    if (bounds) {
        update.bind_real(2, bounds->west).bind_real(3, bounds->south);
        update.bind_real(4, bounds->east).bind_real(5, bounds->north);
    }
    update.bind(6, std::string_view(layout.tables[change.table].name));
    update.bind(7, std::string_view(layout.views[change.table].name));
    return update.run();
}

Result<size_t> write_rows(sqlite::Database& database, ProjectionRows const& rows,
                          TableChange const& change, std::string const& finished_at) {
    auto const& layout = rows.layout();
    auto inserter = TRY(TableInserter::prepare(database, layout.tables[change.table]));
    HeldRows held(rows, change);
    std::vector<Value> cells;
    size_t count = 0;
    while (auto const id = held.next()) {
        rows.read(change.table, *id, cells);
        TRY(inserter.write(*id, cells));
        ++count;
    }
    TRY(note_change(database, layout, change, inserter.bounds(), finished_at));
    return count;
}

Result<void> write_state(sqlite::Database& database, ProjectionState const& state) {
    std::string const table = ProjectionLayout::kStateTable;
    TRY(database.execute("DELETE FROM " + table));
    auto insert =
        TRY(database.prepare("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    auto const cells = state_cells(state);
    for (size_t i = 0; i < cells.size(); ++i)
        insert.bind(static_cast<int>(i) + 1, std::string_view(cells[i]));
    return insert.run();
}

Result<std::optional<ProjectionState>> read_state(sqlite::Database& database) {
    std::string names;
    for (auto const& column : state_columns())
        names += (names.empty() ? "" : ", ") + std::string(column.name);
    auto select = database.prepare("SELECT " + names + " FROM " + ProjectionLayout::kStateTable);
    if (!select.ok()) return std::optional<ProjectionState>();  // its columns are not ours
    if (!TRY(select->step())) return std::optional<ProjectionState>();
    std::vector<std::string> cells;
    for (size_t i = 0; i < state_columns().size(); ++i)
        cells.emplace_back(select->text(static_cast<int>(i)));
    return state_from_cells(cells);
}

class GeoPackageTarget final : public ProjectionTarget {
public:
    GeoPackageTarget(std::string path, FileLock lock)
        : path_(std::move(path)), lock_(std::move(lock)) {}

    std::string const& name() const override { return path_; }

    Result<std::optional<ProjectionState>> state() override {
        if (!std::filesystem::exists(path_)) return std::optional<ProjectionState>();
        auto database = TRY(sqlite::Database::open(path_, sqlite::OpenMode::kReadOnly));
        auto const found = database.query_integer(
            "SELECT count(*) FROM sqlite_master WHERE name = 'agglo_projection'");
        if (!found.ok() || *found == 0) return Error(ErrorCode::kFileExists, {path_});
        return read_state(database);
    }

    Result<size_t> rebuild(ProjectionRows const& rows, ProjectionState const& state) override {
        auto const fresh = path_ + ".new";
        std::error_code error;
        for (auto const* ending : {"", "-journal"}) std::filesystem::remove(fresh + ending, error);
        auto const count = TRY(write_file(fresh, rows, state));
        // Logs of the file that goes (QGIS may have made it WAL) must not be applied to this one.
        for (auto const* ending : {"-journal", "-wal", "-shm"})
            std::filesystem::remove(path_ + ending, error);
        std::filesystem::rename(fresh, path_, error);
        if (error) return Error(ErrorCode::kStorageFailed, {path_ + ": " + error.message()});
        return count;
    }

    Result<size_t> update(ProjectionRows const& rows, std::vector<TableChange> const& changes,
                          ProjectionState const& state) override {
        auto database = TRY(sqlite::Database::open(path_, sqlite::OpenMode::kReadWrite));
        auto transaction = TRY(sqlite::Transaction::begin(database));
        size_t count = 0;
        for (auto const& change : changes) {
            auto const& table = rows.layout().tables[change.table];
            TRY(suspend_index_triggers(database, table));
            TRY(remove_rows(database, table, change));
            count += TRY(write_rows(database, rows, change, state.finished_at));
            TRY(resume_index_triggers(database, table));
        }
        TRY(write_state(database, state));
        TRY(transaction.commit());
        return count;
    }

private:
    static Result<size_t> write_file(std::string const& path, ProjectionRows const& rows,
                                     ProjectionState const& state) {
        auto database = TRY(sqlite::Database::open(path, sqlite::OpenMode::kCreate));
        auto transaction = TRY(sqlite::Transaction::begin(database));
        TRY(make_geopackage(database, rows.layout(), state.finished_at));
        size_t count = 0;
        for (size_t t = 0; t < rows.layout().tables.size(); ++t)
            count += TRY(write_rows(database, rows, {t, true, {}}, state.finished_at));
        for (auto const& table : rows.layout().tables) TRY(resume_index_triggers(database, table));
        TRY(write_state(database, state));
        TRY(transaction.commit());
        return count;
    }

    std::string path_;
    FileLock lock_;
};

}  // namespace

Result<std::unique_ptr<ProjectionTarget>> open_geopackage_target(std::string const& path) {
    auto lock = TRY(FileLock::take(path + "-lock"));
    auto target = std::make_unique<GeoPackageTarget>(path, std::move(lock));
    TRY(target->state());
    return std::unique_ptr<ProjectionTarget>(std::move(target));
}

}  // namespace agglo
