// Fuzzes the evaluator with small limits: every text that parses has a value, the same when it is
// asked again, and in not many more steps than it may take. A value without functions, written as
// FEEL, is read as an equal value.
#include <cstdint>
#include <cstdlib>

#include "base/assert.h"
#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "feel/value/compare.h"
#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

constexpr EvaluationLimits kLimits{.steps_max = 20'000,
                                   .items_max = 2'000,
                                   .characters_max = 20'000,
                                   .bytes_max = 4 << 20,
                                   .depth_max = 500};

Environment const& around() {
    static Environment const names{{
        {"x", number_type()},
        {"总投资", number_type()},
        {"parks", list_of(context_of({{"name", string_type()}, {"mu", number_type()}}))},
    }};
    return names;
}

std::vector<Value> const& inputs() {
    static std::vector<Value> const values{
        Number(21), Number(650'000'000),
        make_list({Value(Context({{"name", "甲"}, {"mu", Number(30)}})),
                   Value(Context({{"name", "乙"}, {"mu", Value()}}))})};
    return values;
}

struct Asked {
    Value value;
    uint64_t steps;
    bool exhausted;
};

Asked ask(Expression const& expression, std::span<Value const> values) {
    Evaluation evaluation({.now = DateTime::of({2025, 6, 30}, {43'200, 0, Zone::utc()})}, kLimits);
    evaluation.keep_causes();
    auto value = evaluate(expression, values, evaluation);
    for (auto const& cause : evaluation.causes()) AGGLO_ASSERT(!cause.error.message_zh().empty());
    AGGLO_ASSERT(evaluation.causes().size() <= Evaluation::kCausesMax);
    return {std::move(value), evaluation.steps(), evaluation.exhausted()};
}

bool has_notation(Value const& value) {
    if (value.function()) return false;
    if (auto const* list = value.list()) {
        for (auto const& item : *list)
            if (!has_notation(item)) return false;
    }
    if (auto const* context = value.context()) {
        for (auto const& [name, entry] : context->entries())
            if (!has_notation(entry)) return false;
    }
    if (auto const* range = value.range())
        return has_notation(range->low) && has_notation(range->high);
    return true;
}

void check_notation(Value const& value) {
    auto const text = to_feel(value);
    if (text.size() > SyntaxLimits::kBytesMax || !has_notation(value)) return;
    auto const parsed = parse_expression(text, Environment{});
    if (!parsed.ok() && parsed.error().code() == ErrorCode::kFeelTooDeep) return;
    AGGLO_ASSERT(parsed.ok());
    auto const again = ask(**parsed, {});
    if (again.exhausted) return;
    AGGLO_ASSERT(to_feel(again.value) == text);
    AGGLO_ASSERT(equals(again.value, value).value_or(true));
}

int check(uint8_t const* data, size_t size) {
    auto const parsed = parse_expression({reinterpret_cast<char const*>(data), size}, around());
    if (!parsed.ok()) return 0;
    auto const first = ask(**parsed, inputs());
    auto const second = ask(**parsed, inputs());
    AGGLO_ASSERT(first.steps == second.steps);
    AGGLO_ASSERT(to_feel(first.value) == to_feel(second.value));
    check_notation(first.value);
    return 0;
}

}  // namespace

}  // namespace agglo::feel

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    return agglo::feel::check(data, size);
}
