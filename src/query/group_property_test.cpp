// Properties of grouped answers, over random ledgers, viewers and questions:
// - the records behind every cell, asked for as the answer says, are as many as it counts;
// - what a cell comes to is what FEEL's own functions say of those records' values (the slow twin).
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <random>

#include "feel/value/value_text.h"
#include "query/feel_environment.h"
#include "query/group_query_json.h"
#include "query/json_value.h"
#include "query/query_sample.h"
#include "query/record_expression.h"

namespace agglo {
namespace {

namespace json = boost::json;

/// Draws from a seeded source.
class Draw {
public:
    explicit Draw(unsigned seed) : random_(seed) {}

    size_t below(size_t end) { return random_() % end; }
    bool one_in(size_t n) { return below(n) == 0; }
    std::string of(std::vector<std::string> const& all) { return all[below(all.size())]; }

private:
    std::mt19937 random_;
};

std::string number(Draw& draw, size_t below) {
    return std::to_string(draw.below(below));
}

SampleLedger random_ledger(Draw& draw) {
    SampleLedger ledger;
    ledger.add("region", {{"code", "4412"}, {"name", "肇庆市"}});
    ledger.add("region", {{"code", "441202"}, {"name", "端州区"}, {"parent", "1"}});
    ledger.add("region", {{"code", "441284"}, {"name", "四会市"}, {"parent", "1"}});
    ledger.add("region", {{"code", "4401"}});
    auto const maybe = [&](SampleLedger::Facts& facts, char const* field, std::string text) {
        if (!draw.one_in(4)) facts.emplace_back(field, std::move(text));
    };
    for (size_t i = 1; i <= 120; ++i) {
        SampleLedger::Facts facts = {{"name", draw.of({"甲", "乙\"丙\\", "//丁", "a b"})}};
        maybe(facts, "code", "P" + std::to_string(i));
        maybe(facts, "region", std::to_string(1 + draw.below(4)));
        if (i > 1) maybe(facts, "partner", std::to_string(1 + draw.below(i - 1)));
        maybe(facts, "total", number(draw, 5) + "." + number(draw, 90));
        maybe(facts, "offer", number(draw, 3));
        maybe(facts, "rate", "-" + number(draw, 2) + "." + number(draw, 3));
        maybe(facts, "jobs", number(draw, 4));
        maybe(facts, "signed_on",
              "202" + number(draw, 3) + "-0" + std::to_string(1 + draw.below(9)) +
                  draw.of({"-01", "-15", "-28"}));
        maybe(facts, "due", "202" + number(draw, 3) + draw.of({"-01", "-12"}));
        maybe(facts, "seen_at",
              "2024-01-01T00:00:0" + number(draw, 3) + draw.of({"Z", ".000001Z", ".5Z"}));
        maybe(facts, "stage", draw.of({"lead", "signed", "built"}));
        maybe(facts, "tags", draw.of({"新", "新、快", "快、新"}));
        maybe(facts, "key_project", draw.of({"是", "否"}));
        ledger.add("project", facts);
    }
    for (RecordId id = 5; id < 120; id += 17) ledger.remove("project", id);
    return ledger;
}

std::string random_key(Draw& draw) {
    auto const feel = [](std::string const& text, std::string const& name) {
        json::object key;
        key["feel"] = text;
        key["name"] = name;
        return json::serialize(key);
    };
    switch (draw.below(3)) {
        case 0:
            return feel(draw.of({"total / 3", "total > 2", "name // 名", "signed_on.year",
                                 "seen_at", "signed_on", "if jobs > 1 then \"多\" else null",
                                 "-rate", "if jobs > 1 then total else name", "region.name",
                                 "partner.region", "partner.total", "null"}),
                        "f" + number(draw, 100'000));
        case 1:
            return '"' + draw.of({"signed_on", "due"}) + draw.of({":year", ":month", ":quarter"}) +
                   '"';
        default:
            return '"' +
                   draw.of({"region", "partner", "stage", "total", "rate", "jobs", "signed_on",
                            "due", "seen_at", "tags", "key_project", "name", "region.code",
                            "region.parent.code", "partner.region", "partner.total", "id"}) +
                   '"';
    }
}

constexpr char const* kFilters[] = {"null", "jobs != 3", "total >= 1 or key_project // 重点",
                                    "region.name != \"四会市\"", "true"};

std::string random_query(Draw& draw) {
    std::string body = R"({"entity":"project","drill":true,"on":"2024-05-01","group":[)";
    std::vector<std::string> keys;
    for (size_t i = draw.below(3); i-- > 0;) {
        auto const key = random_key(draw);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
    for (auto const& key : keys) body += (body.ends_with('[') ? "" : ",") + key;
    body +=
        R"(],"measures":[["count",{"name":"n"}],["count","jobs"],["count","partner.total","pt"],)"
        R"(["count",{"feel":"if total > 1 then jobs else name"},"mixed"],)"
        R"(["count",{"name":"keys","if":"key_project // 重点"}],)"
        R"(["count","rate","few",{"if":"jobs / 2 > 0.6"}]])";
    if (draw.one_in(2)) body += R"(,"where":[["stage","ne","lead"]])";
    auto const* filter = kFilters[draw.below(5)];
    if (filter != std::string("null"))
        body += R"(,"filter":)" + json::serialize(json::value(filter));
    return body + "}";
}

/// How many records the drill finds.
int64_t records_behind(Snapshot const& snapshot, Viewer const& viewer, json::object const& drill) {
    json::object body;
    body["entity"] = "project";
    body["on"] = "2024-05-01";
    body["limit"] = 1;
    body["where"] = drill.at("where");
    if (!drill.at("filter").is_null()) body["filter"] = drill.at("filter");
    auto const text = json::serialize(body);
    auto const query = parse_query(text);
    if (!query.ok()) return ADD_FAILURE() << shown(query.error()) << text, -1;
    auto const page = find_records(snapshot, viewer, *query);
    if (!page.ok()) return ADD_FAILURE() << shown(page.error()) << text, -1;
    return static_cast<int64_t>(page->total);
}

void check_row(Snapshot const& snapshot, Viewer const& viewer, json::object const& row) {
    auto const& drill = row.at("drill").as_object();
    auto const shown_row = json::serialize(row);
    EXPECT_EQ(records_behind(snapshot, viewer, drill), row.at("n").as_int64()) << shown_row;
    for (auto const& [name, each] : drill.at("measures").as_object()) {
        EXPECT_EQ(records_behind(snapshot, viewer, each.as_object()), row.at(name).as_int64())
            << name << " " << shown_row;
    }
}

TEST(GroupDrill, FindsAsManyRecordsAsACellCounts) {
    size_t rows = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        Draw draw(seed);
        auto const ledger = random_ledger(draw);
        for (size_t question = 0; question < 25; ++question) {
            auto const viewer = question % 3 == 0   ? owner()
                                : question % 3 == 1 ? with_roles({"officer"})
                                                    : with_roles({"promoter"}, {"4412"});
            auto const body = random_query(draw);
            auto const query = parse_query(body);
            ASSERT_TRUE(query.ok()) << shown(query.error()) << body;
            auto const answer = run_query_json(ledger.snapshot(), viewer, *query);
            if (!answer.ok()) {  // a field that the viewer may not see
                EXPECT_TRUE(viewer.roles.size()) << shown(answer.error()) << body;
                continue;
            }
            auto const parsed = parse_json(*answer);
            for (auto const& row : parsed->at("rows").as_array()) {
                check_row(ledger.snapshot(), viewer, row.as_object());
                if (testing::Test::HasFailure()) FAIL() << seed << " " << body;
                ++rows;
            }
        }
    }
    EXPECT_GT(rows, 1000u);
}

/// What FEEL makes of the values of `operand` for the rows found: `function`(list).
std::string twin(Snapshot const& snapshot, DrillFilter const& drill, std::string const& operand,
                 std::string const& function) {
    Query query{.entity = "project", .where = drill.where, .filter = drill.filter};
    query.on = Date::parse("2024-05-01").value();
    auto const rows = find_all(snapshot, owner(), query, 1'000);
    auto const entity = entity_named(snapshot, "project");
    auto const access = std::make_shared<EntityAccess const>(snapshot, owner(), entity);
    auto const expression = RecordExpression::parse(access, entity, operand);
    feel::List values;
    feel::Evaluation evaluation(clock_on(*query.on));
    for (auto const row : *rows) {
        auto value = expression->evaluate(row, evaluation);
        if (!value.is_null()) values.push_back(std::move(value));
    }
    feel::Environment const around{.members = {{"xs", feel::any_type()}}};
    auto const text = function + "(xs)";
    auto const call = feel::parse_expression(text, around);
    std::vector<feel::Value> const given = {feel::Value(values)};
    return feel::to_feel(feel::evaluate(**call, given, evaluation));
}

TEST(GroupRecords, AgreesWithFeelsOwnFunctions) {
    struct Pair {
        char const* op;
        char const* function;
    };
    for (unsigned seed = 1; seed <= 8; ++seed) {
        Draw draw(seed);
        auto const ledger = random_ledger(draw);
        for (std::string const operand : {"total", "total * rate", "total / 7", "jobs"}) {
            for (auto const& [op, function] :
                 {Pair{"sum", "sum"}, Pair{"avg", "mean"}, Pair{"min", "min"}, Pair{"max", "max"},
                  Pair{"stddev", "stddev"}, Pair{"median", "median"}}) {
                // FEEL's median of two middles is rounded otherwise than linear interpolation.
                bool const rounds = operand == "total / 7";
                if (rounds && op == std::string("median")) continue;
                auto const body =
                    R"({"entity":"project","drill":true,"on":"2024-05-01","group":["stage",)"
                    R"({"feel":"jobs > 1","name":"many"}],"measures":[[")" +
                    std::string(op) + R"(",{"feel":")" + operand + R"("},"x"]]})";
                auto const table = group_records(ledger.snapshot(), owner(), *parse_query(body));
                ASSERT_TRUE(table.ok()) << shown(table.error()) << body;
                for (size_t i = 0; i < table->rows.size(); ++i) {
                    auto const& cell = table->rows[i].back();
                    auto const shown_cell = cell.number ? cell.number->to_string() : "null";
                    EXPECT_EQ(shown_cell,
                              twin(ledger.snapshot(), table->drills[i].row, operand, function))
                        << body;
                }
            }
        }
    }
}

}  // namespace
}  // namespace agglo
