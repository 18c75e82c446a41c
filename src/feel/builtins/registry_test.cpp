#include <gtest/gtest.h>
#include <set>

#include "feel/builtins/builtin.h"
#include "feel/builtins/signature.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

TEST(Registry, FindsByName) {
    auto const* found = find_builtin("substring before");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name, "substring before");
    EXPECT_FALSE(find_builtin("substring  before"));
    EXPECT_FALSE(find_builtin(""));
}

TEST(Registry, RowsAreWhole) {
    for (auto const& builtin : all_builtins()) {
        EXPECT_EQ(find_builtin(builtin.name), &builtin);
        EXPECT_FALSE(builtin.zh.empty()) << builtin.name;
        EXPECT_FALSE(builtin.en.empty()) << builtin.name;
        EXPECT_EQ(normal_name(builtin.name), builtin.name);
        for (auto const& form : builtin.signatures) {
            EXPECT_TRUE(form.function && form.result) << builtin.name;
            std::set<std::string> names;
            bool optional = false;
            for (auto const& parameter : form.parameters) {
                EXPECT_TRUE(names.insert(parameter.name).second) << builtin.name;
                EXPECT_TRUE(parameter.optional || !optional) << builtin.name;
                EXPECT_TRUE(!parameter.variadic || &parameter == &form.parameters.back());
                optional = parameter.optional;
            }
        }
    }
}

TEST(Signature, IsRead) {
    auto const form = read_signature(
        "(list: list<days and time duration>, start position: number?, "
        "delimiter?: string, others: any?...): range<number>");
    ASSERT_EQ(form.parameters.size(), 4u);
    EXPECT_EQ(to_text(*form.parameters[0].type), "list<days and time duration>");
    EXPECT_EQ(form.parameters[1].name, "start position");
    EXPECT_TRUE(form.parameters[1].nullable && !form.parameters[1].optional);
    EXPECT_TRUE(form.parameters[2].optional && !form.parameters[2].nullable);
    EXPECT_TRUE(form.parameters[3].variadic && form.parameters[3].nullable);
    EXPECT_EQ(to_text(*form.result), "range<number>");
    EXPECT_TRUE(read_signature("(): date").parameters.empty());
}

}  // namespace

}  // namespace agglo::feel
