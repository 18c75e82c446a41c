// Invariants and computed fields at the desk.

#include <condition_variable>
#include <future>
#include <map>
#include <mutex>

#include "desk/desk_sample.h"

namespace agglo {
namespace {

constexpr char const* kRules = R"yaml(entity: project
fields:
  - {name: per_job, type: decimal, scale: 2, labels: {zh: 人均投资, en: Per job},
     computed: "总投资 / 就业"}
  - {name: weight, type: integer, labels: {zh: 权重合计, en: Weight},
     rollup: {of: milestone, by: project, aggregate: sum, field: weight}}
invariants:
  - {feel: "就业 <= 1000", message: {zh: 就业过多, en: Too many jobs}, fields: [jobs]}
  - {feel: "人均投资 >= 1", message: {zh: 人均过低, en: Little per job}, fields: [total],
     severity: warning}
  - {feel: "签约日期 <= today()", message: {zh: 签约在将来, en: Signed in future},
     fields: [signed_on]}
  - {feel: "权重合计 <= 100", message: {zh: 权重超过, en: Weights above 100}}
)yaml";

struct RuledDesk : SampleDesk {
    RuledDesk() {
        run({created("definition",
                     {{"kind", "schema"}, {"name", "x/project.yaml"}, {"text", kRules}})});
    }
};

TEST(Invariants, RefuseAndWarn) {
    struct Case {
        std::vector<Fact> facts;
        char const* errors;
    };
    Case const cases[] = {
        {{{"jobs", 10}}, ""},
        {{{"jobs", 1001}}, "invariant_broken /changes/0/fields/jobs"},
        {{{"signed_on", "2999-01-01"}}, "invariant_broken /changes/0/fields/signed_on"},
        {{{"signed_on", "2001-01-01"}}, ""},
        {{{"per_job", 1}}, "computed_field /changes/0/fields/per_job"},
        {{{"weight", Value()}}, "computed_field /changes/0/fields/weight"},
    };
    RuledDesk desk;
    int code = 0;
    for (auto const& [facts, errors] : cases)
        EXPECT_EQ(desk.errors({desk.project("P" + std::to_string(++code), facts)}), errors);
}

TEST(Invariants, WarningsComeWithTheReceipt) {
    RuledDesk desk;
    auto const receipt = desk.run(
        {desk.project("P1"), desk.project("P2", {{"jobs", 10}, {"total", Decimal{500, 2}}})});
    ASSERT_EQ(receipt.warnings.size(), 1u);
    EXPECT_EQ(receipt.warnings[0].path(), "/changes/1/fields/total");
    EXPECT_EQ(receipt.warnings[0].message_en(), "Little per job");
}

// Children of the same command count, and what a command moves or deletes no more.
TEST(Invariants, SeeTheRecordAsItWillBe) {
    RuledDesk desk;
    auto const weigh = [&](int64_t project, int64_t weight) {
        return desk.created("milestone", {{"project", Reference{project}}, {"weight", weight}});
    };
    EXPECT_EQ(desk.errors({desk.project("P1"), weigh(-1, 60), weigh(-1, 60)}),
              "invariant_broken /changes/0");
    desk.run({desk.project("P1"), weigh(-1, 60), weigh(-1, 40)});
    desk.run({weigh(1, 60)});  // the milestone is the record that is written, not the project
    auto const rename = desk.updated("project", 1, 1, {{"note", "x"}});
    EXPECT_EQ(desk.errors({rename}), "invariant_broken /changes/0");
    EXPECT_EQ(desk.errors({rename, desk.deleted("milestone", 3, 1)}), "");
}

TEST(Invariants, OneOfABatchFallsAlone) {
    RuledDesk desk;
    std::mutex mutex;
    std::condition_variable done;
    std::map<int, std::string> answers;
    // The writer waits in the first append until all three stand in the queue.
    std::promise<void> queued;
    auto gate = queued.get_future().share();
    desk.journal->before_append = [gate] { gate.wait(); };
    auto const submit = [&](int number, std::vector<Fact> facts) {
        desk.desk->submit(
            desk.by(Viewer::owner("owner"), {desk.project(std::to_string(number), facts)}),
            [&, number](Result<Receipt> receipt) {
                std::lock_guard const lock(mutex);
                answers[number] = SampleDesk::shown(receipt);
                done.notify_all();
            });
    };
    submit(0, {});
    for (int i = 1; i <= 3; ++i) submit(i, {{"jobs", i == 2 ? 5000 : 5}});
    queued.set_value();
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return answers.size() == 4; });
    EXPECT_EQ(answers[1], "");
    EXPECT_EQ(answers[2], "invariant_broken /changes/0/fields/jobs");
    EXPECT_EQ(answers[3], "");
    desk.journal->before_append = nullptr;
}

TEST(Shown, HasDerivedFieldsWhereFactsHaveNone) {
    RuledDesk desk;
    desk.run({desk.project("P1", {{"jobs", 4}, {"total", Decimal{1000, 2}}})});
    auto const facts = desk.desk->snapshot();
    auto const shown = desk.desk->shown(facts, Date{20000});
    auto const entity = entity_named(*facts, "project");
    auto const field = *facts->model->entities[entity].field_index("per_job");
    EXPECT_EQ(EntityView(*facts, entity).value(0, field), Value());
    EXPECT_EQ(EntityView(*shown, entity).value(0, field), Value(Decimal{250, 2}));
}

}  // namespace
}  // namespace agglo
