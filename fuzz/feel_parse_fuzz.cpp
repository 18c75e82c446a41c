// Fuzzes the parser: whatever comes is a tree within its limits or an error that can be told. A
// number, text, date … that a text means is written as FEEL and means the same again. The first
// byte chooses between an expression, unary tests and a type; names with spaces, signs and Han
// characters are known.
#include <cstdint>

#include "base/assert.h"
#include "feel/syntax/children.h"
#include "feel/syntax/parser.h"
#include "feel/value/compare.h"
#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

Environment const& around() {
    static Environment const names{{
                                       {"x", number_type()},
                                       {"loan amount", number_type()},
                                       {"a-b", number_type()},
                                       {"for review", boolean_type()},
                                       {"总投资", number_type()},
                                       {"parks", list_of(context_of({{"名 称", string_type()}}))},
                                   },
                                   {"Marital Status"}};
    return names;
}

/// Spans lie within the text and within those around them; depths are true.
void check_tree(Expression const& tree, size_t size) {
    AGGLO_ASSERT(tree.span.begin <= tree.span.end && tree.span.end <= size);
    AGGLO_ASSERT(tree.type != nullptr && tree.depth <= SyntaxLimits::kDepthMax + 2);
    for_each_child(tree, [&](Expression const& child) {
        AGGLO_ASSERT(child.depth < tree.depth);
        check_tree(child, size);
    });
}

void check_literal(Expression const& tree) {
    auto const* literal = std::get_if<Literal>(&tree.node);
    if (!literal) return;
    auto const again = parse_expression(to_feel(literal->value), Environment{});
    AGGLO_ASSERT(again.ok());
    auto const* same = std::get_if<Literal>(&(*again)->node);
    AGGLO_ASSERT(same && to_feel(same->value) == to_feel(literal->value));
}

void check_type(std::string_view text) {
    auto const type = parse_type(text, around());
    if (!type.ok()) return (void)type.error().message_zh();
    auto const written = to_text(**type);
    auto const again = parse_type(written, around());
    AGGLO_ASSERT(again.ok() && to_text(**again) == written);
}

int check(uint8_t const* data, size_t size) {
    if (size == 0) return 0;
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    if (data[0] % 4 == 3) return check_type(text), 0;
    auto const parsed =
        data[0] % 4 == 2 ? parse_unary_tests(text, around()) : parse_expression(text, around());
    if (!parsed.ok()) {
        AGGLO_ASSERT(!parsed.error().message_en().empty() && !parsed.error().message_zh().empty());
        return 0;
    }
    check_tree(**parsed, text.size());
    check_literal(**parsed);
    return 0;
}

}  // namespace

}  // namespace agglo::feel

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    return agglo::feel::check(data, size);
}
