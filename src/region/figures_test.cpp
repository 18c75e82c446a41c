// Mistakes in a pack's files are told with their place; what comparators mean is checked by
// seed_test.cpp on the real figures.
#include "region/figures.h"

#include <gtest/gtest.h>

#include "region/generator_parameters.h"
#include "region/yaml_view.h"

namespace agglo {
namespace {

TEST(PackFiles, MistakesNameTheirLine) {
    struct Row {
        char const* text;
        char const* place;
    };
    for (auto const& row : {
             Row{"a: [1, 2", "q.yaml:1:"},
             Row{"- 1\n", "q.yaml"},
             Row{"\nquery: {entity: project, where: [[name, like, x]], measures: [[count]]}\n",
                 "q.yaml:2:8"},
             Row{"query: {entity: project, measures: [[count]]}\nfactor: [1, 0]\n", "q.yaml:1:1"},
             Row{"query: {entity: project, measures: [[count]]}\ndecimals: many\n", "q.yaml:2:11"},
             Row{"terms: []\n", "q.yaml:1:8"},
             Row{"terms:\n  - {sign: 2, query: {entity: project, measures: [[count]]}}\n",
                 "q.yaml:2:5"},
             Row{"rank: {key: a}\n", "q.yaml:1:7"},
         }) {
        auto const root = YamlView::parse("q.yaml", row.text);
        auto const error = root.ok() ? read_question(*root, 0).error() : root.error();
        EXPECT_EQ(error.code(), ErrorCode::kBadSchema) << row.text;
        EXPECT_TRUE(error.message_en().starts_with(row.place)) << error.message_en();
    }
}

TEST(PackFiles, GeneratorParametersAreChecked) {
    auto const wrong = read_generator_parameters(
        "source: x\ncounties:\n  - {code: a, weight: 1, parks: 2, introduced: [1]}\n");
    ASSERT_FALSE(wrong.ok());
    EXPECT_TRUE(wrong.error().message_en().starts_with("generator.yaml:3:5"))
        << wrong.error().message_en();
}

TEST(YamlView, WritesJsonWithPlainNumbersOnly) {
    auto const root = YamlView::parse(
        "x", R"({a: 12, b: "441200", c: [-1.5, true, null, 2023-01-01, 1e3], d: {e: x"y}})");
    ASSERT_TRUE(root.ok());
    EXPECT_EQ(root->json(),
              R"({"a":12,"b":"441200","c":[-1.5,true,null,"2023-01-01","1e3"],"d":{"e":"x\"y"}})");
}

}  // namespace
}  // namespace agglo
