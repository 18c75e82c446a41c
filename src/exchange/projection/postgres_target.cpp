#include "exchange/projection/postgres_target.h"

#include <utility>

#include "exchange/projection/copy_text.h"
#include "exchange/projection/postgres_connection.h"
#include "exchange/projection/postgres_schema.h"

namespace agglo {

namespace {

/// Rolls back when it goes out of scope without a commit.
class PostgresTransaction {
public:
    static Result<PostgresTransaction> begin(PostgresConnection& connection) {
        TRY(connection.execute("BEGIN"));
        return PostgresTransaction(connection);
    }
    PostgresTransaction(PostgresTransaction&& other) noexcept
        : connection_(std::exchange(other.connection_, nullptr)) {}
    PostgresTransaction& operator=(PostgresTransaction&&) = delete;
    ~PostgresTransaction() {
        if (connection_) (void)connection_->execute("ROLLBACK");
    }
    Result<void> commit() {
        TRY(connection_->execute("COMMIT"));
        connection_ = nullptr;
        return {};
    }

private:
    explicit PostgresTransaction(PostgresConnection& connection) : connection_(&connection) {}
    PostgresConnection* connection_;
};

Error postgres_refuses(std::string zh, std::string en) {
    return Error(ErrorCode::kToolFailed, {"PostgreSQL", std::move(zh), std::move(en)});
}

/// The schema that PostGIS was installed into.
Result<std::string> postgis_schema(PostgresConnection& connection) {
    constexpr char const* kFind =
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
        "WHERE e.extname = 'postgis'";
    auto found = TRY(connection.query(kFind));
    if (found.empty() && connection.execute("CREATE EXTENSION postgis").ok())
        found = TRY(connection.query(kFind));
    if (found.empty()) {
        return postgres_refuses("数据库没有 PostGIS，请由管理员执行 CREATE EXTENSION postgis",
                                "the database has no PostGIS; let its administrator run "
                                "CREATE EXTENSION postgis");
    }
    return found.front().front();
}

/// GRANTs that give the readers of one schema the same of another, where a relation of the name is.
std::string grants_query(std::string const& from, std::string const& to) {
    constexpr char const* kGrantee =
        "CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END";
    auto const old_name = sql_text(from);
    auto const new_name = sql_text(to);
    return "SELECT format('GRANT USAGE ON SCHEMA %I TO %s', " + new_name + ", " + kGrantee +
           ") FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = " + old_name +
           " AND a.privilege_type = 'USAGE' AND a.grantee <> n.nspowner UNION ALL "
           "SELECT format('GRANT SELECT ON %I.%I TO %s', " +
           new_name + ", c.relname, " + kGrantee +
           ") FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, "
           "aclexplode(c.relacl) a WHERE n.nspname = " +
           old_name +
           " AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner AND "
           "to_regclass(format('%I.%I', " +
           new_name + ", c.relname)) IS NOT NULL";
}

/// DROPs of all views and tables of a schema, and then of itself; what depends on them from
/// outside stops it.
std::string drops_query(std::string const& schema) {
    auto const listed = [&](char const* kinds, char const* word) {
        return std::string("SELECT 'DROP ") + word +
               " ' || string_agg(format('%I.%I', n.nspname, c.relname), ', ') FROM pg_class c "
               "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = " +
               sql_text(schema) + " AND c.relkind IN (" + kinds + ") HAVING count(*) > 0";
    };
    return listed("'v'", "VIEW") + " UNION ALL " + listed("'r'", "TABLE") +
           " UNION ALL SELECT format('DROP SCHEMA %I', nspname) FROM pg_namespace WHERE nspname "
           "= " +
           sql_text(schema);
}

class PostgresTarget final : public ProjectionTarget {
public:
    PostgresTarget(std::string uri, std::string schema)
        : uri_(std::move(uri)), schema_(std::move(schema)), next_(schema_ + "_next") {}

    std::string const& name() const override { return name_; }

    Result<std::optional<ProjectionState>> state() override {
        TRY(connect());
        auto const tables = TRY(connection_->query(
            "SELECT count(*), count(*) FILTER (WHERE c.relname = 'agglo_projection') FROM "
            "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = " +
            sql_text(schema_)));
        if (tables.front()[0] == "0") return std::optional<ProjectionState>();
        if (tables.front()[1] == "0") {
            return postgres_refuses(
                "模式 " + schema_ + " 里是别的数据，请换一个 --sql-schema",
                "the schema " + schema_ + " holds something else; choose another --sql-schema");
        }
        return read_state();
    }

    Result<size_t> rebuild(ProjectionRows const& rows, ProjectionState const& state) override {
        TRY(connect());
        auto const& layout = rows.layout();
        auto transaction = TRY(PostgresTransaction::begin(*connection_));
        TRY(run_each(drops_query(next_)));
        TRY(connection_->execute("CREATE SCHEMA " + sql_name(next_)));
        TRY(use_schema(next_));
        TRY(connection_->execute(create_tables_sql(layout)));
        TRY(copy_enumerations(layout));
        size_t count = 0;
        for (size_t t = 0; t < layout.tables.size(); ++t)
            count += TRY(copy_rows(rows, {t, true, {}}));
        TRY(write_state(state));
        TRY(connection_->execute(finish_tables_sql(layout)));
        TRY(run_each(grants_query(schema_, next_)));
        TRY(run_each(drops_query(schema_)));
        TRY(connection_->execute("ALTER SCHEMA " + sql_name(next_) + " RENAME TO " +
                                 sql_name(schema_)));
        TRY(transaction.commit());
        return count;
    }

    Result<size_t> update(ProjectionRows const& rows, std::vector<TableChange> const& changes,
                          ProjectionState const& state) override {
        TRY(connect());
        auto transaction = TRY(PostgresTransaction::begin(*connection_));
        TRY(use_schema(schema_));
        size_t count = 0;
        for (auto const& change : changes) {
            TRY(remove_rows(rows.layout().tables[change.table], change));
            count += TRY(copy_rows(rows, change));
        }
        TRY(connection_->execute(std::string("DELETE FROM ") + ProjectionLayout::kStateTable));
        TRY(write_state(state));
        TRY(transaction.commit());
        return count;
    }

private:
    /// Opens the connection, also anew after it was lost, and holds the schema's lock in it.
    Result<void> connect() {
        if (connection_ && connection_->alive()) return {};
        connection_.reset();
        auto opened = TRY(PostgresConnection::open(uri_));
        auto const locked = TRY(opened.query("SELECT pg_try_advisory_lock(hashtextextended(" +
                                             sql_text("agglo project " + schema_) + ", 0))"));
        if (locked.front().front() != "t") {
            return Error(
                ErrorCode::kStorageFailed,
                {"PostgreSQL " + schema_ + ": 另一进程正在投影 in use by another process"});
        }
        postgis_ = TRY(postgis_schema(opened));
        name_ = opened.name() + " " + schema_;
        connection_.emplace(std::move(opened));
        return {};
    }

    Result<void> use_schema(std::string const& schema) {
        return connection_->execute("SET LOCAL search_path TO " + sql_name(schema) + ", " +
                                    sql_name(postgis_) + ", pg_catalog");
    }

    Result<void> run_each(std::string const& query) {
        for (auto const& row : TRY(connection_->query(query)))
            TRY(connection_->execute(row.front()));
        return {};
    }

    Result<std::optional<ProjectionState>> read_state() {
        std::string names;
        for (auto const& column : state_columns())
            names += (names.empty() ? "" : ", ") + std::string(column.name);
        auto const rows = connection_->query("SELECT " + names + " FROM " + sql_name(schema_) +
                                             "." + ProjectionLayout::kStateTable);
        if (!rows.ok() && !connection_->alive()) return rows.error();
        // Columns that are not ours, or not one row: somebody changed it.
        if (!rows.ok() || rows->size() != 1) return std::optional<ProjectionState>();
        return state_from_cells(rows->front());
    }

    Result<void> write_state(ProjectionState const& state) {
        std::string cells;
        for (auto const& cell : state_cells(state))
            cells += (cells.empty() ? "" : ", ") + sql_text(cell);
        return connection_->execute(std::string("INSERT INTO ") + ProjectionLayout::kStateTable +
                                    " VALUES (" + cells + ")");
    }

    Result<void> remove_rows(ProjectionTable const& table, TableChange const& change) {
        auto const all = "DELETE FROM " + sql_name(table.name);
        if (change.whole) return connection_->execute(all);
        std::string ids;
        for (auto const id : change.touched) ids += (ids.empty() ? "" : ",") + std::to_string(id);
        return connection_->execute(all + " WHERE id = ANY ('{" + ids + "}'::bigint[])");
    }

    Result<size_t> copy_rows(ProjectionRows const& rows, TableChange const& change) {
        auto const& table = rows.layout().tables[change.table];
        HeldRows held(rows, change);
        size_t count = 0;
        std::vector<Value> cells;
        TRY(connection_->copy("COPY " + sql_name(table.name) + " FROM STDIN",
                              [&](std::string& lines) -> Result<bool> {
                                  auto const id = held.next();
                                  if (!id) return false;
                                  rows.read(change.table, *id, cells);
                                  append_copy_line(lines, cells);
                                  ++count;
                                  return true;
                              }));
        return count;
    }

    Result<void> copy_enumerations(ProjectionLayout const& layout) {
        std::string lines;
        for (auto const* enumeration : layout.enumerations) {
            int64_t position = 0;
            for (auto const& value : enumeration->values) {
                append_copy_line(lines, {enumeration->name, value.code, position++,
                                         value.parent.empty() ? Value() : Value(value.parent),
                                         value.labels.zh, value.labels.en});
            }
        }
        return connection_->copy(
            std::string("COPY ") + ProjectionLayout::kEnumerationTable + " FROM STDIN",
            [&](std::string& out) -> Result<bool> {
                out += lines;
                return false;
            });
    }

    std::string uri_;
    std::string schema_;
    std::string next_;  // the schema a rebuild is made in
    std::string name_;
    std::string postgis_;
    std::optional<PostgresConnection> connection_;
};

}  // namespace

Result<std::unique_ptr<ProjectionTarget>> open_postgres_target(std::string const& uri,
                                                               std::string const& sql_schema) {
    auto target = std::make_unique<PostgresTarget>(uri, sql_schema);
    TRY(target->state());
    return std::unique_ptr<ProjectionTarget>(std::move(target));
}

}  // namespace agglo
