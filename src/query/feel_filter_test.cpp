#include "query/feel_filter.h"

#include <gtest/gtest.h>

#include "query/derived_column.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

std::string filtered(std::string const& filter, Viewer const& viewer = owner()) {
    auto const ledger = sample_ledger();
    Query query;
    query.entity = "project";
    query.filter = filter;
    query.on = Date::parse("2024-03-01").value();
    return found_ids(ledger.snapshot(), viewer, query);
}

TEST(FeelFilter, FindsTheRowsItIsTrueFor) {
    struct Row {
        char const* filter;
        char const* ids;
    };
    for (auto const& [filter, ids] : {
             Row{"total >= 100", "1 2 5"},
             Row{"total / land > 0.1", "2"},
             Row{"not(total >= 100)", "3"},
             Row{"total = null", "4"},
             Row{"region.name = \"端州区\"", "1 5"},
             Row{"contains(name, \"软\") or stage = \"built\"", "2 3"},
             Row{"signed_on >= today() - duration(\"P1Y\")", "3"},
             Row{"total in [100..250] and signed_on.year = 2021", "1"},
             Row{"nonsense > 3", "feel_unknown_name /filter"},
             Row{"total +", "feel_syntax /filter"},
             Row{"total", "feel_not_boolean /filter"},
         })
        EXPECT_EQ(filtered(filter), ids) << filter;
}

TEST(FeelFilter, SeesOnlyWhatItsViewerMay) {
    EXPECT_EQ(filtered("true", with_roles({"officer"})),
              filtered("total = total", with_roles({"officer"})));
}

std::string derived(std::string const& text) {
    auto const ledger = sample_ledger();
    auto const& snapshot = ledger.snapshot();
    auto const entity = entity_named(snapshot, "project");
    auto const access = std::make_shared<EntityAccess const>(snapshot, owner(), entity);
    auto const expression = RecordExpression::parse(access, entity, text);
    if (!expression.ok()) return shown(expression.error());
    auto const column =
        derive_column(*expression, Predicate::constant(true), Date::parse("2024-03-01").value());
    if (!column.ok()) return shown(column.error());
    std::string all;
    for (size_t row = 0; row < 5; ++row) {
        if (row > 0) all += ' ';
        int64_t wide = 0;
        all += !column->source().read(row, wide)              ? "-"
               : column->kind == DerivedColumn::Kind::kNumber ? column->number(wide).to_string()
               : column->kind == DerivedColumn::Kind::kText
                   ? *column->value(wide).get<std::string>()
                   : std::to_string(wide);
    }
    return all;
}

TEST(DerivedColumn, HoldsWhatAnExpressionAnswers) {
    EXPECT_EQ(derived("signed_on.year"), "2021 2021 2023 - 2023");
    EXPECT_EQ(derived("total * 2.5"), "250 626.25 2.5 - 250");
    EXPECT_EQ(derived("total / 3"),
              "33.33333333333333333333333333333333 83.5 0.3333333333333333333333333333333333 - "
              "33.33333333333333333333333333333333");
    EXPECT_EQ(derived("if total > 100 then \"大\" else \"小\""), "小 大 小 小 小");
    EXPECT_EQ(derived("total > 100"), "0 1 0 - 0");
    EXPECT_EQ(derived("signed_on + duration(\"P1D\")"), "18662 18850 19723 - 19359");
    EXPECT_EQ(derived("[1, 2]"), "feel_wrong_type ");
}

}  // namespace
}  // namespace agglo
