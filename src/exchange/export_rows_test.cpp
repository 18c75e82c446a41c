#include "exchange/export_rows.h"

#include <fstream>
#include <gmock/gmock.h>

#include "exchange/import_table.h"
#include "exchange/ledger_fixture.h"
#include "exchange/limited_process.h"
#include "exchange/read_xlsx.h"
#include "geo/shape.h"

namespace agglo {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Export : public testing::Test {
protected:
    Export() {
        auto const region = ledger_.create("region", {{"code", "441284"}, {"name", "四会市"}});
        auto const other = ledger_.create("region", {{"code", "441202"}, {"name", "端州区"}});
        // Two records of one title: their references are shown by code.
        auto const twin = ledger_.create("region", {{"code", "441203"}, {"name", "端州区"}});
        auto const site = polygon({{112.47, 23.05}, {112.48, 23.05}, {112.48, 23.0612345}});
        ledger_.create("project", {{"code", "2201-441284-04-01-000001"},
                                   {"name", "=甲, \"一期\"\n二行"},
                                   {"region", region},
                                   {"total_investment", Decimal{1'234'567'890'12, 2}},
                                   {"land_area", Decimal{66'667, 2}},
                                   {"floor_area", Decimal{1, 2}},
                                   {"tax_share", Decimal{123'456, 6}},
                                   {"power", Decimal{1, 3}},
                                   {"jobs", 2023},
                                   {"manufacturing", true},
                                   {"signed_on", *Date::parse("2023-05-01")},
                                   {"start_month", *Date::parse("2023-05-01")},
                                   {"seen_at", *Instant::parse("2023-05-01T00:30:59.123Z")},
                                   {"stage", "signed"},
                                   {"stages", ValueList{Value("lead"), Value("signed")}},
                                   {"tags", ValueList{Value("甲、乙"), Value("丙")}},
                                   {"site", site},
                                   {"note", "-1 不是公式"},
                                   {"secret", "底价一百"},
                                   {"published", true},
                                   {"citation", "某文件"}});
        ledger_.create("project", {{"code", "B"},
                                   {"name", "乙"},
                                   {"region", other},
                                   {"total_investment", Decimal{9'007'199'254'740'993'11, 2}},
                                   {"signed_on", *Date::parse("1899-05-01")}});
        ledger_.create(
            "project",
            {{"code", "C"}, {"name", "'@丙"}, {"region", twin}, {"manufacturing", false}});
    }

    std::string file(ExportFormat format, Viewer const& viewer = LedgerFixture::owner(),
                     std::string entity = "project") {
        Query query;
        query.entity = std::move(entity);
        auto bytes = export_rows(*ledger_.snapshot(), viewer, query, format);
        EXPECT_TRUE(bytes.ok()) << bytes.error().message_en();
        return bytes.ok() ? *bytes : "";
    }

    ImportReport import(std::string const& bytes, TableFormat format, Viewer const& viewer) {
        ImportRequest request;
        request.entity = "project";
        request.format = format;
        request.bytes = bytes;
        auto report = plan_import(*ledger_.snapshot(), viewer, request);
        EXPECT_TRUE(report.ok()) << report.error().message_en();
        return report.ok() ? std::move(*report) : ImportReport();
    }

    LedgerFixture ledger_;
};

TEST_F(Export, ComesBackUnchanged) {
    for (auto const& viewer : {LedgerFixture::owner(), LedgerFixture::officer()}) {
        for (auto const format : {TableFormat::kXlsx, TableFormat::kCsv}) {
            auto const out =
                format == TableFormat::kXlsx ? ExportFormat::kXlsx : ExportFormat::kCsv;
            auto const report = import(file(out, viewer), format, viewer);
            EXPECT_EQ(report.rows, viewer.unrestricted ? 3u : 1u);
            EXPECT_EQ(report.same, report.rows) << viewer.name << " " << name_of(out);
            EXPECT_TRUE(report.headers.unmapped.empty());
            for (auto const& one : report.errors.kept) ADD_FAILURE() << one.column << one.en;
            for (auto const& record : report.preview) {
                for (auto const& change : record.changes) {
                    ADD_FAILURE() << name_of(out) << " row " << record.row << " field "
                                  << change.field;
                }
            }
        }
    }
}

TEST_F(Export, WritesTypedCells) {
    auto const table = read_xlsx(file(ExportFormat::kXlsx));
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->sheet(), "项目");
    EXPECT_EQ(table->headers()[3], "计划总投资（万元）");
    EXPECT_EQ(table->headers()[4], "用地面积（亩）");
    EXPECT_EQ(table->headers()[5], "建筑面积（平方米）");
    EXPECT_EQ(table->headers()[7], "用电量（千瓦时）");
    auto const& row = table->rows()[0];
    EXPECT_EQ(table->cell(row, 3).text(), "123456.789012");
    EXPECT_EQ(table->cell(row, 3).kind(), CellKind::kNumber);
    EXPECT_EQ(table->cell(row, 10).text(), "2023-05-01");
    EXPECT_EQ(table->cell(row, 10).kind(), CellKind::kDate);
    EXPECT_EQ(table->cell(row, 12).text(), "2023-05-01 08:30:59");
    // More digits than a double keeps: as a text.
    EXPECT_EQ(table->cell(table->rows()[1], 3).kind(), CellKind::kText);
}

TEST_F(Export, GuardsCsvAgainstFormulas) {
    auto const csv = file(ExportFormat::kCsv);
    EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBF项目代码,"));
    EXPECT_THAT(csv, HasSubstr("\"'=甲, \"\"一期\"\"\n二行\""));
    EXPECT_THAT(csv, HasSubstr("'-1 不是公式"));
    EXPECT_THAT(csv, HasSubstr("''@丙"));
}

TEST_F(Export, HidesWhatTheViewerMayNotSee) {
    for (auto const format : {ExportFormat::kCsv, ExportFormat::kGeoJson}) {
        auto const text = file(format, LedgerFixture::officer());
        EXPECT_THAT(text, Not(HasSubstr("底价")));
        EXPECT_THAT(text, Not(HasSubstr("secret")));
        EXPECT_THAT(text, Not(HasSubstr("乙\"")));
        EXPECT_THAT(text, HasSubstr("四会市"));
    }
    Query query;
    query.entity = "visit";
    auto const visit =
        export_rows(*ledger_.snapshot(), LedgerFixture::officer(), query, ExportFormat::kCsv);
    EXPECT_EQ(visit.error().code(), ErrorCode::kUnknownEntity);
}

TEST_F(Export, WritesGeoJson) {
    auto const json = file(ExportFormat::kGeoJson);
    EXPECT_THAT(
        json,
        StartsWith(
            R"({"type":"FeatureCollection","name":"project","features":[{"type":"Feature","id":1,"geometry":{"type":"Polygon","coordinates":[[[112.47,23.05],)"));
    EXPECT_THAT(json, HasSubstr(R"("region":"四会市","total_investment":1234567890.12,)"));
    EXPECT_THAT(json, HasSubstr(R"("stage":"signed")"));
    EXPECT_THAT(json, HasSubstr(R"("start_month":"2023-05")"));
}

TEST_F(Export, MakesGeoPackages) {
    LimitedProcess info;
    info.program = "ogrinfo";
    for (std::string const entity : {"project", "visit"}) {
        Query query;
        query.entity = entity;
        auto const bytes =
            export_rows(*ledger_.snapshot(), LedgerFixture::owner(), query, ExportFormat::kGpkg);
        if (!bytes.ok()) {
            EXPECT_EQ(bytes.error().code(), ErrorCode::kToolFailed);
            EXPECT_THAT(bytes.error().message_en(), HasSubstr("gdal-bin"))
                << bytes.error().message_en();
            GTEST_SKIP() << "gdal-bin is not installed";
        }
        EXPECT_THAT(*bytes, StartsWith("SQLite format 3"));
        auto const folder = TempFolder::make();
        std::ofstream(folder->file("out.gpkg"), std::ios::binary) << *bytes;
        info.arguments = {"-so", "-al", folder->file("out.gpkg")};
        info.folder = folder->path();
        EXPECT_TRUE(run_limited(info).ok());
        auto const said = *read_whole_file(folder->file("said.txt"), 1u << 20);
        if (entity == "visit") {
            EXPECT_THAT(said, HasSubstr("Geometry: None"));
            continue;
        }
        EXPECT_THAT(said, HasSubstr("Geometry: Multi Polygon"));
        EXPECT_THAT(said, HasSubstr("Feature Count: 3"));
        EXPECT_THAT(said, HasSubstr("4490"));
        EXPECT_THAT(said, HasSubstr("total_investment: Real"));
        EXPECT_THAT(said, HasSubstr("signed_on: Date"));
        EXPECT_THAT(said, HasSubstr("manufacturing: Integer(Boolean)"));
    }
}

}  // namespace
}  // namespace agglo
