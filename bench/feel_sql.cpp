// feel_sql FOLDER POSTGRES_CONNECTION ROWS SUM: loads FOLDER/feel_rows.csv into SQLite (a file,
// warmed) and PostgreSQL and times the filter and the reward of feel_columns_bench there, in whole
// hundredths, the quotient written as a product by hand. Answers must be ROWS and SUM.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <sstream>

#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr int kRunsSlow = 7;
constexpr char kTable[] = "CREATE TABLE feel (kind text, total bigint, area bigint)";
constexpr char kFilter[] =
    "SELECT count(*) FROM feel WHERE kind = 'manufacturing' AND total >= 10000000000 AND area > 0 "
    "AND total >= 3000000 * area";
constexpr char kReward[] =
    "SELECT sum(CASE WHEN total < 10000000000 THEN 0 WHEN total < 50000000000 THEN "
    "(total - 10000000000) * 10 ELSE 400000000000 + (total - 50000000000) * 15 END) FROM feel";

[[noreturn]] void fail(std::string const& what) {
    std::fprintf(stderr, "feel_sql: %s\n", what.c_str());
    std::exit(1);
}

class Sqlite {
public:
    explicit Sqlite(std::string const& folder) {
        if (sqlite3_open((folder + "/feel.sqlite").c_str(), &database_) != SQLITE_OK)
            fail("sqlite");
        ask("PRAGMA cache_size = -1000000");
        ask("PRAGMA mmap_size = 2000000000");
        ask(kTable);
        ask("BEGIN");
        std::ifstream in(folder + "/feel_rows.csv");
        for (std::string line; std::getline(in, line);) insert(line);
        ask("COMMIT");
    }
    ~Sqlite() { sqlite3_close(database_); }

    std::string ask(std::string const& sql) {
        std::string answer;
        sqlite3_stmt* rows = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &rows, nullptr) != SQLITE_OK)
            fail(sqlite3_errmsg(database_));
        while (sqlite3_step(rows) == SQLITE_ROW) {
            auto const* text = sqlite3_column_text(rows, 0);
            answer = text ? reinterpret_cast<char const*>(text) : "";
        }
        sqlite3_finalize(rows);
        return answer;
    }

private:
    void insert(std::string const& line) {
        std::istringstream cells(line);
        std::string kind, total, area;
        std::getline(cells, kind, ',');
        std::getline(cells, total, ',');
        std::getline(cells, area, ',');
        ask("INSERT INTO feel VALUES ('" + kind + "', " + total + ", " +
            (area.empty() ? "NULL" : area) + ")");
    }

    sqlite3* database_ = nullptr;
};

class Postgres {
public:
    Postgres(std::string const& connection, std::string const& folder)
        : connection_(PQconnectdb(connection.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) fail(PQerrorMessage(connection_));
        ask(kTable);
        std::stringstream text;
        text << std::ifstream(folder + "/feel_rows.csv").rdbuf();
        PQclear(PQexec(connection_, "COPY feel FROM STDIN WITH (FORMAT csv)"));
        PQputCopyData(connection_, text.str().data(), static_cast<int>(text.str().size()));
        PQputCopyEnd(connection_, nullptr);
        while (auto* result = PQgetResult(connection_)) PQclear(result);
        ask("VACUUM ANALYZE feel");
    }
    ~Postgres() { PQfinish(connection_); }

    std::string ask(std::string const& sql) {
        auto* const result = PQexec(connection_, sql.c_str());
        auto const status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
            fail(PQerrorMessage(connection_));
        std::string answer = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
        PQclear(result);
        return answer;
    }

private:
    PGconn* connection_;
};

struct Expected {
    std::string rows;
    std::string sum;
};

template <class Peer>
void measure(std::string const& name, Peer& peer, Expected const& expected) {
    if (peer.ask(kFilter) != expected.rows || peer.ask(kReward) != expected.sum)
        fail(name + " answers otherwise than Agglo");
    auto const filter = time_runs(kRunsSlow, [&] { (void)peer.ask(kFilter); });
    auto const reward = time_runs(kRunsSlow, [&] { (void)peer.ask(kReward); });
    std::printf("feel_filter_%s_ms\t%.3f\nfeel_reward_%s_ms\t%.3f\n", name.c_str(),
                filter.median_ms, name.c_str(), reward.median_ms);
}

void run(std::string const& folder, std::string const& connection, Expected const& expected) {
    Sqlite sqlite(folder);
    measure("sqlite_1", sqlite, expected);
    Postgres postgres(connection, folder);
    for (int const processes : {1, 2}) {
        postgres.ask("SET max_parallel_workers_per_gather = " + std::to_string(processes - 1));
        measure("postgresql_" + std::to_string(processes), postgres, expected);
    }
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 5) return 2;
    std::string sum = arguments[4];
    std::erase(sum, '.');
    agglo::bench::run(arguments[1], arguments[2], {arguments[3], sum});
    return 0;
}
