// group_by_sql FOLDER POSTGRES_CONNECTION: loads FOLDER/projects.csv into SQLite (a file, warmed)
// and PostgreSQL, asks both the group-by, compares their answers with FOLDER/answer.tsv and times
// them. Numbers are held as the integers the CSV has, the fastest exact type of both.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <libpq-fe.h>
#include <memory>
#include <sqlite3.h>
#include <sstream>
#include <vector>

#include "group_sums.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr char kQuestion[] =
    "SELECT region, stage, sum(total_investment), sum(land_area), sum(expected_output) FROM project"
    " WHERE manufacturing AND total_investment >= 10000000000 GROUP BY region, stage";

[[noreturn]] void fail(std::string const& what) {
    std::fprintf(stderr, "group_by_sql: %s\n", what.c_str());
    std::exit(1);
}

void check(char const* peer, GroupSums const& sums, std::string const& folder) {
    if (lines_of(sums) != read_text(folder + "/answer.tsv")) {
        fail(std::string(peer) + " answers otherwise than Agglo");
    }
}

/// SQLite, through its C interface.
class SqlitePeer {
public:
    explicit SqlitePeer(std::string const& folder) {
        if (sqlite3_open((folder + "/peer.sqlite").c_str(), &database_) != SQLITE_OK)
            fail("sqlite");
        run("PRAGMA cache_size = -1000000");
        run("PRAGMA mmap_size = 2000000000");
        run("CREATE TABLE project (region INTEGER, stage TEXT, manufacturing INTEGER,"
            " total_investment INTEGER, land_area INTEGER, expected_output INTEGER)");
        load(folder + "/projects.csv");
        run("ANALYZE");
    }
    ~SqlitePeer() { sqlite3_close(database_); }

    GroupSums ask() {
        GroupSums sums;
        sqlite3_stmt* rows = prepare(kQuestion);
        while (sqlite3_step(rows) == SQLITE_ROW) {
            sums[{sqlite3_column_int64(rows, 0), text(rows, 1)}] = {text(rows, 2), text(rows, 3),
                                                                    text(rows, 4)};
        }
        sqlite3_finalize(rows);
        return sums;
    }

private:
    static std::string text(sqlite3_stmt* rows, int column) {
        auto const* bytes = reinterpret_cast<char const*>(sqlite3_column_text(rows, column));
        return bytes ? bytes : "";
    }
    sqlite3_stmt* prepare(char const* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
            fail(sqlite3_errmsg(database_));
        }
        return statement;
    }
    void run(char const* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            fail(sqlite3_errmsg(database_));
        }
    }
    void load(std::string const& path) {
        std::ifstream in(path);
        std::string line;
        std::getline(in, line);
        run("BEGIN");
        sqlite3_stmt* insert = prepare("INSERT INTO project VALUES (?, ?, ?, ?, ?, ?)");
        while (std::getline(in, line)) {
            std::istringstream cells(line + ",");
            std::string cell;
            for (int i = 1; std::getline(cells, cell, ','); ++i) {
                if (cell.empty())
                    sqlite3_bind_null(insert, i);
                else if (i == 2)
                    sqlite3_bind_text(insert, i, cell.c_str(), -1, SQLITE_TRANSIENT);
                else
                    sqlite3_bind_int64(insert, i, std::atoll(cell.c_str()));
            }
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        run("COMMIT");
    }

    sqlite3* database_ = nullptr;
};

/// PostgreSQL, through libpq.
class PostgresPeer {
public:
    PostgresPeer(std::string const& connection, std::string const& folder)
        : connection_(PQconnectdb(connection.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) fail(PQerrorMessage(connection_));
        run("CREATE TABLE project (region integer, stage text, manufacturing boolean,"
            " total_investment bigint, land_area bigint, expected_output bigint)");
        load(folder + "/projects.csv");
        run("VACUUM ANALYZE project");
    }
    ~PostgresPeer() { PQfinish(connection_); }

    void run(char const* sql) { PQclear(checked(PQexec(connection_, sql))); }

    GroupSums ask() {
        GroupSums sums;
        PGresult* const rows = checked(PQexec(connection_, kQuestion));
        for (int row = 0; row < PQntuples(rows); ++row) {
            auto const cell = [&](int column) { return PQgetvalue(rows, row, column); };
            sums[{std::atoll(cell(0)), cell(1)}] = {cell(2), cell(3), cell(4)};
        }
        PQclear(rows);
        return sums;
    }

private:
    PGresult* checked(PGresult* result) {
        auto const status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) {
            fail(PQerrorMessage(connection_));
        }
        return result;
    }
    void load(std::string const& path) {
        run("COPY project FROM STDIN WITH (FORMAT csv, HEADER)");
        std::string const text = read_text(path);
        PQputCopyData(connection_, text.data(), static_cast<int>(text.size()));
        PQputCopyEnd(connection_, nullptr);
        while (PGresult* const result = PQgetResult(connection_)) PQclear(checked(result));
    }

    PGconn* connection_;
};

void run(std::string const& folder, std::string const& connection) {
    SqlitePeer sqlite(folder);
    check("SQLite", sqlite.ask(), folder);
    print("sqlite_1", time_runs(kRuns, [&] { (void)sqlite.ask(); }));
    PostgresPeer postgres(connection, folder);
    for (int const processes : {1, 2}) {
        auto const setting =
            "SET max_parallel_workers_per_gather = " + std::to_string(processes - 1);
        postgres.run(setting.c_str());
        check("PostgreSQL", postgres.ask(), folder);
        print("postgresql_" + std::to_string(processes),
              time_runs(kRuns, [&] { (void)postgres.ask(); }));
    }
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 3) return 2;
    agglo::bench::run(arguments[1], arguments[2]);
    return 0;
}
