// Types as texts: rules 53 and 54 of the grammar of 1.5.
#include "feel/syntax/name_text.h"
#include "feel/syntax/parse.h"

namespace agglo::feel {

namespace {

constexpr Expected kType{"类型", "a type"};

/// Those of several words first: the longest that fits is taken.
constexpr std::string_view kNames[] = {
    "years and months duration",
    "days and time duration",
    "date and time",
    "dateTime",
    "dayTimeDuration",
    "yearMonthDuration",
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "Any",
    "Null",
};

}  // namespace

Result<TypePtr> Parser::type() {
    if (depth_ >= SyntaxLimits::kDepthMax)
        return Error(ErrorCode::kFeelTooDeep, {std::to_string(SyntaxLimits::kDepthMax)});
    ++depth_;
    auto parsed = [&]() -> Result<TypePtr> {
        for (std::string_view const word : {"list", "range", "context"})
            if (cursor_.sees_word(word)) return bracketed_type(word);
        if (cursor_.sees_word("function")) return function_type();
        return named_type();
    }();
    --depth_;
    return parsed;
}

/// A type of the model may have a longer name than the built-in one it begins with.
Result<TypePtr> Parser::named_type() {
    auto const start = cursor_.at();
    TypePtr known;
    size_t bytes = 0;
    for (auto const name : kNames) {
        auto const matched = match_name(cursor_.text(), start, name);
        if (!matched || *matched <= bytes) continue;
        known = type_of_name(name);
        bytes = *matched;
    }
    auto const& types = scope_.around().types;
    auto words = cursor_.words(true);
    auto const whole = cursor_.end_of_last();
    auto const length = words.empty() ? 0 : std::min(whole - start, SyntaxLimits::kNameBytesMax);
    for (size_t end = length; types && end > bytes; --end) {
        auto const name = cursor_.text().substr(start, end);
        if (auto found = (*types)(normal_name(name))) {
            known = std::move(found);
            bytes = end;
        }
    }
    cursor_.move_to(start);
    if (!known) return cursor_.fail(kType);
    cursor_.advance(bytes);
    return known;
}

Result<TypePtr> Parser::bracketed_type(std::string_view word) {
    auto const start = cursor_.at();
    cursor_.take_word(word);
    if (!cursor_.take("<")) {
        cursor_.move_to(start);
        auto named = named_type();  // a type of the model may be called `list of loans`
        if (named.ok()) return named;
        cursor_.move_to(start);
        cursor_.take_word(word);
        return type_of_name(word);
    }
    if (word != "context") {
        auto element = TRY(type());
        TRY(expect(">", {">", ">"}));
        return word == "list" ? list_of(element) : range_of(element);
    }
    std::vector<Member> members;
    do {
        auto name = cursor_.words(true);
        if (name.empty()) return cursor_.fail({"一项的名称", "the name of an entry"});
        TRY(expect(":", {"冒号", "a colon"}));
        auto wanted = TRY(type());
        members.push_back({std::move(name), std::move(wanted)});
    } while (cursor_.take(","));
    TRY(expect(">", {"逗号或 >", "a comma or >"}));
    return context_of(std::move(members));
}

Result<TypePtr> Parser::function_type() {
    cursor_.take_word("function");
    if (!cursor_.take("<")) return any_function_type();
    std::vector<TypePtr> parameters;
    while (!cursor_.take(">")) {
        if (!parameters.empty()) TRY(expect(",", {"逗号或 >", "a comma or >"}));
        parameters.push_back(TRY(type()));
    }
    TRY(expect("->", {"-> 与结果的类型", "-> and the type of the result"}));
    auto result = TRY(type());
    return function_of(std::move(parameters), std::move(result));
}

}  // namespace agglo::feel
