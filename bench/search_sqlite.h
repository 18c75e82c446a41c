#pragma once
// SearchSqlite: the texts of search_bench in SQLite, in memory: a plain table for LIKE and an FTS5
// table with the trigram tokenizer, which needs needles of three characters.
#include <sqlite3.h>
#include <string>

#include "search_texts.h"

namespace agglo::bench {

class SearchSqlite {
public:
    SearchSqlite(SearchTexts const& texts, int64_t projects);
    ~SearchSqlite() { sqlite3_close(database_); }
    SearchSqlite(SearchSqlite const&) = delete;
    SearchSqlite& operator=(SearchSqlite const&) = delete;

    /// Twenty records with the needle in any column, shortest names first, and the count of all.
    void like(std::string const& needle) { ask(kLike, "%" + needle + "%"); }
    /// The same by the trigram index.
    void match(std::string const& needle) { ask(kMatch, "\"" + needle + "\""); }
    static bool may_match(std::string const& needle);

private:
    static char const kLike[];
    static char const kMatch[];
    void run(char const* sql);
    sqlite3_stmt* prepare(char const* sql);
    void ask(char const* sql, std::string const& needle);

    sqlite3* database_ = nullptr;
};

}  // namespace agglo::bench
