#pragma once
// Parser: recursive descent over DMN 1.5, 10.3.1.2; of parser.h's functions alone. One method a
// rule or level of precedence, lowest first; a file for each family of them.
#include <algorithm>

#include "feel/syntax/build.h"
#include "feel/syntax/cursor.h"
#include "feel/syntax/scope.h"

namespace agglo::feel {

using Parsed = Result<ExpressionPtr>;

class Parser {
public:
    Parser(std::string_view text, Environment const& around) : cursor_(text), scope_(around) {}

    /// All of the text. Of several errors tried, the furthest.
    Parsed whole_expression();
    Parsed whole_unary_tests(TypePtr input);
    Result<TypePtr> whole_type();

private:
    // parse_operators.cpp
    Parsed expression();
    Parsed disjunction();
    Parsed conjunction();
    Parsed comparison();
    Parsed additive();
    Parsed multiplicative();
    Parsed exponentiation();
    Parsed negation();
    Parsed instance_of();
    Parsed between(ExpressionPtr value);

    // parse_primary.cpp
    Parsed postfix();
    Parsed primary();
    Parsed name();
    Parsed unknown_name();
    Parsed path(ExpressionPtr source);
    Result<std::string> path_name(Type const& source);
    Parsed filter(ExpressionPtr source);
    Parsed invocation(ExpressionPtr callee);
    Result<std::string> argument_name();
    Parsed temporal();

    // parse_brackets.cpp
    Parsed in_parentheses();
    Parsed in_brackets();
    Parsed open_range();
    Parsed range_from(ExpressionPtr low, bool low_included, size_t start);
    Parsed range_end(ExpressionPtr low, bool low_included, size_t start);
    Parsed comparison_range();
    Parsed context();
    Result<std::string> entry_key();

    // parse_blocks.cpp
    Parsed block(size_t known_bytes);
    Parsed if_block();
    Parsed for_block();
    Parsed quantified(bool every);
    Result<Iterator> iterator(bool counts);
    Parsed function();
    Result<Member> parameter();

    // parse_tests.cpp
    Parsed in(ExpressionPtr value);
    Parsed test(bool in_list);
    Result<std::vector<ExpressionPtr>> tests();
    Result<std::vector<ExpressionPtr>> tests_in_parentheses();
    bool goes_on();
    Result<UnaryTests> unary_tests();

    // parse_types.cpp
    Result<TypePtr> type();
    Result<TypePtr> named_type();
    Result<TypePtr> bracketed_type(std::string_view word);
    Result<TypePtr> function_type();

    Span span_from(size_t start) const {
        return {static_cast<uint32_t>(start), static_cast<uint32_t>(cursor_.end_of_last())};
    }
    Result<void> expect(std::string_view symbol, Expected what);
    Result<void> expect_word(std::string_view word, Expected what);
    /// The node, unless the tree has grown too deep.
    Parsed made(Node node, size_t start);

    /// Counts effort; an error when a hostile text has taken too much.
    Result<void> toil(uint64_t effort);

    /// Where another reading may begin again.
    struct Mark {
        size_t at;
        size_t frames;
        uint32_t depth;
        bool filters;
    };
    Mark mark() const { return {cursor_.at(), scope_.size(), depth_, filters_}; }
    void rewind(Mark const& mark) {
        effort_ += cursor_.at() - std::min(mark.at, cursor_.at());
        cursor_.move_to(mark.at);
        scope_.shrink(mark.frames);
        depth_ = mark.depth;
        filters_ = mark.filters;
    }

    Cursor cursor_;
    Scope scope_;
    uint32_t depth_ = 0;
    uint64_t effort_ = 0;
    bool filters_ = true;  ///< false: `[` after a range's end closes it
};

std::optional<Operator> comparison_operator(Cursor& cursor);

}  // namespace agglo::feel
