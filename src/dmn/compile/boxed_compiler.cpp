#include "dmn/compile/boxed_compiler.h"

#include "dmn/compile/language.h"
#include "feel/syntax/build.h"

namespace agglo::dmn {

using feel::any_type;
using feel::Type;
using feel::TypePtr;

BoxedCompiler::BoxedCompiler(Workshop& shop, size_t document) : shop_(shop), document_(document) {
    scope_.environment().entry_names = shop.entry_names;
    scope_.environment().types = shop.types->names(document);
}

void BoxedCompiler::variable(Variable& variable) {
    variable.type = shop_.types->resolve(document_, variable.type_ref);
}

bool BoxedCompiler::readable(FeelText& text) {
    auto const& document = *shop_.model.documents[document_];
    if (!is_feel(text.language, document)) {
        auto const& language = text.language.empty() ? document.expression_language : text.language;
        text.wrong = shop_.report(Error(ErrorCode::kDmnLanguage, {language}));
        return false;
    }
    return text.text.find_first_not_of(" \t\r\n") != std::string::npos;
}

TypePtr BoxedCompiler::parse(FeelText& text) {
    if (!readable(text)) return any_type();
    auto parsed = feel::parse_expression(text.text, scope_.environment());
    if (!parsed.ok()) {
        text.wrong = shop_.report(std::move(parsed).error());
        return any_type();
    }
    text.parsed = std::move(parsed).value();
    return text.parsed->type;
}

void BoxedCompiler::parse_tests(FeelText& text, TypePtr const& input) {
    if (!readable(text)) return;
    auto parsed = feel::parse_unary_tests(text.text, scope_.environment(), input);
    if (!parsed.ok()) {
        text.wrong = shop_.report(std::move(parsed).error());
        return;
    }
    text.parsed = std::move(parsed).value();
}

struct BoxedCompiler::Form {
    BoxedCompiler& compiler;
    Boxed& boxed;

    TypePtr operator()(LiteralForm& form) const { return compiler.literal(form); }
    TypePtr operator()(TablePtr& form) const { return compiler.table(*form); }
    TypePtr operator()(ContextForm& form) const { return compiler.context(form); }
    TypePtr operator()(RelationForm& form) const { return compiler.relation(form); }
    TypePtr operator()(ListForm& form) const { return compiler.list(form); }
    TypePtr operator()(InvocationForm& form) const { return compiler.invocation(form); }
    TypePtr operator()(FunctionForm& form) const {
        return compiler.function(form, boxed.type_ref, boxed.type);
    }
    TypePtr operator()(ConditionalForm& form) const { return compiler.conditional(form); }
    TypePtr operator()(FilterForm& form) const { return compiler.filter(form); }
    TypePtr operator()(IterationForm& form) const { return compiler.iteration(form); }
};

TypePtr BoxedCompiler::compile(BoxedPtr const& boxed) {
    if (!boxed) return any_type();
    bool const function = std::holds_alternative<FunctionForm>(boxed->form);
    if (!function) boxed->type = shop_.types->resolve(document_, boxed->type_ref);
    boxed->known = std::visit(Form{*this, *boxed}, boxed->form);
    if (!function && boxed->type.given()) boxed->known = boxed->type.type;
    return boxed->known;
}

TypePtr BoxedCompiler::literal(LiteralForm& form) {
    return parse(form.text);
}

TypePtr BoxedCompiler::context(ContextForm& form) {
    std::vector<feel::Member> members;
    for (auto& entry : form.entries) {
        Step const step(shop_, entry.variable.name);
        variable(entry.variable);
        auto known = compile(entry.value);
        if (entry.variable.type.given()) known = entry.variable.type.type;
        members.push_back({entry.variable.name, known});
        scope_.push(entry.variable.name, std::move(known));
    }
    auto result = form.result ? compile(form.result) : feel::context_of(std::move(members));
    for (size_t i = 0; i < form.entries.size(); ++i) scope_.pop();
    return result;
}

TypePtr BoxedCompiler::relation(RelationForm& form) {
    std::vector<feel::Member> members;
    for (auto& column : form.columns) {
        variable(column);
        members.push_back({column.name, column.type.type});
    }
    for (auto& row : form.rows) {
        for (size_t i = 0; i < row.size(); ++i) {
            Step const step(shop_, form.columns[i].name);
            auto known = compile(row[i]);
            auto& type = members[i].type;
            if (form.columns[i].type.given()) continue;
            type = type ? feel::common_type(type, known) : std::move(known);
        }
    }
    for (auto& member : members) {
        if (!member.type) member.type = any_type();
    }
    return feel::list_of(feel::context_of(std::move(members)));
}

TypePtr BoxedCompiler::list(ListForm& form) {
    TypePtr common;
    for (auto& item : form.items) {
        auto known = compile(item);
        common = common ? feel::common_type(common, known) : std::move(known);
    }
    return feel::list_of(common ? common : any_type());
}

TypePtr BoxedCompiler::invocation(InvocationForm& form) {
    auto const callee = compile(form.callee);
    for (auto& binding : form.bindings) {
        Step const step(shop_, binding.variable.name);
        variable(binding.variable);
        compile(binding.value);
    }
    return callee->result ? callee->result : any_type();
}

// The reference may be to a function's type, or, as most modellers write it, to the result's.
TypePtr BoxedCompiler::function(FunctionForm& form, std::string const& type_ref, ItemType& result) {
    result = shop_.types->resolve(document_, type_ref);
    if (result.given() && result.type->kind == Type::Kind::kFunction) {
        result = {result.type->result, {}};
    }
    std::vector<TypePtr> parameters;
    for (auto& parameter : form.parameters) {
        variable(parameter);
        parameters.push_back(parameter.type.type_or_any());
        scope_.push(parameter.name, parameter.type.type_or_any());
    }
    TypePtr known = any_type();
    if (form.kind == FunctionKind::kFeel) {
        known = compile(form.body);
    } else {
        shop_.report(Error(ErrorCode::kFeelExternal));
    }
    for (size_t i = 0; i < form.parameters.size(); ++i) scope_.pop();
    return feel::function_of(std::move(parameters), result.given() ? result.type : known);
}

TypePtr BoxedCompiler::conditional(ConditionalForm& form) {
    compile(form.condition);
    auto const then = compile(form.then);
    auto const otherwise = compile(form.otherwise);
    return feel::common_type(then, otherwise);
}

TypePtr BoxedCompiler::filter(FilterForm& form) {
    auto const source = compile(form.in);
    auto const item = feel::item_type(*source);
    if (form.match) {
        if (auto* literal = std::get_if<LiteralForm>(&form.match->form)) {
            filter_text(form, *literal, source);
        } else {
            filter_items(form, *item);
        }
    }
    return feel::list_of(item);
}

// As `source[match]`, which knows `item` and the entries of items whose type nobody declared. The
// text alone must be an expression: brackets within it must not close ours.
void BoxedCompiler::filter_text(FilterForm& form, LiteralForm& match, TypePtr const& source) {
    auto const item = feel::item_type(*source);
    filter_items(form, *item);
    if (!match.text.parsed) return;
    std::string name = "filtered";
    auto const taken = [&] {
        if (match.text.text.find(name) != std::string::npos) return true;
        for (auto const& member : scope_.environment().members) {
            if (member.name.starts_with(name)) return true;
        }
        return false;
    };
    while (taken()) name += '_';
    scope_.push(name, source);
    auto parsed =
        feel::parse_expression(name + "[\n" + match.text.text + "\n]", scope_.environment());
    scope_.pop();
    if (parsed.ok()) form.filter = std::move(parsed).value();
}

void BoxedCompiler::filter_items(FilterForm& form, Type const& item) {
    form.item_names.clear();
    for (auto const& member : item.members) {
        form.item_names.push_back(member.name);
        scope_.push(member.name, member.type);
    }
    scope_.push("item", std::make_shared<Type const>(item));
    compile(form.match);
    for (size_t i = 0; i <= form.item_names.size(); ++i) scope_.pop();
}

TypePtr BoxedCompiler::iteration(IterationForm& form) {
    bool const makes_list = form.kind == IterationForm::Kind::kFor;
    auto const source = compile(form.in);
    // `in` may carry the type of the whole, or of the variable; it is but a hint.
    scope_.push(form.variable.name, feel::item_type(*source));
    if (makes_list) scope_.push("partial", feel::list_of(any_type()));
    auto const body = compile(form.body);
    if (makes_list) scope_.pop();
    scope_.pop();
    return makes_list ? feel::list_of(body) : feel::boolean_type();
}

}  // namespace agglo::dmn
