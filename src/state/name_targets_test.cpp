#include "state/name_targets.h"

#include <gtest/gtest.h>

#include "state/fold.h"
#include "state/ledger_sample.h"

namespace agglo {
namespace {

TEST(NameTargets, KnowEveryNameAgain) {
    auto const model = sample_model();
    ColumnSlots const slots(*model);
    NameTargets names(*model, slots);
    names.begin();
    std::vector<NameTarget*> found;
    for (int i = 0; i < 3'000; ++i) found.push_back(names.of("name" + std::to_string(i)));
    for (int i = 0; i < 3'000; ++i) {
        auto const name = "name" + std::to_string(i);
        ASSERT_EQ(names.of(name), found[static_cast<size_t>(i)]);
        ASSERT_EQ(names.of(name)->name, name);
    }
}

TEST(NameTargets, BeginAnewBeyondTheirLimit) {
    auto const model = sample_model();
    ColumnSlots const slots(*model);
    NameTargets names(*model, slots);
    for (size_t i = 0; i <= NameTargets::kNamesMax; ++i) names.of("name" + std::to_string(i));
    names.begin();
    auto* const again = names.of("name7");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->name, "name7");
    EXPECT_EQ(names.of("name7"), again);
}

TEST(NameTargets, SayWhereValuesGo) {
    auto const model = sample_model();
    ColumnSlots const slots(*model);
    NameTargets names(*model, slots);
    EXPECT_TRUE(names.of("definition")->defines);
    EXPECT_FALSE(names.of("nothing")->entity);
    for (size_t e = 0; e < model->entities.size(); ++e) {
        EXPECT_EQ(names.of(model->entities[e].name)->entity, e);
        for (size_t f = 0; f < model->entities[e].fields.size(); ++f) {
            auto const& target = names.of(model->entities[e].fields[f].name)->fields[e];
            EXPECT_EQ(target.field, &model->entities[e].fields[f]);
            EXPECT_EQ(target.slot, slots.of(e, f));
        }
        EXPECT_EQ(names.of("nothing")->fields[e].field, nullptr);
    }
}

TEST(NameTargets, RefuseWhatIsNoText) {
    auto const model = sample_model();
    ColumnSlots const slots(*model);
    NameTargets names(*model, slots);
    EXPECT_EQ(names.of("\xff"), nullptr);
    EXPECT_EQ(names.of("\xe5\x8c"), nullptr);
    EXPECT_NE(names.of(""), nullptr);
}

}  // namespace
}  // namespace agglo
