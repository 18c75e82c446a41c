#include "query/unknown_rows.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "query/json_value.h"
#include "query/query_sample.h"
#include "query/record_expression.h"

namespace agglo {
namespace {

Query asked(std::string const& filter) {
    Query query{.entity = "project", .filter = filter};
    query.on = Date::parse("2024-03-01").value();
    return query;
}

std::string shown_row(UnknownRow const& row) {
    std::string text;
    for (auto const& path : row.missing) text += (text.empty() ? "" : "+") + path;
    if (row.missing.empty()) text = !row.settled ? "nothing" : *row.settled ? "true" : "false";
    return std::to_string(row.row + 1) + ":" + text;
}

/// "2:offer 4:total+offer", or the error.
std::string unknown(Snapshot const& snapshot, Viewer const& viewer, Query const& query) {
    auto const found = find_unknown(snapshot, viewer, query);
    if (!found.ok()) return shown(found.error());
    std::string text;
    for (auto const& row : found->rows) text += (text.empty() ? "" : " ") + shown_row(row);
    return text;
}

TEST(UnknownRows, NameTheFactsThatAreMissing) {
    auto const ledger = sample_ledger();
    struct Row {
        char const* filter;
        char const* rows;
    };
    for (auto const& [filter, rows] : {
             Row{"total >= 100", "4:total"},
             Row{"jobs > 3 and land > 500", "3:land 4:jobs+land 5:jobs+land"},
             Row{"jobs > 7 and land > 500", "4:jobs+land 5:jobs+land"},  // 3 is known to be out
             Row{"jobs > 7 or land > 500", "3:land 4:jobs+land 5:jobs+land"},
             Row{"land > 5 or land <= 5", "3:true 4:true 5:true"},
             Row{"partner.total > 50", "1:partner 3:partner 4:partner"},
             Row{"partner.land > 50", "1:partner 3:partner 4:partner 5:partner.land"},
             Row{"total / (jobs - 10) > 1", "1:nothing 4:jobs+total 5:jobs"},
             Row{"total = null", ""},
             Row{"true", ""},
             Row{"", "required /filter"},
             Row{"nonsense > 3", "feel_unknown_name /filter"},
             Row{"total", "feel_not_boolean /filter"},
         })
        EXPECT_EQ(unknown(ledger.snapshot(), owner(), asked(filter)), rows) << filter;
    auto narrowed = asked("land > 500");
    narrowed.where = *parse_where(R"([["code","in",["P3","P5"]]])");
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), narrowed), "3:land 5:land");
    narrowed.text = "二期";
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), narrowed), "5:land");
}

TEST(UnknownRows, NameNothingThatTheirViewerMayNotRead) {
    auto const officer = with_roles({"officer"});
    auto ledger = sample_ledger();
    EXPECT_EQ(unknown(ledger.snapshot(), officer, asked("offer > 3")), "feel_unknown_name /filter");
    // 5's partner lies in another region: whether it has land does not show.
    EXPECT_EQ(unknown(ledger.snapshot(), officer, asked("partner.land > 50")),
              "1:partner 5:partner");
    ledger.change("project", 3, {{"land", "70"}});
    EXPECT_EQ(unknown(ledger.snapshot(), officer, asked("partner.land > 50")),
              "1:partner 5:partner");
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), asked("partner.land > 50")),
              "1:partner 3:partner 4:partner");
    EXPECT_EQ(unknown(ledger.snapshot(), with_roles({"nobody"}), asked("land > 5")), "forbidden ");
}

TEST(UnknownRows, ArePaged) {
    auto const ledger = sample_ledger();
    auto query = asked("jobs > 3 and land > 500");
    query.limit = 2;
    auto const first = find_unknown(ledger.snapshot(), owner(), query);
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first->total, 3u);
    EXPECT_EQ(first->examined, 3u);
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), query), "3:land 4:jobs+land");
    query.cursor = first->next_cursor;
    auto const second = find_unknown(ledger.snapshot(), owner(), query);
    EXPECT_EQ(second->total, 3u);
    EXPECT_TRUE(second->sets.empty());
    EXPECT_EQ(second->next_cursor, "");
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), query), "5:jobs+land");
    query.cursor = "4x";
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), query), "bad_cursor /cursor");
    query.cursor.clear();
    query.limit = 501;
    EXPECT_EQ(unknown(ledger.snapshot(), owner(), query), "too_large /limit");
}

TEST(UnknownRows, AreAnsweredAsJson) {
    auto const ledger = sample_ledger();
    auto const answer = [&](std::string const& rest) {
        auto const query =
            parse_query(R"({"entity":"project","missing":true,"on":"2024-03-01",)" + rest + "}");
        if (!query.ok()) return shown(query.error());
        auto const json = run_query_json(ledger.snapshot(), owner(), *query);
        return json.ok() ? *json : shown(json.error());
    };
    auto const point = std::to_string(ledger.snapshot().point.sequence);
    EXPECT_EQ(answer(R"("filter":"jobs > 3 and land > 500","limit":1)"),
              R"({"rows":[{"id":3,"label":"广州软件","code":"P3","missing":["land"]}],)"
              R"("facts":[{"path":"jobs","zh":"就业","en":"Jobs","count":2,"alone":0},)"
              R"({"path":"land","zh":"用地","en":"Land","count":3,"alone":1}],)"
              R"("sets":[{"missing":["jobs","land"],"count":2},{"missing":["land"],"count":1}],)"
              R"("others":{"sets":0,"count":0},"total":3,"examined":3,"next_cursor":"3",)"
              R"("as_of":)" +
                  point + R"(,"on":"2024-03-01"})");
    EXPECT_NE(answer(R"("filter":"land > 5 or land <= 5")").find(R"("missing":[],"settled":true)"),
              std::string::npos);
    EXPECT_EQ(answer(R"("q":"x")"), "required /filter");
    EXPECT_EQ(answer(R"("filter":"land > 5","group":["stage"])"), "unknown_field /missing");
}

/// The slow twin: every record is evaluated by itself, and asked with all the facts that it lacks,
/// those that the text does not name too.
std::string unknown_slowly(Snapshot const& snapshot, Viewer const& viewer, Query const& query) {
    auto const entity = entity_named(snapshot, "project");
    auto const access = std::make_shared<EntityAccess const>(snapshot, viewer, entity);
    auto const expression = *RecordExpression::parse(access, entity, query.filter);
    EntityView const view(snapshot, entity);
    std::string text;
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.live(row) || !access->may_read_row(row)) continue;
        feel::Evaluation plain(clock_on(query.day()));
        if (expression.evaluate(row, plain).as<bool>()) continue;
        auto const inputs = expression.records()->inputs(row);
        auto const missing = expression.records()->missing(inputs);
        feel::Evaluation worlds(clock_on(query.day()));
        auto const reckoned = feel::reckon(
            expression.expression(), expression.records()->environment(), inputs, missing, worlds);
        UnknownRow found{row, reckoned.missing, {}};
        std::sort(found.missing.begin(), found.missing.end());
        if (auto const* truth = reckoned.value.as<bool>(); truth && reckoned.known())
            found.settled = *truth;
        text += (text.empty() ? "" : " ") + shown_row(found);
    }
    return text;
}

TEST(UnknownRows, AgreeWithTheSlowTwin) {
    constexpr char const* kFilters[] = {
        "total > 2 and jobs < 3",
        "total > 2 or jobs < 3 and key_project",
        "if key_project then total > 2 else jobs > 1",
        "region.name = \"端州区\" or jobs >= 2",
        "partner.total > 2 and partner.jobs > 1",
        "total / jobs > 1",
        "not(jobs > 1) and (total < 1 or total >= 1)",
        "signed_on > date(\"2021-06-01\") and stage in (\"lead\", \"signed\")",
    };
    size_t found = 0;
    for (uint64_t seed = 1; seed <= 6; ++seed) {
        Random random(seed);
        SampleLedger ledger;
        ledger.add("region", {{"code", "441202"}, {"name", "端州区"}});
        ledger.add("region", {{"code", "441284"}, {"name", "四会市"}});
        for (int64_t i = 1; i <= 80; ++i) {
            SampleLedger::Facts facts = {{"name", "n"}};
            auto const maybe = [&](char const* field, std::string text) {
                if (random.chance(2, 3)) facts.emplace_back(field, std::move(text));
            };
            maybe("region", std::to_string(random.between(1, 2)));
            if (i > 1) maybe("partner", std::to_string(random.between(1, i - 1)));
            maybe("total", std::to_string(random.between(0, 4)));
            maybe("jobs", std::to_string(random.between(0, 3)));
            maybe("key_project", random.chance(1, 2) ? "是" : "否");
            maybe("signed_on", random.chance(1, 2) ? "2021-01-01" : "2021-09-01");
            maybe("stage", random.chance(1, 2) ? "lead" : "built");
            ledger.add("project", facts);
        }
        ledger.remove("project", 7);
        for (auto const* filter : kFilters) {
            for (auto const& viewer : {owner(), with_roles({"officer"})}) {
                auto query = asked(filter);
                query.limit = Query::kLimitMax;
                auto const rows = unknown(ledger.snapshot(), viewer, query);
                ASSERT_EQ(rows, unknown_slowly(ledger.snapshot(), viewer, query)) << filter;
                found += static_cast<size_t>(std::count(rows.begin(), rows.end(), ':'));
            }
        }
    }
    EXPECT_GT(found, 1000u);
}

}  // namespace
}  // namespace agglo
