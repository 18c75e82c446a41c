#include "feel/syntax/parser.h"

#include "base/text.h"
#include "feel/syntax/parse.h"

namespace agglo::feel {

namespace {

Result<void> check_text(std::string_view text) {
    if (text.size() > SyntaxLimits::kBytesMax)
        return Error(ErrorCode::kTooLarge,
                     {"式子 (expression)", std::to_string(SyntaxLimits::kBytesMax)});
    if (!is_utf8(text)) return Error(ErrorCode::kBadText);
    return {};
}

}  // namespace

Result<ExpressionPtr> parse_expression(std::string_view text, Environment const& around) {
    TRY(check_text(text));
    return Parser(text, around).whole_expression();
}

Result<ExpressionPtr> parse_unary_tests(std::string_view text, Environment const& around,
                                        TypePtr input) {
    TRY(check_text(text));
    return Parser(text, around).whole_unary_tests(std::move(input));
}

Result<TypePtr> parse_type(std::string_view text, Environment const& around) {
    TRY(check_text(text));
    return Parser(text, around).whole_type();
}

Parsed Parser::whole_expression() {
    auto parsed = expression();
    if (parsed.ok() && cursor_.done()) return parsed;
    if (parsed.ok())
        return cursor_.fail({"式子的结尾或运算符", "the end or an operator"}), cursor_.furthest();
    return parsed.error().code() == ErrorCode::kFeelSyntax ? cursor_.furthest()
                                                           : std::move(parsed).error();
}

Parsed Parser::whole_unary_tests(TypePtr input) {
    scope_.open({{"?", std::move(input)}});
    auto parsed = unary_tests();
    if (parsed.ok() && cursor_.done())
        return make_expression(std::move(*parsed), span_from(0), boolean_type());
    if (parsed.ok())
        return cursor_.fail({"条件的结尾或逗号", "the end or a comma"}), cursor_.furthest();
    return parsed.error().code() == ErrorCode::kFeelSyntax ? cursor_.furthest()
                                                           : std::move(parsed).error();
}

Result<TypePtr> Parser::whole_type() {
    auto parsed = type();
    if (parsed.ok() && cursor_.done()) return parsed;
    if (parsed.ok()) return cursor_.fail({"类型的结尾", "the end of the type"}), cursor_.furthest();
    return parsed.error().code() == ErrorCode::kFeelSyntax ? cursor_.furthest()
                                                           : std::move(parsed).error();
}

Result<void> Parser::toil(uint64_t effort) {
    effort_ += effort;
    if (effort_ <= SyntaxLimits::kEffortMax) return {};
    return Error(ErrorCode::kFeelLimit, {"steps", std::to_string(SyntaxLimits::kEffortMax)});
}

Result<void> Parser::expect(std::string_view symbol, Expected what) {
    if (cursor_.take(symbol)) return {};
    return cursor_.fail(what);
}

Result<void> Parser::expect_word(std::string_view word, Expected what) {
    if (cursor_.take_word(word)) return {};
    return cursor_.fail(what);
}

Parsed Parser::made(Node node, size_t start) {
    auto expression = make_expression(std::move(node), span_from(start));
    if (expression->depth > SyntaxLimits::kDepthMax)
        return Error(ErrorCode::kFeelTooDeep, {std::to_string(SyntaxLimits::kDepthMax)});
    return expression;
}

}  // namespace agglo::feel
