#include "exchange/projection/postgres_connection.h"

#include <libpq-fe.h>
#include <optional>

#include "base/text.h"

namespace agglo {

namespace {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

bool is_success(PGresult const* result) {
    auto const status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

/// libpq's own message about a URI repeats parts of it, so it is not passed on.
Result<void> check_uri(std::string const& uri) {
    char* message = nullptr;
    auto* const options = PQconninfoParse(uri.c_str(), &message);
    PQfreemem(message);
    if (!options) return Error(ErrorCode::kMalformed, {"--to postgresql://…"});
    PQconninfoFree(options);
    return {};
}

}  // namespace

void PostgresConnection::Closer::operator()(pg_conn* connection) const {
    PQfinish(connection);
}

Result<PostgresConnection> PostgresConnection::open(std::string const& uri) {
    TRY(check_uri(uri));
    // Later ones win: what the URI states overrides the limits before it.
    char const* const names[] = {"connect_timeout", "tcp_user_timeout", "application_name",
                                 "client_encoding", "dbname",           nullptr};
    char const* const values[] = {PostgresLimits::kConnectTimeoutS,
                                  PostgresLimits::kUserTimeoutMs,
                                  "agglo",
                                  "UTF8",
                                  uri.c_str(),
                                  nullptr};
    PostgresConnection connection(PQconnectdbParams(names, values, 1));
    if (!connection.alive()) return connection.failure();
    PQsetNoticeProcessor(
        connection.connection_.get(), [](void*, char const*) {}, nullptr);
    TRY(connection.execute("SET standard_conforming_strings = on; SET statement_timeout = '" +
                           std::string(PostgresLimits::kStatementTimeout) +
                           "'; SET lock_timeout = '" + PostgresLimits::kLockTimeout + "'"));
    return connection;
}

std::string PostgresConnection::name() const {
    auto const text = [](char const* part) { return std::string(part ? part : ""); };
    auto* const connection = connection_.get();
    return "postgresql " + text(PQhost(connection)) + ":" + text(PQport(connection)) + "/" +
           text(PQdb(connection));
}

bool PostgresConnection::alive() const {
    return PQstatus(connection_.get()) == CONNECTION_OK;
}

Error PostgresConnection::failure() const {
    auto const message = std::string(trim(PQerrorMessage(connection_.get())));
    return Error(ErrorCode::kStorageFailed, {"PostgreSQL: " + message});
}

Result<void> PostgresConnection::execute(std::string const& sql) {
    ResultHandle const result(PQexec(connection_.get(), sql.c_str()));
    if (!is_success(result.get())) return failure();
    return {};
}

Result<std::vector<PostgresConnection::Row>> PostgresConnection::query(std::string const& sql) {
    ResultHandle const result(PQexec(connection_.get(), sql.c_str()));
    if (!is_success(result.get())) return failure();
    std::vector<Row> rows(static_cast<size_t>(PQntuples(result.get())));
    for (size_t r = 0; r < rows.size(); ++r) {
        for (int c = 0; c < PQnfields(result.get()); ++c)
            rows[r].emplace_back(PQgetvalue(result.get(), static_cast<int>(r), c));
    }
    return rows;
}

Result<void> PostgresConnection::copy(std::string const& sql, CopySource const& next) {
    ResultHandle const started(PQexec(connection_.get(), sql.c_str()));
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) return failure();
    std::string lines;
    bool more = true;
    while (more) {
        lines.clear();
        while (more && lines.size() < PostgresLimits::kCopyBytes) {
            auto const added = next(lines);
            if (!added.ok()) {
                (void)PQputCopyEnd(connection_.get(), "given up");
                (void)finish_copy();
                return added.error();
            }
            more = *added;
        }
        if (PQputCopyData(connection_.get(), lines.data(), static_cast<int>(lines.size())) != 1)
            return failure();
    }
    if (PQputCopyEnd(connection_.get(), nullptr) != 1) return failure();
    return finish_copy();
}

Result<void> PostgresConnection::finish_copy() {
    std::optional<Error> failed;
    while (ResultHandle const result{PQgetResult(connection_.get())}) {
        if (!is_success(result.get())) failed = failure();
    }
    if (failed) return *failed;
    return {};
}

}  // namespace agglo
