// Records as FEEL sees them, over the sample schema.
#include "query/feel_environment.h"

#include "feel/value/value_text.h"
#include "query/feel_json.h"
#include "query/json_value.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

std::string asked(SampleLedger const& ledger, Viewer const& viewer, size_t row,
                  std::string_view text) {
    auto const entity = entity_named(ledger.snapshot(), "project");
    EntityAccess const access(ledger.snapshot(), viewer, entity);
    RecordEnvironment const project(access, entity);
    auto const parsed = feel::parse_expression(text, project.environment());
    if (!parsed.ok()) return parsed.error().message_en();
    feel::Evaluation evaluation(clock_on({19'844}));
    auto const inputs = project.inputs(row);
    return feel::to_feel(feel::evaluate(**parsed, inputs, evaluation));
}

TEST(FeelEnvironment, GivesTheFieldsOfARecord) {
    auto const ledger = sample_ledger();
    struct Case {
        char const* text;
        char const* value;
    };
    for (auto const& each : std::vector<Case>{
             {"name", "\"金利新材料\""},
             {"项目名称", "\"金利新材料\""},
             {"total + 0.5", "100.5"},
             {"总投资 + 报价", "190"},
             {"rate", "-0.5"},
             {"jobs", "10"},
             {"stage", "\"signed\""},
             {"signed_on.year", "2021"},
             {"due", "@\"2024-05-01\""},
             {"seen_at", "@\"2024-01-01T08:00:00+08:00\""},
             {"date(seen_at) = date(\"2024-01-01\")", "true"},
             {"region.name", "\"端州区\""},
             {"属地.代码", "\"441202\""},
             {"today()", "@\"2024-05-01\""},
         }) {
        EXPECT_EQ(asked(ledger, Viewer::owner("test"), 0, each.text), each.value) << each.text;
    }
}

TEST(FeelEnvironment, HasNoMemberForAHiddenField) {
    auto const ledger = sample_ledger();
    auto const reader = Viewer::with("r", {"reader"});
    EXPECT_EQ(asked(ledger, reader, 0, "name"), "\"金利新材料\"");
    EXPECT_EQ(asked(ledger, reader, 0, "total"), "null");
    EXPECT_EQ(asked(ledger, reader, 0, "contact"), "null");
}

TEST(FeelEnvironment, NamesMissingFacts) {
    auto const ledger = sample_ledger();
    auto const entity = entity_named(ledger.snapshot(), "project");
    EntityAccess const access(ledger.snapshot(), Viewer::owner("test"), entity);
    RecordEnvironment const project(access, entity);
    std::vector<feel::Value> inputs(project.environment().members.size());
    auto const expression = feel::parse_expression(
        "总投资 >= 0 and 阶段 in (\"lead\", \"signed\", \"built\")", project.environment());
    ASSERT_TRUE(expression.ok());
    feel::Evaluation evaluation(clock_on({0}));
    auto const reckoned = feel::reckon(**expression, project.environment(), inputs,
                                       project.missing(inputs), evaluation);
    EXPECT_TRUE(reckoned.known()) << "no total is below 0, and every stage is named";
    EXPECT_TRUE(reckoned.value.is_true());
    EXPECT_EQ(project.label_of("total").zh, "总投资");
    EXPECT_EQ(project.label_of("region.name").zh, "属地·名称");
    EXPECT_EQ(project.label_of("nothing").en, "nothing");
}

std::string through_json(std::string_view text, feel::Type const& type) {
    auto const value = feel_value_of_json(*parse_json(text), type);
    return value.ok() ? feel::to_feel(*value) : std::string(value.error().name());
}

TEST(FeelJson, ReadsByType) {
    struct Case {
        char const* json;
        feel::TypePtr type;
        char const* value;
    };
    for (auto const& each : std::vector<Case>{
             {"1.10", feel::any_type(), "1.1"},
             {"12345678901234567890", feel::any_type(), "12345678901234567890"},
             {"\"1.1000000000000000000000001\"", feel::number_type(),
              "1.1000000000000000000000001"},
             {"\"2024-05-01\"", feel::date_type(), "@\"2024-05-01\""},
             {"\"2024-05-01\"", feel::any_type(), "\"2024-05-01\""},
             {"\"2024-05-32\"", feel::date_type(), "wrong_type"},
             {"\"P1Y\"", feel::months_duration_type(), "@\"P1Y\""},
             {"\"P1Y\"", feel::days_duration_type(), "wrong_type"},
             {"[\"10:00:00\", null]", feel::list_of(feel::time_type()), "[@\"10:00:00\", null]"},
             {"{\"on\": \"2024-05-01\"}", feel::context_of({{"on", feel::date_type()}}),
              "{on: @\"2024-05-01\"}"},
         }) {
        EXPECT_EQ(through_json(each.json, *each.type), each.value) << each.json;
    }
}

TEST(FeelJson, RefusesToWriteWhatGrowsByBeingShared) {
    feel::Value value("0123456789");
    for (int i = 0; i < 8; ++i) value = feel::make_list(std::vector<feel::Value>(10, value));
    EXPECT_EQ(check_writable(value).error().code(), ErrorCode::kTooLarge);
    feel::Value deep = feel::Number(1);
    for (size_t i = 0; i < FeelJsonLimits::kDepthMax; ++i) deep = feel::make_list({deep});
    EXPECT_TRUE(check_writable(deep).ok());
    EXPECT_FALSE(check_writable(feel::make_list({deep})).ok());
}

}  // namespace
}  // namespace agglo
