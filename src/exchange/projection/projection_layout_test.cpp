#include "exchange/projection/labelled_view.h"
#include "state/fold.h"
#include "state/ledger_sample.h"

namespace agglo {
namespace {

class LayoutOfTheSample : public testing::Test {
protected:
    ProjectionLayout plan(Viewer const& viewer, LabelLanguage language = LabelLanguage::kZh) {
        return plan_projection(*snapshot_, viewer, language);
    }
    static ProjectionTable const& table(ProjectionLayout const& layout, std::string const& name) {
        for (auto const& table : layout.tables) {
            if (table.name == name) return table;
        }
        ADD_FAILURE() << "no table " << name;
        return layout.tables.front();
    }
    static ProjectionColumn const* column(ProjectionTable const& table, std::string const& name) {
        for (auto const& column : table.columns) {
            if (column.name == name) return &column;
        }
        return nullptr;
    }
    static std::string expression(ProjectionLayout const& layout, std::string const& view,
                                  std::string const& name) {
        for (auto const& planned : layout.views) {
            for (auto const& column : planned.columns) {
                if (planned.name == view && column.name == name) return column.expression;
            }
        }
        return "none";
    }

    SnapshotPtr snapshot_ = empty_snapshot(sample_model(), {});
};

TEST_F(LayoutOfTheSample, HasATablePerEntityButNoDefinitions) {
    std::vector<std::string> names;
    for (auto const& table : plan(Viewer::owner("")).tables) names.push_back(table.name);
    EXPECT_EQ(names, (std::vector<std::string>{"region", "project", "milestone", "erasure"}));
}

TEST_F(LayoutOfTheSample, TypesColumnsAndNamesTheirUnits) {
    struct Case {
        std::string name;
        ProjectionType type;
        int scale;
        std::string zh;
    };
    auto const layout = plan(Viewer::owner(""));
    for (auto const& [name, type, scale, zh] : std::vector<Case>{
             {"id", ProjectionType::kInteger, 0, "记录号"},
             {"total", ProjectionType::kDecimal, 2, "总投资（元）"},
             {"land", ProjectionType::kDecimal, 2, "用地（平方米）"},
             {"land_mu", ProjectionType::kDecimal, 6, "用地（亩）"},
             {"rate", ProjectionType::kDecimal, 3, "比率"},
             {"jobs", ProjectionType::kInteger, 0, "就业"},
             {"due", ProjectionType::kDate, 0, "到期月"},
             {"seen_at", ProjectionType::kInstant, 0, "巡查时刻"},
             {"region", ProjectionType::kInteger, 0, "属地"},
             {"stage", ProjectionType::kText, 0, "阶段"},
             {"industries", ProjectionType::kList, 0, "涉及行业"},
             {"key_project", ProjectionType::kBoolean, 0, "重点"},
             {"place", ProjectionType::kPoint, 0, "位置"},
         }) {
        auto const* const found = column(table(layout, "project"), name);
        ASSERT_TRUE(found) << name;
        EXPECT_EQ(found->type, type) << name;
        EXPECT_EQ(found->scale, scale) << name;
        EXPECT_EQ(found->labels.zh, zh);
    }
    EXPECT_TRUE(table(layout, "project").map_column);
    EXPECT_FALSE(table(layout, "region").map_column);
}

TEST_F(LayoutOfTheSample, LeavesOutWhatARoleMayNotRead) {
    auto const layout = plan(Viewer::with("", {"officer"}, {"441284"}));
    EXPECT_FALSE(column(table(layout, "project"), "offer"));    // confidential
    EXPECT_FALSE(column(table(layout, "project"), "contact"));  // personal
    EXPECT_TRUE(column(table(layout, "project"), "total"));
    EXPECT_TRUE(plan(Viewer::with("", {"nobody"})).tables.empty());
}

TEST_F(LayoutOfTheSample, SaysEnumerationsAndReferencesInWords) {
    auto const layout = plan(Viewer::owner(""));
    EXPECT_EQ(expression(layout, "项目", "项目名称"), "t.\"name\"");
    EXPECT_EQ(expression(layout, "项目", "阶段"),
              "(SELECT e.zh FROM \"enumeration_value\" e WHERE e.enumeration = 'stage' AND e.code "
              "= t.\"stage\")");
    EXPECT_EQ(expression(layout, "项目", "属地"),
              "(SELECT r.\"name\" FROM \"region\" r WHERE r.id = t.\"region\")");
    EXPECT_EQ(expression(layout, "项目", "属地（代码）"),
              "(SELECT r.\"code\" FROM \"region\" r WHERE r.id = t.\"region\")");
    EXPECT_EQ(expression(layout, "项目", "属地（记录号）"), "t.\"region\"");
    EXPECT_EQ(expression(plan(Viewer::owner(""), LabelLanguage::kEn), "Project (labelled)", "Name"),
              "t.\"name\"");
}

TEST_F(LayoutOfTheSample, TheFingerprintTellsFormsApart) {
    auto const whole = plan(Viewer::owner("")).fingerprint();
    EXPECT_EQ(plan(Viewer::owner("")).fingerprint(), whole);
    EXPECT_NE(plan(Viewer::owner(""), LabelLanguage::kEn).fingerprint(), whole);
    EXPECT_NE(plan(Viewer::with("", {"officer"}, {"441284"})).fingerprint(), whole);
}

TEST(DistinctNames, AreShortAndDiffer) {
    DistinctNames names(10);
    for (auto const& [wanted, given] : std::vector<std::pair<std::string, std::string>>{
             {"Name", "Name"},
             {"name", "name_2"},
             {"NAME", "NAME_3"},
             {"项目名称", "项目名"},  // three bytes each, ten at most
             {"项目名字", "项目_2"},
             {"名", "名"},
         }) {
        EXPECT_EQ(names.take(wanted), given);
    }
}

TEST(SqlText, DoublesItsQuotes) {
    EXPECT_EQ(sql_name("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(sql_text("it's"), "'it''s'");
}

}  // namespace
}  // namespace agglo
