#include "exchange/import_table.h"

#include <gmock/gmock.h>

#include "exchange/ledger_fixture.h"

namespace agglo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Import : public testing::Test {
protected:
    Import() {
        sihui_ = ledger_.create("region", {{"code", "441284"}, {"name", "四会市"}});
        ledger_.create("region", {{"code", "441202"}, {"name", "端州区"}});
        ledger_.create("project", {{"code", "A"}, {"name", "甲"}, {"jobs", 5}, {"region", sihui_}});
        ledger_.create("project", {{"code", "B"}, {"name", "乙"}, {"region", sihui_ + 1}});
    }

    ImportReport plan(std::string_view csv, Viewer const& viewer = LedgerFixture::owner(),
                      std::string entity = "project") {
        ImportRequest request;
        request.entity = std::move(entity);
        request.format = TableFormat::kCsv;
        request.bytes = csv;
        auto report = plan_import(*ledger_.snapshot(), viewer, request);
        EXPECT_TRUE(report.ok()) << report.error().message_en();
        return report.ok() ? std::move(*report) : ImportReport();
    }

    /// "row column code" of every error.
    static std::vector<std::string> errors(ImportReport const& report) {
        std::vector<std::string> found;
        for (auto const& one : report.errors.kept) {
            found.push_back(std::to_string(one.row) + " " + one.column + " " + one.code);
        }
        return found;
    }

    LedgerFixture ledger_;
    RecordId sihui_ = 0;
};

TEST_F(Import, CreatesUpdatesAndLeavesAlone) {
    ImportRequest request;
    request.entity = "project";
    request.format = TableFormat::kCsv;
    request.bytes =
        "项目代码,项目,属地,总投资（万元）,用地面积（亩）,阶段,制造业,签约日期,用工\n"
        "A,甲,四会市,,,,,,5\n"
        "B,乙乙,441202,3.5,10,意向,是,2023-05-01,\n"
        "C,丙,四会市,\"1,200\",150,已签约,否,2023/5/2,7\n";
    request.dry_run = false;
    auto const report = run_import(ledger_.desk(), LedgerFixture::owner(), request);
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    EXPECT_THAT(errors(*report), ElementsAre());
    EXPECT_EQ(report->rows, 3u);
    EXPECT_EQ(report->same, 1u);
    EXPECT_EQ(report->changed, 1u);
    EXPECT_EQ(report->created, 1u);
    EXPECT_EQ(report->batch, 1);
    EXPECT_EQ(ledger_.value("project", 2, "total_investment"), Value(Decimal{3'500'000, 2}));
    EXPECT_EQ(ledger_.value("project", 2, "land_area"), Value(Decimal{666'667, 2}));
    EXPECT_EQ(ledger_.value("project", 2, "stage"), Value("lead"));
    EXPECT_EQ(ledger_.value("project", 3, "manufacturing"), Value(false));
    EXPECT_EQ(ledger_.value("project", 3, "total_investment"), Value(Decimal{1'200'000'000, 2}));
    EXPECT_EQ(ledger_.value("project", 3, "region"), Value(Reference{sihui_}));
    request.dry_run = true;
    EXPECT_EQ(run_import(ledger_.desk(), LedgerFixture::owner(), request)->same, 3u);
}

TEST_F(Import, TellsEveryMistakeByRowAndColumn) {
    auto const report = plan(
        "项目代码,项目名称,属地,总投资,阶段,签约日期,用工\n"
        "C,,四会市,-1,未知,2023-13-01,x\n"
        ",丁,无此地,1,,,1.5\n"
        "E,戊,四会市,1e30,,,\n"
        "A,甲,四会市,,,,5\n"
        "A,甲,四会市,,,,6\n");
    EXPECT_THAT(
        errors(report),
        ElementsAre("2 总投资 below_minimum", "2 阶段 not_in_enumeration", "2 签约日期 bad_date",
                    "2 用工 wrong_type", "2 项目名称 required", "3 属地 no_such_reference",
                    "3 用工 too_many_decimals", "3 项目代码 required", "4 总投资 out_of_range",
                    "6 项目代码 repeated_in_file"));
    EXPECT_EQ(report.wrong, 4u);
    EXPECT_EQ(report.same, 1u);
    EXPECT_EQ(report.changes.size(), 0u);
}

TEST_F(Import, MapsHeaders) {
    auto const report = plan(
        "code,项目,Project name,总投资（美元）,底价,随便,税收占比（％）,用工（人）\n"
        "A,甲,甲,1,2,3,50,5\n",
        LedgerFixture::officer());
    std::vector<std::string> mapped;
    for (auto const& column : report.headers.columns) {
        mapped.push_back(column.header + " " + column.matched_by);
    }
    EXPECT_THAT(mapped, ElementsAre("code name", "项目 alias", "税收占比（％） label"));
    EXPECT_THAT(report.headers.unmapped,
                ElementsAre("总投资（美元）", "底价", "随便", "用工（人）"));
    EXPECT_THAT(errors(report), ElementsAre("1 Project name repeated_header"));
    EXPECT_EQ(report.changed, 1u);
    EXPECT_EQ(report.preview[0].changes[0].after, Value(Decimal{500'000, 6}));
}

TEST_F(Import, KeepsToWhatTheViewerSees) {
    auto const csv = "项目代码,项目名称,属地\nA,甲,端州区\nB,乙,四会市\nC,丙,四会市\nD,丁,\n";
    auto const report = plan(csv, LedgerFixture::officer());
    EXPECT_THAT(errors(report),
                ElementsAre("2 属地 forbidden", "3 项目代码 duplicate_value", "5 属地 forbidden"));
    EXPECT_EQ(report.created, 1u);
    ImportRequest request;
    request.entity = "region";
    request.bytes = csv;
    auto const forbidden = plan_import(*ledger_.snapshot(), LedgerFixture::officer(), request);
    EXPECT_EQ(forbidden.error().code(), ErrorCode::kForbidden);
    request.entity = "visit";
    auto const unknown = plan_import(*ledger_.snapshot(), LedgerFixture::officer(), request);
    EXPECT_EQ(unknown.error().code(), ErrorCode::kUnknownEntity);
}

TEST_F(Import, MatchesByIdWithoutCode) {
    ledger_.create("visit", {{"summary", "一"}});
    auto const report =
        plan("id,摘要,版本\n1,一,1\n,二,\n7,三,\n1,四,\n", LedgerFixture::owner(), "visit");
    EXPECT_THAT(errors(report), ElementsAre("4 id no_such_record", "5 id repeated_in_file"));
    EXPECT_EQ(report.same, 1u);
    EXPECT_EQ(report.created, 1u);
}

TEST_F(Import, RefusesAVersionThatHasMovedOn) {
    auto const report = plan("项目代码,项目名称,记录版本\nA,甲甲,7\nB,乙,7\n");
    EXPECT_THAT(errors(report), ElementsAre("2 记录版本 version_conflict"));
    EXPECT_EQ(report.same, 1u);
}

TEST_F(Import, RefersToRowsOfTheSameFile) {
    ImportRequest request;
    request.entity = "region";
    request.format = TableFormat::kCsv;
    request.bytes = "代码,名称,上级\n441300,惠州市,\n441302,惠城区,惠州市\n441303,惠阳区,441300\n";
    request.dry_run = false;
    auto const report = run_import(ledger_.desk(), LedgerFixture::owner(), request);
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    EXPECT_THAT(errors(*report), ElementsAre());
    EXPECT_EQ(ledger_.value("region", 5, "parent"), Value(Reference{3}));
}

TEST_F(Import, AppliesGoodRowsOnlyWhenAsked) {
    ImportRequest request;
    request.entity = "project";
    request.format = TableFormat::kCsv;
    request.bytes = "项目代码,项目名称,用工\nC,丙,x\nD,丁,2\n";
    request.dry_run = false;
    EXPECT_EQ(run_import(ledger_.desk(), LedgerFixture::owner(), request)->batch, 0);
    request.skip_wrong = true;
    EXPECT_EQ(run_import(ledger_.desk(), LedgerFixture::owner(), request)->batch, 1);
    EXPECT_EQ(ledger_.value("project", 3, "name"), Value("丁"));
}

TEST_F(Import, WarnsAndReports) {
    auto const report = plan("项目代码,项目名称,属地,信用代码\nA,甲,端州区,123\n");
    EXPECT_EQ(report.warnings.total, 1u);
    auto const json = write_report_json(*ledger_.snapshot(), LedgerFixture::owner(), report);
    EXPECT_THAT(
        json,
        HasSubstr(
            R"({"rows":1,"created":0,"changed":1,"same":0,"wrong":0,"columns":[{"header":"项目代码","field":"code","label":"项目代码","matched_by":"label"})"));
    EXPECT_THAT(
        json,
        HasSubstr(
            R"("warnings":[{"row":2,"column":"信用代码","field":"uscc","value":"123","code":"check_failed")"));
    EXPECT_THAT(
        json,
        HasSubstr(
            R"("preview":[{"row":2,"kind":"update","code":"A","label":"甲","changes":[{"field":"region","before":{"id":1,"label":"四会市","code":"441284"},"after":{"id":2,"label":"端州区","code":"441202"}})"));
    EXPECT_THAT(json, HasSubstr(R"("batch":null,"sequence":)"));
}

TEST_F(Import, CountsAllAndKeepsSome) {
    std::string csv = "项目代码,项目名称,用工\n";
    for (int i = 0; i < 1'500; ++i) csv += "X" + std::to_string(i) + ",名,x\n";
    auto const report = plan(csv);
    EXPECT_EQ(report.errors.total, 1'500u);
    EXPECT_EQ(report.errors.kept.size(), ImportReport::kFindingsMax);
    EXPECT_EQ(report.wrong, 1'500u);
}

TEST_F(Import, NeedsAHeaderItKnows) {
    ImportRequest request;
    request.entity = "project";
    request.format = TableFormat::kCsv;
    request.bytes = "甲,乙\n1,2\n";
    auto const report = plan_import(*ledger_.snapshot(), LedgerFixture::owner(), request);
    EXPECT_EQ(report.error().code(), ErrorCode::kBadTable);
}

}  // namespace
}  // namespace agglo
