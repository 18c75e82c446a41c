// Decisions over all records: examples, and the fast ways against their slow twin on random tables,
// graphs and records.
#include "query/decision_sweep.h"

#include <random>

#include "dmn/evaluate/table_fixture.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

using dmn::test::TableText;
using Random = std::mt19937;

Date const kDay = Date::parse("2024-03-01").value();

char const* const kInputs[][2] = {
    {"total", "number"},   {"jobs", "number"},         {"rate", "number"}, {"stage", "string"},
    {"signed_on", "date"}, {"key_project", "boolean"}, {"name", "string"}, {"region", "Any"}};

/// A model over fields of `project`: decisions below, and `d`, a table.
dmn::ModelPtr model_of_project(std::string const& logic, std::vector<std::string> below = {}) {
    std::string body;
    std::vector<std::string> inputs;
    for (auto const& [name, type] : kInputs) {
        body += dmn::test::input(name, type);
        inputs.emplace_back(name);
    }
    auto const all = inputs;
    for (size_t i = 0; i < below.size(); ++i) {
        auto const name = "s" + std::to_string(i);
        body += dmn::test::decision(name, dmn::test::literal(below[i]), all);
        inputs.push_back(name);
    }
    return dmn::test::model_of(body + dmn::test::decision("d", logic, inputs));
}

dmn::ModelPtr table_of_project(TableText const& table, std::vector<std::string> below = {}) {
    return model_of_project(dmn::test::table_xml(table), std::move(below));
}

DecisionQuestion question_of(dmn::ModelPtr model, bool unknown = false) {
    DecisionQuestion question{std::move(model), 0, {}, unknown};
    question.decision = *question.model->find_decision("d");
    return question;
}

/// `"A" 3: 1 2 5` a line, largest first.
std::string shown(SweepAnswer const& answer) {
    std::string text;
    for (auto const& cell : answer.cells) {
        for (size_t d = 0; d < answer.outcomes.size(); ++d)
            text += (d > 0 ? " -> " : "") + answer.outcome(cell, d).text;
        text += " " + std::to_string(cell.count) + ":";
        for (auto const row : cell.rows) text += " " + std::to_string(row + 1);
        text += "\n";
    }
    return text;
}

std::string swept(Snapshot const& snapshot, std::vector<DecisionQuestion> const& questions,
                  SweepSetting setting, Viewer const& viewer = owner(),
                  std::string const& filter = {}) {
    Query query;
    query.entity = "project";
    query.filter = filter;
    auto const answer = sweep(snapshot, viewer, query, questions, setting);
    return answer.ok() ? shown(*answer) : shown(answer.error()) + "\n";
}

TableText const kGrades{
    "FIRST", {"total", "stage"}, {"grade"}, {R"(>= 200 | - | "A")", R"(- | "signed" | "B")"}};

TEST(DecisionSweep, CountsRecordsByOutcome) {
    auto const ledger = sample_ledger();
    auto const grades = table_of_project(kGrades);
    auto const strict = table_of_project(
        {"FIRST", {"total", "stage"}, {"grade"}, {R"(>= 100 | - | "A")", R"(- | "signed" | "B")"}});
    auto const& now = ledger.snapshot();
    EXPECT_EQ(swept(now, {question_of(grades)}, {.on = kDay}),
              "\"B\" 2: 1 5\nnull 2: 3 4\n\"A\" 1: 2\n");
    EXPECT_EQ(swept(now, {question_of(grades, true)}, {.on = kDay}),
              "\"B\" 2: 1 5\n\"A\" 1: 2\nnull 1: 3\nunknown: stage, total 1: 4\n");
    EXPECT_EQ(swept(now, {question_of(grades), question_of(strict)}, {.on = kDay}),
              "\"B\" -> \"A\" 2: 1 5\nnull -> null 2: 3 4\n\"A\" -> \"A\" 1: 2\n");
    EXPECT_EQ(swept(now, {question_of(grades)}, {.on = kDay}, owner(), "jobs > 5"),
              "\"A\" 1: 2\n\"B\" 1: 1\n");
    EXPECT_EQ(swept(now, {question_of(grades)}, {.on = kDay}, with_roles({"officer"})),
              "\"B\" 2: 1 5\n");
    EXPECT_EQ(swept(now, {question_of(grades)}, {.on = kDay}, with_roles({"reader"})),
              "null 3: 2 3 4\n\"B\" 2: 1 5\n");
}

TEST(DecisionSweep, PagesTheRecordsOfAnOutcome) {
    auto const ledger = sample_ledger();
    std::vector<DecisionQuestion> const questions{question_of(table_of_project(kGrades))};
    Query query;
    query.entity = "project";
    SweepSetting setting{.on = kDay, .page = SweepPage{{"\"B\""}, 0, 1}};
    auto const first = sweep(ledger.snapshot(), owner(), query, questions, setting);
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(first->page_rows, std::vector<size_t>{0});
    EXPECT_TRUE(first->page_goes_on);
    setting.page->from_row = 1;
    auto const second = sweep(ledger.snapshot(), owner(), query, questions, setting);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(second->page_rows, std::vector<size_t>{4});
    EXPECT_FALSE(second->page_goes_on);
}

TEST(DecisionSweep, TellsHowItLooksUp) {
    auto const ledger = sample_ledger();
    auto const model = table_of_project(
        {"FIRST", {"total", "s0"}, {"grade"}, {R"(>= 200 | - | "A")", R"(- | > 3 | "B")"}},
        {"jobs / 2"});
    Query query;
    query.entity = "project";
    auto const answer =
        sweep(ledger.snapshot(), owner(), query, {question_of(model)}, {.on = kDay});
    ASSERT_TRUE(answer.ok());
    auto const& told = answer->explanations[0];
    EXPECT_EQ(told.path, "table");
    std::string inputs;
    for (auto const& each : told.inputs) {
        if (each.name == "total" || each.name == "jobs")
            inputs += each.name + " " + each.lookup + " " + std::to_string(each.classes) + ";";
    }
    EXPECT_EQ(inputs, "total cells 3;jobs values 3;");
}

size_t under(Random& random, size_t n) {
    return random() % n;
}

std::string entry_of(std::string const& input, Random& random) {
    auto const pick = under(random, 7);
    if (pick == 0) return "-";
    if (input == "key_project") return pick < 4 ? "true" : pick < 6 ? "false" : "not(true)";
    if (input == "stage" || input == "name" || input == "region.code") {
        auto const a = std::string(1, static_cast<char>('a' + under(random, 4)));
        constexpr char const* kStages[] = {"lead", "signed", "built", "x"};
        auto const text = "\"" + (input == "stage" ? kStages[under(random, 4)] : a) + "\"";
        if (pick == 1) return "not(" + text + ")";
        if (pick == 2) return "<= " + text;
        if (pick == 3) return "starts with(?, \"" + a + "\")";
        return text + ", \"b\"";
    }
    auto const number = [&] {
        if (input == "signed_on")
            return "date(\"2024-01-0" + std::to_string(1 + under(random, 9)) + "\")";
        auto const whole = std::to_string(under(random, 9));
        constexpr char const* kDecimals[] = {"", ".5", ".005", ".0005", ".3333333333"};
        return (under(random, 5) == 0 ? "-" : "") + whole + kDecimals[under(random, 5)];
    };
    switch (pick) {
        case 1: return "< " + number();
        case 2: return ">= " + number();
        case 3: return "(" + number() + ".." + number() + "]";
        case 4: return "not(" + number() + ")";
        case 5: return "? > " + number() + " or ? = null";
        default: return number() + ", " + number();
    }
}

/// One entry of the journal with many projects.
SnapshotPtr random_projects(Random& random, size_t count, size_t totals = 1000) {
    auto base = sample_ledger().pointer();
    Entry entry;
    entry.sequence = base->point.sequence + 1;
    EntityView const view(*base, entity_named(*base, "project"));
    for (size_t i = 0; i < count; ++i) {
        auto const id = static_cast<RecordId>(view.rows() + i + 1);
        RecordChange change{"project", id, 1, ChangeKind::kCreate, {}};
        auto const set = [&](char const* field, Value value) {
            if (under(random, 5) > 0) change.fields.push_back({field, {}, std::move(value), false});
        };
        auto const small = [&](size_t n) { return static_cast<int64_t>(under(random, n)); };
        constexpr char const* kStages[] = {"lead", "signed", "built"};
        set("total", Decimal{small(totals), 2});
        set("jobs", Value(small(10)));
        set("rate", Decimal{small(20'000) - 5'000, 3});
        set("stage", Value(std::string(kStages[under(random, 3)])));
        set("signed_on", Date{static_cast<int32_t>(19'722 + small(14))});
        set("key_project", Value(under(random, 2) == 0));
        set("name", Value(std::string(1, static_cast<char>('a' + under(random, 5)))));
        set("region", Reference{small(4) + 1});
        entry.changes.push_back(std::move(change));
    }
    LedgerFold fold(base);
    fold.apply(entry);
    return fold.finish({entry.sequence, {}, {}});
}

TableText random_table(Random& random, size_t below) {
    constexpr char const* kPolicies[] = {
        "UNIQUE",       "FIRST",       "PRIORITY",      "ANY",         "COLLECT",    "RULE ORDER",
        "OUTPUT ORDER", "COLLECT SUM", "COLLECT COUNT", "COLLECT MIN", "COLLECT MAX"};
    TableText table{kPolicies[under(random, std::size(kPolicies))], {}, {}, {}, {}};
    std::vector<std::string> usable = {"total",     "jobs",        "rate", "stage",
                                       "signed_on", "key_project", "name", "region.code"};
    for (size_t i = 0; i < below; ++i) usable.push_back("s" + std::to_string(i));
    if (under(random, 4) == 0) usable.push_back("total + jobs");
    for (size_t i = 0; i < 1 + under(random, 4); ++i)
        table.inputs.push_back(usable[under(random, usable.size())]);
    bool const numbers = table.policy.starts_with("COLLECT ");
    table.outputs.push_back(numbers ? "o" : R"(o="A", "B", "C")");
    size_t const rules = under(random, 8) == 0 ? 90 : 1 + under(random, 8);
    bool const reading = under(random, 8) == 0;  // outputs that read a field
    for (size_t r = 0; r < rules; ++r) {
        std::string rule;
        for (auto const& input : table.inputs) rule += entry_of(input, random) + " | ";
        rule += numbers ? std::to_string(under(random, 5))
                        : "\"" + std::string(1, static_cast<char>('A' + under(random, 3))) + "\"";
        if (numbers && reading) rule += " + jobs";
        table.rules.push_back(rule);
    }
    if (under(random, 3) == 0) table.defaults = {numbers ? "7" : "\"C\""};
    return table;
}

std::vector<std::string> random_below(Random& random) {
    constexpr char const* kTexts[] = {"total / 3",
                                      "if jobs > 4 then rate else total",
                                      "if key_project then jobs * 2 else null",
                                      "floor(rate)",
                                      "total * jobs - rate",
                                      "if stage = \"built\" then 5 else jobs"};
    std::vector<std::string> below;
    for (size_t i = 0; i < under(random, 3); ++i)
        below.emplace_back(kTexts[under(random, std::size(kTexts))]);
    return below;
}

std::string described(TableText const& table, std::vector<std::string> const& below) {
    auto text = table.policy + "\n";
    for (auto const& each : below) text += "below: " + each + "\n";
    for (auto const& each : table.inputs) text += each + " | ";
    for (auto const& each : table.rules) text += "\n" + each;
    return text;
}

TEST(DecisionSweep, AgreesWithItsSlowTwin) {
    Random random(20'261'122);
    auto const projects = random_projects(random, 3'000);
    size_t by_table = 0;
    for (int round = 0; round < 60; ++round) {
        auto const below = random_below(random);
        auto const table = random_table(random, below.size());
        bool const unknown = round % 6 == 5;
        std::vector<DecisionQuestion> questions{
            question_of(table_of_project(table, below), unknown)};
        if (round % 4 == 3) {
            auto const other = random_table(random, 0);
            questions.push_back(question_of(table_of_project(other), unknown));
        }
        auto const filter = unknown ? "total < 1" : "";
        auto const slow = swept(
            *projects, questions,
            {.on = kDay, .rows_kept = 100, .path = DecisionProgram::Path::kRows}, owner(), filter);
        for (unsigned const threads : {1u, 2u}) {
            auto const fast =
                swept(*projects, questions, {.on = kDay, .rows_kept = 100, .threads = threads},
                      owner(), filter);
            EXPECT_EQ(fast, slow) << described(table, below);
        }
        Query query;
        query.entity = "project";
        auto const told = sweep(*projects, owner(), query, questions, {.on = kDay});
        by_table += told.ok() && told->explanations[0].path == "table" ? 1 : 0;
    }
    EXPECT_GT(by_table, 40u);
}

/// More distinct values than are kept, so that classes and memos give up on the way.
TEST(DecisionSweep, AgreesWhereValuesHardlyRepeat) {
    Random random(99);
    auto const projects = random_projects(random, 90'000, 1'000'000'000);
    auto const table = [](std::string const& input) {
        return TableText{"FIRST",
                         {"key_project", input, "total"},
                         {"o"},
                         {R"(false | - | - | "no")", R"(true | >= 100 + 200 | > 500.5 | "A")",
                          R"(true | >= 2 | - | "B")", R"(- | < 2 | - | "C")"}};
    };
    for (auto const& model :
         {table_of_project(table("s0"), {"total / 300"}), table_of_project(table("total")),
          table_of_project(table("total - jobs")),
          model_of_project(dmn::test::literal("if total / 2 > 1000 then stage else null"))}) {
        SweepSetting setting{.on = kDay, .rows_kept = 100};
        auto const fast = swept(*projects, {question_of(model)}, setting);
        setting.path = DecisionProgram::Path::kRows;
        EXPECT_EQ(fast, swept(*projects, {question_of(model)}, setting));
    }
}

TEST(DecisionSweep, AgreesForLogicThatIsNoTable) {
    Random random(7);
    auto const projects = random_projects(random, 3'000);
    for (std::string const logic :
         {"if total > 5.005 and stage = \"built\" then \"yes\" else \"no\"",
          "if total in [1..5) then name else \"other\"", "jobs + 1", "region.code",
          "if region.name = \"端州区\" then signed_on > date(\"2024-01-05\") else null",
          "if jobs between 2 and 4 or jobs = null then \"few\" else stage",
          "count([total, jobs][item > 3])"}) {
        for (bool const unknown : {false, true}) {
            std::vector<DecisionQuestion> const questions{
                question_of(model_of_project(dmn::test::literal(logic)), unknown)};
            SweepSetting setting{.on = kDay, .rows_kept = 100};
            auto const fast = swept(*projects, questions, setting);
            setting.path = DecisionProgram::Path::kRows;
            EXPECT_EQ(fast, swept(*projects, questions, setting)) << logic;
        }
    }
}

}  // namespace
}  // namespace agglo
