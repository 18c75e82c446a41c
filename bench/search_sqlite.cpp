#include "search_sqlite.h"

#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace agglo::bench {

char const SearchSqlite::kLike[] =
    "SELECT rowid, name, count(*) OVER () FROM plain WHERE code LIKE ?1 OR name LIKE ?1"
    " OR investor LIKE ?1 OR address LIKE ?1 OR products LIKE ?1 OR summary LIKE ?1"
    " ORDER BY length(name), rowid LIMIT 20";
char const SearchSqlite::kMatch[] =
    "SELECT rowid, name, count(*) OVER () FROM grams WHERE grams MATCH ?1"
    " ORDER BY length(name), rowid LIMIT 20";

SearchSqlite::SearchSqlite(SearchTexts const& texts, int64_t projects) {
    if (sqlite3_open(":memory:", &database_) != SQLITE_OK) std::exit(1);
    run("CREATE TABLE plain (code, name, investor, address, products, summary)");
    run("CREATE VIRTUAL TABLE grams USING fts5(code, name, investor, address, products, summary,"
        " tokenize = 'trigram')");
    run("BEGIN");
    for (char const* table : {"INSERT INTO plain VALUES (?, ?, ?, ?, ?, ?)",
                              "INSERT INTO grams VALUES (?, ?, ?, ?, ?, ?)"}) {
        sqlite3_stmt* insert = prepare(table);
        for (int64_t id = 1; id <= projects; ++id) {
            std::string const row[] = {texts.code(id),    texts.name(id),     texts.investor(id),
                                       texts.address(id), texts.products(id), texts.summary(id)};
            for (int i = 0; i < 6; ++i)
                sqlite3_bind_text(insert, i + 1, row[i].c_str(), -1, SQLITE_TRANSIENT);
            if (sqlite3_step(insert) != SQLITE_DONE) std::exit(1);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
    }
    run("COMMIT");
}

bool SearchSqlite::may_match(std::string const& needle) {
    return code_point_count(needle) >= 3;
}

void SearchSqlite::run(char const* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
    std::fprintf(stderr, "search_sqlite: %s\n", sqlite3_errmsg(database_));
    std::exit(1);
}

sqlite3_stmt* SearchSqlite::prepare(char const* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "search_sqlite: %s\n", sqlite3_errmsg(database_));
        std::exit(1);
    }
    return statement;
}

void SearchSqlite::ask(char const* sql, std::string const& needle) {
    sqlite3_stmt* rows = prepare(sql);
    sqlite3_bind_text(rows, 1, needle.c_str(), -1, SQLITE_TRANSIENT);
    while (sqlite3_step(rows) == SQLITE_ROW) {
    }
    sqlite3_finalize(rows);
}

}  // namespace agglo::bench
