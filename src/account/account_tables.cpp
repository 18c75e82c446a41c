#include "account/account_tables.h"

#include <string>

namespace agglo {

namespace {

constexpr int64_t kYear_us = 365LL * 24 * 3600 * 1'000'000;

// Lists are texts with a line for each item; `own` has the entity, a tab and the code in a line.
constexpr char const* kTables = R"sql(
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    password_at INTEGER NOT NULL,
    replace_password INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    demo INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE membership (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account,
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    regions TEXT NOT NULL,
    parks TEXT NOT NULL,
    own TEXT NOT NULL,
    from_at INTEGER,
    until_at INTEGER,
    delegated_from INTEGER REFERENCES membership ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX membership_of_account ON membership (account_id);
CREATE INDEX membership_delegated ON membership (delegated_from);
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    proved_at INTEGER NOT NULL,
    remote TEXT NOT NULL,
    device TEXT NOT NULL
) STRICT;
CREATE INDEX session_of_account ON session (account_id);
CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    write INTEGER NOT NULL,
    entities TEXT NOT NULL
) STRICT;
CREATE TABLE link (
    digest BLOB PRIMARY KEY,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE totp (
    account_id INTEGER PRIMARY KEY REFERENCES account,
    secret BLOB NOT NULL,
    confirmed INTEGER NOT NULL,
    last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    digest BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account
) STRICT;
CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account,
    PRIMARY KEY (issuer, subject)
) STRICT;
PRAGMA user_version = 2;
)sql";

// Foreign keys name tables and are off meanwhile; a link of version 1 was for one who was all
// administrators at once, so it ends.
constexpr char const* kSetAside = R"sql(
DROP INDEX session_of_account;
ALTER TABLE account RENAME TO account_1;
ALTER TABLE session RENAME TO session_1;
ALTER TABLE token RENAME TO token_1;
DROP TABLE link;
)sql";

// A role each: 'a⏎b' is split by recursion.
constexpr char const* kTakeOver = R"sql(
INSERT INTO account SELECT id, name, display_name, password_hash, created_at, 0, disabled, demo,
    created_at FROM account_1;
WITH RECURSIVE split(account_id, role, rest, regions, created_at) AS (
    SELECT id, '', roles || char(10), region_codes, created_at FROM account_1 WHERE roles <> ''
    UNION ALL
    SELECT account_id, substr(rest, 1, instr(rest, char(10)) - 1),
        substr(rest, instr(rest, char(10)) + 1), regions, created_at FROM split WHERE rest <> ''
)
INSERT INTO membership (account_id, role, unit, regions, parks, own, created_at)
    SELECT account_id, role, '', regions, '', '', created_at FROM split WHERE role <> '';
INSERT INTO session (digest, account_id, created_at, seen_at, proved_at, remote, device)
    SELECT digest, account_id, created_at, seen_at, 0, '', '' FROM session_1;
DROP TABLE session_1;
)sql";

constexpr char const* kTakeTokens =
    "INSERT INTO token SELECT id, digest, account_id, label, created_at,"
    " MIN(IFNULL(expires_at, ?1), ?1), 1, '' FROM token_1";

Result<void> from_version_1(sqlite::Database& database, Instant now) {
    TRY(database.execute(kSetAside));
    TRY(database.execute(kTables));
    TRY(database.execute(kTakeOver));
    auto tokens = TRY(database.prepare(kTakeTokens));
    TRY(tokens.bind(1, now.us + kYear_us).run());
    return database.execute("DROP TABLE token_1; DROP TABLE account_1");
}

}  // namespace

Result<void> make_account_tables(sqlite::Database& database, Instant now) {
    auto transaction = TRY(sqlite::Transaction::begin(database));
    auto const version = TRY(database.query_integer("PRAGMA user_version")).value_or(0);
    if (version > kAccountTablesVersion)
        return Error(ErrorCode::kBadFile, {"accounts, version " + std::to_string(version)});
    if (version == 0) TRY(database.execute(kTables));
    if (version == 1) TRY(from_version_1(database, now));
    return transaction.commit();
}

}  // namespace agglo
