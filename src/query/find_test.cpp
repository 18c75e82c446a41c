#include <algorithm>
#include <gtest/gtest.h>

#include "base/random.h"
#include "query/cursor.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

struct SortCase {
    char const* sort;
    char const* ids;
};

TEST(Sort, PutsMissingLastAndTiesById) {
    auto const ledger = sample_ledger();
    SortCase const cases[] = {
        {"", "1 2 3 4 5"},
        {"total", "3 1 5 2 4"},
        {"-total", "2 1 5 3 4"},
        {"-total,-code", "2 5 1 3 4"},
        {"stage", "3 1 5 2 4"},  // the order of the enumeration
        {"-stage", "2 1 5 3 4"},
        {"region", "3 1 5 2 4"},  // by code: 4401, 441202, 441284
        {"-region,code", "2 1 5 3 4"},
        {"region.parent,-code", "5 2 1 4 3"},
        {"signed_on", "1 2 5 3 4"},
        {"-due", "2 1 3 4 5"},
        {"code", "1 2 3 4 5"},
        {"-code", "5 4 3 2 1"},
        {"key_project", "2 1 3 4 5"},
        {"rate", "1 2 3 4 5"},
        {"-partner.code", "5 2 1 3 4"},
        {"tags", "2 1 3 4 5"},
        {"-id", "5 4 3 2 1"},
        {"stage,-id", "3 5 1 2 4"},
        {"-partner.id", "5 2 1 3 4"},
        {"name", "5 3 1 2 4"},  // pinyin: duan, guang, jin, si, wu
        {"code,nothing", "unknown_field /sort/1"},
        {"region.nothing", "unknown_field /sort/0"},
    };
    for (auto const& c : cases) {
        Query query;
        query.entity = "project";
        query.sort = parse_sort(c.sort);
        EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), c.ids) << c.sort;
    }
}

/// Many projects with few distinct values, so that ties and missing values abound.
SampleLedger many_projects(Random& random, int count) {
    auto ledger = sample_ledger();
    static constexpr char const* kStages[] = {"", "lead", "signed", "built"};
    for (int i = 0; i < count; ++i) {
        auto const few = [&](int most) { return std::to_string(random.between(1, most)); };
        auto const maybe = [&](std::string text) {
            return random.chance(1, 4) ? std::string() : text;
        };
        ledger.add("project", {{"name", "项目" + few(20)},
                               {"region", maybe(few(4))},
                               {"total", maybe(few(9))},
                               {"partner", maybe(few(5))},
                               {"note", maybe(std::string(2000, 'a') + few(9))},
                               {"signed_on", maybe("2024-01-0" + few(9))},
                               {"stage", random.pick(std::span<char const* const>(kStages))}});
        if (random.chance(1, 10)) ledger.remove("project", random.between(7, 6 + i + 1));
    }
    return ledger;
}

/// Over several chunks a page prefilters by its first key; sorting everything is the slow twin.
TEST(Sort, KeepsTheRowsThatSortingAllWouldPutFirst) {
    Random random(77);
    auto const ledger = many_projects(random, 4'300);
    for (char const* sort : {"-total", "total", "-total,-code", "region,total", "name", "-stage",
                             "partner,-total", "land", "-land,total"}) {
        Query query;
        query.entity = "project";
        query.sort = parse_sort(sort);
        query.limit = 30;
        auto const page = find_records(ledger.snapshot(), owner(), query);
        auto all = find_all(ledger.snapshot(), owner(), query, 10'000);
        ASSERT_TRUE(page.ok() && all.ok()) << sort;
        EXPECT_EQ(page->total, all->size()) << sort;
        all->resize(30);
        EXPECT_EQ(page->rows, *all) << sort;
    }
}

constexpr char const* kOrders[] = {"",
                                   "total",
                                   "-total,stage",
                                   "region,-name",
                                   "-partner.total",
                                   "note,-signed_on",
                                   "-region",
                                   "stage,region.code,-total"};

Query ordered(char const* sort) {
    Query query;
    query.entity = "project";
    query.sort = parse_sort(sort);
    return query;
}

TEST(FindRecords, GivesTheTopOfTheFullOrder) {
    Random random(5);
    auto const ledger = many_projects(random, 150);
    for (auto const* sort : kOrders) {
        auto query = ordered(sort);
        auto const all = find_all(ledger.snapshot(), owner(), query, 1000);
        ASSERT_TRUE(all.ok());
        for (size_t const limit : {0u, 1u, 7u, 50u, 149u, 500u}) {
            query.limit = limit;
            auto const page = find_records(ledger.snapshot(), owner(), query);
            ASSERT_TRUE(page.ok());
            auto const count = std::min(limit, all->size());
            EXPECT_EQ(page->rows,
                      std::vector(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(count)))
                << sort;
            EXPECT_EQ(page->total, all->size());
            EXPECT_EQ(page->next_cursor.empty(), limit == 0 || limit >= all->size());
        }
    }
}

/// All pages of a query; `between` runs after each.
std::vector<size_t> pages(SampleLedger& ledger, Query query, size_t limit,
                          std::function<void()> const& between) {
    std::vector<size_t> rows;
    query.limit = limit;
    do {
        auto const page = find_records(ledger.snapshot(), owner(), query);
        if (!page.ok()) {
            ADD_FAILURE() << shown(page.error());
            return rows;
        }
        rows.insert(rows.end(), page->rows.begin(), page->rows.end());
        query.cursor = page->next_cursor;
        between();
    } while (!query.cursor.empty());
    return rows;
}

TEST(Cursor, PagesJoinToTheFullList) {
    Random random(6);
    auto ledger = many_projects(random, 120);
    for (auto const* sort : kOrders) {
        auto const all = find_all(ledger.snapshot(), owner(), ordered(sort), 1000);
        EXPECT_EQ(pages(ledger, ordered(sort), 7, [] {}), *all) << sort;
        EXPECT_EQ(pages(ledger, ordered(sort), 1, [] {}), *all) << sort;
    }
}

// Rows and regions that come, change or go between pages neither hide nor repeat the rows that stay
// as they are.
TEST(Cursor, PagesKeepWhatStaysWhileOthersChange) {
    for (uint64_t seed = 1; seed <= 6; ++seed) {
        Random random(seed);
        auto ledger = many_projects(random, 60);
        RecordId const first_touched = static_cast<RecordId>(ledger.view("project").rows()) - 20;
        for (auto const* sort : kOrders) {
            auto before = *find_all(ledger.snapshot(), owner(), ordered(sort), 1000);
            int round = 0;
            auto rows = pages(ledger, ordered(sort), 5, [&] {
                if (++round > 30) return;
                auto const id = first_touched + random.between(0, 19);
                if (ledger.view("project").live(static_cast<size_t>(id) - 1)) {
                    ledger.change("project", id, {{"total", std::to_string(random.between(1, 9))}});
                }
                ledger.add("region", {{"code", std::to_string(random.between(1, 999'999))},
                                      {"name", "新区"}});
            });
            auto const touched = [&](size_t row) {
                return static_cast<RecordId>(row) + 1 >= first_touched;
            };
            std::erase_if(before, touched);
            std::erase_if(rows, touched);
            EXPECT_EQ(rows, before) << sort;
        }
    }
}

TEST(Cursor, OutlivesItsOwnRow) {
    auto ledger = sample_ledger();
    auto query = ordered("total");
    query.limit = 2;
    query.cursor = find_records(ledger.snapshot(), owner(), query)->next_cursor;
    ledger.remove("project", 1);  // the row the cursor stands at
    EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), "5 2");
}

TEST(Cursor, IsReadBackExactly) {
    Cursor cursor{0xABCDEF0123456789u,
                  77,
                  {{true, -5, ""}, {false, 0, ""}, {true, 0, std::string("文\0字", 7)}}};
    auto const read = Cursor::parse(cursor.to_string());
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->to_string(), cursor.to_string());
    EXPECT_EQ(read->row, 77u);
    EXPECT_EQ(read->keys[0].wide, -5);
    EXPECT_FALSE(read->keys[1].present);
}

TEST(Cursor, RefusesStrangers) {
    auto const ledger = sample_ledger();
    auto query = ordered("total");
    query.limit = 1;
    auto const own = find_records(ledger.snapshot(), owner(), query)->next_cursor;
    std::string const long_text(9000, '0');
    for (auto const& cursor : {std::string("x"), std::string("1"), std::string(";"), own + ";-",
                               own + "z", "0" + own + "g", std::string("1;2;t0"),
                               std::string("1;-2"), std::string("1;2;n"), long_text}) {
        query.cursor = cursor;
        EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), "bad_cursor /cursor")
            << cursor.substr(0, 60);
    }
    query = ordered("-total");
    query.limit = 1;
    query.cursor = own;
    EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), "bad_cursor /cursor");
}

TEST(FindRecords, KeepsTheLimits) {
    auto const ledger = sample_ledger();
    auto query = ordered("");
    query.limit = Query::kLimitMax;
    EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), "1 2 3 4 5");
    query.limit = Query::kLimitMax + 1;
    EXPECT_EQ(found_ids(ledger.snapshot(), owner(), query), "too_large /limit");
    query.limit.reset();
    EXPECT_EQ(find_all(ledger.snapshot(), owner(), query, 5)->size(), 5u);
    EXPECT_EQ(find_all(ledger.snapshot(), owner(), query, 4).error().code(), ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace agglo
