#pragma once
// The tables of the accounts file, and how files of earlier versions come to have them.
#include "base/date.h"
#include "sqlite/database.h"

namespace agglo {

inline constexpr int kAccountTablesVersion = 2;

/// Version 1 had plain roles with regions in the account, sessions without origin and tokens
/// without scope: each role becomes a membership in the account's regions, tokens keep all rights
/// and end a year from `now` at the latest. Error: kBadFile (of a newer program).
Result<void> make_account_tables(sqlite::Database& database, Instant now);

}  // namespace agglo
