// Literals, names, and what follows them: paths, filters, invocations.
#include "feel/builtins/builtin.h"
#include "feel/syntax/name_text.h"
#include "feel/syntax/parse.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

Parsed Parser::postfix() {
    auto value = TRY(primary());
    while (true) {
        if (cursor_.take(".")) {
            value = TRY(path(value));
        } else if (filters_ && cursor_.take("[")) {
            value = TRY(filter(value));
        } else if (cursor_.take("(")) {
            value = TRY(invocation(value));
        } else {
            return value;
        }
    }
}

Parsed Parser::primary() {
    auto const start = cursor_.at();
    if (cursor_.done()) return cursor_.fail({"一个值", "a value"});
    if (cursor_.sees_number()) {
        auto const number = TRY(cursor_.number());
        return made(Literal{number}, start);
    }
    if (cursor_.sees("\"")) {
        auto text = TRY(cursor_.string());
        return made(Literal{Value(std::move(text))}, start);
    }
    if (cursor_.take("@")) return temporal();
    if (cursor_.take("(")) return in_parentheses();
    if (cursor_.take("[")) return in_brackets();
    if (cursor_.take("]")) return open_range();
    if (cursor_.take("{")) return context();
    auto const c = code_point_at(cursor_.text(), cursor_.at()).value;
    if (starts_name(c)) return name();
    return cursor_.fail({"一个值", "a value"});
}

Parsed Parser::temporal() {
    auto const start = cursor_.at() - 1;
    if (!cursor_.sees("\"")) return cursor_.fail({"\" 与日期、时间", "a quote and a date or time"});
    auto const at = cursor_.at();
    auto const text = TRY(cursor_.string());
    auto const literal = parse_temporal(text);
    if (!literal)
        return cursor_.fail_at(at, {"有效的日期、时间或时长", "a valid date, time or duration"});
    auto value = std::visit([](auto const& temporal) { return Value(temporal); }, *literal);
    return made(Literal{std::move(value)}, start);
}

Parsed Parser::name() {
    auto const start = cursor_.at();
    TRY(toil(scope_.names()));
    auto found = scope_.find(cursor_.text(), start);
    size_t const known = found ? found->bytes : 0;
    auto const before = mark();
    auto construct = block(known);
    if (!construct.ok() || *construct) return construct;
    rewind(before);
    auto const entry = scope_.find_entry_name(cursor_.text(), start);
    if (entry && entry->first > known) {
        cursor_.advance(entry->first);
        return make_expression(scope_.unknown(entry->second), span_from(start), any_type());
    }
    if (!found) return unknown_name();
    cursor_.advance(known);
    auto node = std::visit([](auto const& n) { return Node(n); }, found->node);
    return make_expression(std::move(node), span_from(start), found->type);
}

/// No frame has it: the whole run of words is the name, since two names never stand side by side.
Parsed Parser::unknown_name() {
    auto const start = cursor_.at();
    auto const c = code_point_at(cursor_.text(), start).value;
    if (is_full_width_punctuation(c)) return cursor_.fail({"半角符号", "a half-width character"});
    auto const text = cursor_.words(false);
    if (text.empty()) return cursor_.fail({"一个值", "a value"});
    return make_expression(scope_.unknown(text), span_from(start), any_type());
}

Parsed Parser::path(ExpressionPtr source) {
    auto const start = source->span.begin;
    auto name = TRY(path_name(*source->type));
    return made(Path{std::move(source), std::move(name)}, start);
}

Result<std::string> Parser::path_name(Type const& source) {
    auto const start = cursor_.at();
    auto const* type = &source;
    while (type->kind == Type::Kind::kList) type = type->element.get();
    auto const member = find_member(type->members, cursor_.text(), start);
    auto const entry = scope_.find_entry_name(cursor_.text(), start);
    if (member && (!entry || member->first >= entry->first)) {
        cursor_.advance(member->first);
        return member->second->name;
    }
    if (entry) {
        cursor_.advance(entry->first);
        return entry->second;
    }
    auto text = cursor_.words(false);
    if (text.empty()) return cursor_.fail({"一项的名称", "the name of an entry"});
    return text;
}

Parsed Parser::filter(ExpressionPtr source) {
    auto const start = source->span.begin;
    bool const outer = std::exchange(filters_, true);
    scope_.open_items(item_type(*source->type));
    auto predicate = expression();
    scope_.close();
    filters_ = outer;
    if (!predicate.ok()) return predicate;
    TRY(expect("]", {"]", "]"}));
    return made(Filter{std::move(source), *predicate}, start);
}

/// `name :` before an argument; empty when there is none.
Result<std::string> Parser::argument_name() {
    auto const before = cursor_.at();
    auto name = cursor_.words(true);
    if (!name.empty() && cursor_.take(":")) return name;
    cursor_.move_to(before);
    return std::string();
}

Parsed Parser::invocation(ExpressionPtr callee) {
    Invocation call{std::move(callee), {}, {}};
    auto const start = call.callee->span.begin;
    bool const outer = std::exchange(filters_, true);
    bool first = true;
    while (!cursor_.take(")")) {
        if (!first) TRY(expect(",", {"逗号或 )", "a comma or )"}));
        auto name = TRY(argument_name());
        if (!first && name.empty() == !call.names.empty())
            return cursor_.fail({"要么都写参数名，要么都不写", "all arguments named, or none"});
        if (!name.empty()) call.names.push_back(std::move(name));
        call.arguments.push_back(TRY(expression()));
        first = false;
    }
    filters_ = outer;
    return made(std::move(call), start);
}

}  // namespace agglo::feel
