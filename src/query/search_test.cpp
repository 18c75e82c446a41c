#include "query/search.h"

#include "base/random.h"
#include "query/query_sample.h"
#include "query/snippet.h"

namespace agglo {
namespace {

/// "project 2 name part 5, 3 …; region …": entity, then id, field and kind of each hit, total.
std::string shown(Snapshot const& snapshot, Result<std::vector<EntityHits>> const& found) {
    if (!found.ok()) return shown(found.error());
    std::string text;
    for (auto const& entity : *found) {
        auto const& kind = snapshot.model->entities[entity.entity];
        text += (text.empty() ? "" : "; ") + kind.name;
        for (auto const& hit : entity.hits) {
            text += " " + std::to_string(hit.row + 1) + ":" + kind.fields[hit.key.field].name +
                    ":" + std::string(name_of(hit.match.kind));
        }
        text += " /" + std::to_string(entity.total) + (entity.more ? "+" : "");
    }
    return text;
}

SampleLedger ledger_to_search() {
    auto ledger = sample_ledger();
    ledger.add("project", {{"code", "P7"}, {"name", "四会"}, {"region", "2"}});
    ledger.add("project",
               {{"code", "P8"}, {"name", "大四会园"}, {"region", "2"}, {"contact", "四会"}});
    ledger.add("project",
               {{"code", "P9"}, {"name", "园区"}, {"note", "四会、四会"}, {"region", "2"}});
    return ledger;
}

TEST(SearchRecords, Ranks) {
    auto const ledger = ledger_to_search();
    auto const reader = with_roles({"reader"});
    struct Row {
        char const* what;
        Viewer viewer;
        SearchRequest request;
        char const* found;
    };
    auto const officer = with_roles({"officer"});
    for (auto const& row : std::vector<Row>{
             {"whole, prefix, part; long text last",
              owner(),
              {.text = "四会"},
              "project 7:name:whole 8:contact:whole 2:name:prefix 9:note:part /4; "
              "region 3:name:prefix /1"},
             {"limit counts all",
              owner(),
              {.text = "四会", .entity = "project", .limit = 1},
              "project 7:name:whole /4"},
             {"no limit to the count",
              owner(),
              {.text = "四会", .entity = "project", .limit = 0},
              "project /4"},
             {"pinyin", owner(), {.text = "sihui", .entity = "region"}, "region 3:name:pinyin /1"},
             {"initials", owner(), {.text = "zqs"}, "region 1:name:initials /1"},
             {"a code before a text", owner(), {.text = "p2"}, "project 2:code:whole /1"},
             {"not deleted records", owner(), {.text = "已删除"}, ""},
             {"only rows in scope",
              officer,
              {.text = "四会", .entity = "project"},
              "project 7:name:whole 8:name:part 9:note:part /3"},
             {"no hidden field", officer, {.text = "张三"}, ""},
             {"the owner sees it", owner(), {.text = "张三"}, "project 1:contact:whole /1"},
             {"mixed", owner(), {.text = "高分子 ｐｏly"}, "project 1:note:part /1"},
             {"nothing typed", owner(), {.text = " 　"}, "required /q"},
             {"too much typed", owner(), {.text = std::string(201, 'x')}, "too_long /q"},
             {"no such entity", owner(), {.text = "a", .entity = "moon"}, "unknown_entity /entity"},
             {"too many asked for", owner(), {.text = "a", .limit = 101}, "too_large /limit"},
         }) {
        auto const found = search_records(ledger.snapshot(), row.viewer, row.request);
        EXPECT_EQ(shown(ledger.snapshot(), found), row.found) << row.what;
    }
}

std::string random_text(Random& random, int64_t pieces) {
    constexpr char const* kPieces[] = {"四", "会", "肇", "庆", "西", "安", "Ａ", "b",
                                       "1",  "2",  " ",  "（", "😀", "p",  "x",  "i"};
    std::string text;
    for (int64_t left = random.between(1, pieces); left > 0; --left)
        text += random.pick(std::span(kPieces));
    return clean_text(text)->empty() ? "空" : text;
}

void add_random(SampleLedger& ledger, Random& random, int count) {
    for (int i = 0; i < count; ++i) {
        SampleLedger::Facts facts = {
            {"code", "P" + std::to_string(1000 + random.next() % 100'000'000)},
            {"name", random_text(random, 5)}};
        if (random.chance(1, 2)) facts.push_back({"note", random_text(random, 30)});
        if (random.chance(1, 2)) facts.push_back({"contact", random_text(random, 3)});
        if (random.chance(2, 3)) facts.push_back({"region", std::to_string(random.between(1, 4))});
        auto const id = ledger.add("project", facts);
        if (random.chance(1, 9)) ledger.remove("project", id);
    }
}

TEST(SearchRecords, FindsWhatLookingAtEachFinds) {
    for (uint64_t seed = 1; seed <= 12; ++seed) {
        Random random(seed);
        auto ledger = sample_ledger();
        for (int round = 0; round < 3; ++round) {
            add_random(ledger, random, 60);
            if (round == 1) catch_up_search(ledger.snapshot());
            for (int i = 0; i < 40; ++i) {
                constexpr char const* kTyped[] = {"sihui", "xian", "zq", "sh", "p1", "si'hui"};
                SearchRequest const request{.text = random.chance(1, 3)
                                                        ? random.pick(std::span(kTyped))
                                                        : random_text(random, 3),
                                            .limit = static_cast<size_t>(random.between(0, 30))};
                auto const viewer = random.chance(1, 2) ? owner() : with_roles({"officer"});
                auto const& snapshot = ledger.snapshot();
                EXPECT_EQ(shown(snapshot, search_records(snapshot, viewer, request)),
                          shown(snapshot, search_records_slowly(snapshot, viewer, request)))
                    << seed << " " << request.text;
            }
        }
    }
}

/// The fast search beside the slow one: the same hits, and as many counted, or "more".
void expect_same(Snapshot const& snapshot, Viewer const& viewer, SearchRequest const& request) {
    auto const fast = search_records(snapshot, viewer, request);
    auto const slow = search_records_slowly(snapshot, viewer, request);
    ASSERT_TRUE(fast.ok() && slow.ok());
    ASSERT_EQ(fast->size(), slow->size()) << request.text;
    for (size_t e = 0; e < fast->size(); ++e) {
        auto const& found = (*fast)[e];
        auto all = (*slow)[e];
        EXPECT_LE(found.total, all.total) << request.text;
        EXPECT_GE(found.total, std::min({all.total, request.looked_for})) << request.text;
        EXPECT_TRUE(found.more || found.total == all.total) << request.text;
        all.total = found.total;
        all.more = found.more;
        EXPECT_EQ(shown(snapshot, std::vector{found}), shown(snapshot, std::vector{all}))
            << request.text;
    }
}

/// Needles that fit in many ways, and texts that hold them at their start, at a word's and within.
std::string random_name(Random& random) {
    constexpr char const* kParts[] = {"四会", "西安", "项目", "（二期）", "44",   "LED",
                                      "县",   "汇",   "先",   "生产",     "基地", " "};
    std::string text;
    for (auto left = random.between(1, 6); left > 0; --left) text += random.pick(std::span(kParts));
    return clean_text(text)->empty() ? "空" : text;
}

// Few hits asked for of many: it stops early, rank by rank, and must not pass over any. Rows change
// their texts, are deleted and added after the indexes and the lists of rows were made.
TEST(SearchRecords, StopsEarlyWhereNothingBetterIsLeft) {
    constexpr char const* kTyped[] = {"四会", "西", "项目",  "44",   "4",    "led", "xian", "si",
                                      "sh",   "xm", "sihui", "hui4", "scjd", "x",   "4led", "二期"};
    for (uint64_t seed = 1; seed <= 4; ++seed) {
        Random random(seed);
        auto ledger = sample_ledger();
        for (int round = 0; round < 4; ++round) {
            for (int i = 0; i < 700; ++i) {
                auto const id =
                    ledger.add("project", {{"code", "P" + std::to_string(round * 1000 + i)},
                                           {"name", random_name(random)},
                                           {"contact", random_name(random)},
                                           {"note", random_name(random) + random_name(random)},
                                           {"region", std::to_string(random.between(1, 4))}});
                if (random.chance(1, 9)) ledger.remove("project", id);
            }
            if (round > 0) {
                for (int i = 0; i < 60; ++i) {
                    RecordId const id = random.between(10, 600);
                    if (!ledger.view("project").live(static_cast<size_t>(id) - 1)) continue;
                    ledger.change("project", id, {{"name", random_name(random)}});
                }
            }
            if (round != 2) catch_up_search(ledger.snapshot());
            for (char const* typed : kTyped) {
                SearchRequest const request{
                    .text = typed,
                    .entity = "project",
                    .limit = static_cast<size_t>(random.between(0, 30)),
                    .looked_for = static_cast<size_t>(random.between(1, 60))};
                auto const viewer = random.chance(1, 2) ? owner() : with_roles({"officer"});
                expect_same(ledger.snapshot(), viewer, request);
            }
        }
    }
}

TEST(Snippet, ShowsThePlace) {
    struct Row {
        std::string text;
        char const* needle;
        std::string snippet;
        size_t from;
        size_t to;
    };
    std::string const many = "肇庆" + std::string(80, 'x') + "新区" + std::string(90, 'y');
    std::string const cut = "…" + std::string(15, 'x') + "新区" + std::string(43, 'y') + "…";
    for (auto const& row : std::vector<Row>{
             {"广东肇庆（高新）区", "肇庆", "广东肇庆（高新）区", 2, 4},
             {"　ＡＢ  Ｃ", "b c", "　ＡＢ  Ｃ", 2, 6},
             {"面积㎡平方", "平", "面积㎡平方", 3, 4},
             {"面积㎡平方", "m", "面积㎡平方", 2, 3},
             {"a e\xCC\x81 b", "b", "a e\xCC\x81 b", 0, 0},  // composed: the place is not told
             {many, "新区", cut, 16, 18},
             {many, "zq", "肇庆" + std::string(58, 'x') + "…", 0, 2},
         }) {
        auto const match = TextNeedle(row.needle).match(fold_text(row.text));
        ASSERT_TRUE(match) << row.text;
        auto const snippet = snippet_of(row.text, *match);
        EXPECT_EQ(snippet.from, row.from) << row.text;
        EXPECT_EQ(snippet.to, row.to) << row.text;
        EXPECT_EQ(snippet.text, row.snippet) << row.text;
    }
}

}  // namespace
}  // namespace agglo
