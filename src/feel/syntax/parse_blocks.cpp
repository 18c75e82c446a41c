// Constructs that begin with a keyword: rules 45 – 48, 55.
#include "feel/syntax/children.h"
#include "feel/syntax/parse.h"

namespace agglo::feel {

namespace {

bool mentions(Expression const& expression, std::string_view name) {
    if (auto const* here = std::get_if<Name>(&expression.node)) return here->text == name;
    bool found = false;
    for_each_child(expression, [&](Expression const& child) { found |= mentions(child, name); });
    return found;
}

}  // namespace

/// Null when what stands here is no construct, or a known name of `known_bytes` that is longer than
/// the keyword it begins with (`for review`).
Parsed Parser::block(size_t known_bytes) {
    auto const start = cursor_.at();
    auto const begins = [&](std::string_view word) {
        return known_bytes <= word.size() && cursor_.take_word(word);
    };
    if (begins("null")) return made(Literal{}, start);
    if (begins("true")) return made(Literal{Value(true)}, start);
    if (begins("false")) return made(Literal{Value(false)}, start);
    if (begins("if")) return if_block();
    if (begins("for")) return for_block();
    if (begins("some")) return quantified(false);
    if (begins("every")) return quantified(true);
    if (begins("function")) return function();
    return ExpressionPtr();
}

Parsed Parser::if_block() {
    auto const start = cursor_.end_of_last() - 2;
    auto condition = TRY(expression());
    TRY(expect_word("then", {"then", "then"}));
    auto then = TRY(expression());
    TRY(expect_word("else", {"else", "else"}));
    auto otherwise = TRY(expression());
    return made(If{condition, then, otherwise}, start);
}

Result<Iterator> Parser::iterator(bool counts) {
    auto name = cursor_.words(true);
    if (name.empty()) return cursor_.fail({"变量名", "the name of a variable"});
    TRY(expect_word("in", {"in", "in"}));
    auto domain = TRY(expression());
    Iterator iterator{std::move(name), std::move(domain), nullptr};
    if (counts && cursor_.take("..")) iterator.end = TRY(expression());
    return iterator;
}

Parsed Parser::for_block() {
    auto const start = cursor_.end_of_last() - 3;
    For loop;
    scope_.open({});
    do {
        loop.iterators.push_back(TRY(iterator(true)));
        auto const& last = loop.iterators.back();
        scope_.add({last.name, item_type(*last.domain->type)});
    } while (cursor_.take(","));
    TRY(expect_word("return", {"return", "return"}));
    scope_.add({"partial", list_of(any_type())});
    loop.result = TRY(expression());
    scope_.close();
    loop.reads_partial = mentions(*loop.result, "partial");
    return made(std::move(loop), start);
}

Parsed Parser::quantified(bool every) {
    auto const start = cursor_.end_of_last() - (every ? 5 : 4);
    Quantified quantified{every, {}, nullptr};
    scope_.open({});
    do {
        quantified.iterators.push_back(TRY(iterator(true)));
        auto const& last = quantified.iterators.back();
        scope_.add({last.name, item_type(*last.domain->type)});
    } while (cursor_.take(","));
    TRY(expect_word("satisfies", {"satisfies", "satisfies"}));
    quantified.condition = TRY(expression());
    scope_.close();
    return made(std::move(quantified), start);
}

Result<Member> Parser::parameter() {
    auto name = cursor_.words(true);
    if (name.empty()) return cursor_.fail({"参数名", "the name of a parameter"});
    if (!cursor_.take(":")) return Member{std::move(name), any_type()};
    auto wanted = TRY(type());
    return Member{std::move(name), std::move(wanted)};
}

Parsed Parser::function() {
    auto const start = cursor_.end_of_last() - 8;
    TRY(expect("(", {"(", "("}));
    FunctionDefinition function;
    while (!cursor_.take(")")) {
        if (!function.parameters.empty()) TRY(expect(",", {"逗号或 )", "a comma or )"}));
        function.parameters.push_back(TRY(parameter()));
    }
    if (cursor_.take(":")) function.result = TRY(type());
    function.external = cursor_.take_word("external");
    scope_.open(function.parameters);
    function.body = TRY(expression());
    scope_.close();
    return made(std::move(function), start);
}

}  // namespace agglo::feel
