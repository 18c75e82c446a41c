#pragma once
// A thin layer over libpq: a connection that closes itself, results instead of codes.
//
//   auto connection = TRY(PostgresConnection::open("postgresql://gis@db.example/zone"));
//   TRY(connection.execute("BEGIN"));
//   auto rows = TRY(connection.query("SELECT 1"));        // rows of texts; NULL is empty
//   TRY(connection.copy("COPY t FROM STDIN", lines));
//
// What the URI leaves open comes from PGHOST, PGPASSWORD, PGSERVICE, ~/.pgpass … as libpq does.
// No error repeats the URI, which may hold a password. Used by one thread.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

struct pg_conn;

namespace agglo {

struct PostgresLimits {
    static constexpr char const* kConnectTimeoutS = "10";     ///< unless the URI states one
    static constexpr char const* kUserTimeoutMs = "30000";    ///< for the peer to answer a packet
    static constexpr char const* kStatementTimeout = "600s";  ///< a COPY of a nation among them
    static constexpr char const* kLockTimeout = "60s";        ///< for readers to let go
    static constexpr size_t kCopyBytes = 256 << 10;           ///< sent at a time
};

class PostgresConnection {
public:
    /// Errors: kMalformed (not a URI), kStorageFailed (with the server's message).
    static Result<PostgresConnection> open(std::string const& uri);

    /// "postgresql host:port/database".
    std::string name() const;
    /// Whether the last call left it usable.
    bool alive() const;

    using Row = std::vector<std::string>;
    /// One or more statements whose rows do not matter. Error: kStorageFailed.
    Result<void> execute(std::string const& sql);
    Result<std::vector<Row>> query(std::string const& sql);

    /// Runs a COPY … FROM STDIN; `next` appends the next lines and gives false at their end.
    using CopySource = std::function<Result<bool>(std::string& lines)>;
    Result<void> copy(std::string const& sql, CopySource const& next);

private:
    struct Closer {
        void operator()(pg_conn* connection) const;
    };
    explicit PostgresConnection(pg_conn* connection) : connection_(connection) {}
    Error failure() const;
    Result<void> finish_copy();

    std::unique_ptr<pg_conn, Closer> connection_;
};

}  // namespace agglo
