// ( … ), [ … ], { … }: grouping, ranges, lists, contexts.
#include <algorithm>

#include "feel/syntax/name_text.h"
#include "feel/syntax/parse.h"

namespace agglo::feel {

Parsed Parser::in_parentheses() {
    auto const start = cursor_.at() - 1;
    bool const outer = std::exchange(filters_, true);
    auto const before = mark();
    auto range = comparison_range();
    if (range.ok()) {
        filters_ = outer;
        return range;
    }
    rewind(before);
    auto value = TRY(expression());
    filters_ = outer;
    if (cursor_.take("..")) return range_from(std::move(value), false, start);
    TRY(expect(")", {")", ")"}));
    return value;
}

/// `(< 10)`: the parenthesis has been read.
Parsed Parser::comparison_range() {
    auto const start = cursor_.at();
    auto const op = comparison_operator(cursor_);
    if (!op) return cursor_.fail({"一个值", "a value"});
    auto end = TRY(expression());
    TRY(expect(")", {")", ")"}));
    auto const type = range_of(end->type);
    return make_expression(ComparisonTest{*op, end}, span_from(start), type);
}

Parsed Parser::in_brackets() {
    auto const start = cursor_.end_of_last() - 1;
    bool const outer = std::exchange(filters_, true);
    ListLiteral list;
    while (!cursor_.take("]")) {
        if (!list.items.empty()) TRY(expect(",", {"逗号或 ]", "a comma or ]"}));
        list.items.push_back(TRY(expression()));
        if (list.items.size() == 1 && cursor_.take("..")) {
            filters_ = outer;
            return range_from(list.items.front(), true, start);
        }
    }
    filters_ = outer;
    return made(std::move(list), start);
}

/// `]1..5]`: the bracket has been read.
Parsed Parser::open_range() {
    auto const start = cursor_.end_of_last() - 1;
    auto low = TRY(additive());
    TRY(expect("..", {"..", ".."}));
    return range_from(std::move(low), false, start);
}

/// After `low ..`. A `[` behind the end may begin a filter of it or close the range: both are
/// tried.
Parsed Parser::range_from(ExpressionPtr low, bool low_included, size_t start) {
    auto const before = mark();
    auto range = range_end(low, low_included, start);
    if (range.ok() || !filters_) return range;
    rewind(before);
    filters_ = false;
    auto again = range_end(low, low_included, start);
    filters_ = true;
    return again.ok() ? again : range;
}

Parsed Parser::range_end(ExpressionPtr low, bool low_included, size_t start) {
    auto high = TRY(additive());
    RangeLiteral range{std::move(low), std::move(high), low_included, true};
    if (cursor_.take("]")) return made(std::move(range), start);
    range.high_included = false;
    if (cursor_.take(")") || cursor_.take("[")) return made(std::move(range), start);
    return cursor_.fail({"] 或 ) 以结束区间", "] or ) to end the range"});
}

Result<std::string> Parser::entry_key() {
    if (cursor_.sees("\"")) return cursor_.string();
    auto const start = cursor_.at();
    auto const near = cursor_.text().substr(0, start + SyntaxLimits::kNameBytesMax);
    auto const colon = near.find(':', start);
    auto const text = cursor_.text().substr(start, colon - start);
    bool const named = colon != std::string_view::npos && !text.empty() &&
                       starts_name(code_point_at(text, 0).value) &&
                       text.find_first_of("\"{}[](),=<>") == std::string_view::npos;
    if (!named) return cursor_.fail({"一项的名称和冒号", "the name of an entry and a colon"});
    cursor_.advance(colon - start);
    return normal_name(text);
}

Parsed Parser::context() {
    auto const start = cursor_.end_of_last() - 1;
    bool const outer = std::exchange(filters_, true);
    ContextLiteral context;
    scope_.open({});
    while (!cursor_.take("}")) {
        if (!context.entries.empty()) TRY(expect(",", {"逗号或 }", "a comma or }"}));
        auto name = TRY(entry_key());
        TRY(expect(":", {"冒号", "a colon"}));
        auto value = TRY(expression());
        scope_.add({name, value->type});
        context.entries.emplace_back(std::move(name), std::move(value));
    }
    scope_.close();
    filters_ = outer;
    return made(std::move(context), start);
}

}  // namespace agglo::feel
