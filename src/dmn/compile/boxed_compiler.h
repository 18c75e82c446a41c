#pragma once
// BoxedCompiler: parses the texts of boxed expressions in their scopes, resolves their types, and
// notes what type each expression has as far as that shows (DMN 1.5, 10.2.2 and 10.4).
#include "dmn/compile/scope.h"
#include "dmn/compile/workshop.h"

namespace agglo::dmn {

class BoxedCompiler {
public:
    BoxedCompiler(Workshop& shop, size_t document);

    Scope& scope() { return scope_; }
    void variable(Variable& variable);
    /// What the expression's value will be; Any for none.
    feel::TypePtr compile(BoxedPtr const& boxed);
    feel::TypePtr function(FunctionForm& form, std::string const& type_ref, ItemType& result);

private:
    struct Form;

    feel::TypePtr literal(LiteralForm& form);
    feel::TypePtr table(DecisionTable& table);
    feel::TypePtr context(ContextForm& form);
    feel::TypePtr relation(RelationForm& form);
    feel::TypePtr list(ListForm& form);
    feel::TypePtr invocation(InvocationForm& form);
    feel::TypePtr conditional(ConditionalForm& form);
    feel::TypePtr filter(FilterForm& form);
    feel::TypePtr iteration(IterationForm& form);

    void filter_text(FilterForm& form, LiteralForm& match, feel::TypePtr const& source);
    void filter_items(FilterForm& form, feel::Type const& item);

    // table_compiler.cpp
    void input_clause(InputClause& clause);
    void output_clause(OutputClause& clause);
    void rule(DecisionTable& table, Rule& rule, size_t number);
    void priorities(OutputClause& clause);

    /// Nothing is parsed of an empty text.
    feel::TypePtr parse(FeelText& text);
    void parse_tests(FeelText& text, feel::TypePtr const& input);
    /// False for a text in another language, which is then wrong.
    bool readable(FeelText& text);

    Workshop& shop_;
    size_t document_;
    Scope scope_;
};

}  // namespace agglo::dmn
