// feel_bench: the language alone, parsed once and evaluated over and over, and the parser. Lines
// `name<TAB>per second`. bench/peers/feelin.mjs does the same work with feelin.
#include <cstdio>
#include <cstring>

#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

using feel::Number;
using feel::Value;

feel::Environment project() {
    return {{{"x", feel::number_type()},
             {"kind", feel::string_type()},
             {"total_investment", feel::number_type()},
             {"land_area_mu", feel::number_type()}}};
}

constexpr char kFilter[] =
    R"(kind = "manufacturing" and total_investment >= 100000000 and land_area_mu > 0 and total_investment / land_area_mu >= 3000000)";
constexpr char kReward[] =
    "if total_investment < 100000000 then 0 else if total_investment < 500000000 then "
    "(total_investment - 100000000) * 0.01 else 4000000 + (total_investment - 500000000) * 0.015";

void evaluated(char const* name, char const* text) {
    auto const around = project();
    auto const expression = parse_expression(text, around).value();
    std::vector<Value> const inputs = {Value(Number(21)), Value("manufacturing"),
                                       Value(Number(650000000)), Value(Number(120))};
    constexpr int kTimes = 1'000'000;
    size_t nulls = 0;
    auto const timing = time_runs(7, [&] {
        for (int i = 0; i < kTimes; ++i) {
            feel::Evaluation evaluation({});
            nulls += evaluate(*expression, inputs, evaluation).is_null();
        }
    });
    std::printf("%s_per_second\t%.0f\n", name, kTimes / timing.least_ms * 1e3);
    if (nulls != 0) std::printf("%s_nulls\t%zu\n", name, nulls);
}

void parsed(char const* name, char const* text) {
    auto const around = project();
    constexpr int kTimes = 20'000;
    auto const timing = time_runs(7, [&] {
        for (int i = 0; i < kTimes; ++i)
            if (!parse_expression(text, around).ok()) std::abort();
    });
    std::printf("%s_per_second\t%.0f\n%s_megabytes_per_second\t%.2f\n", name,
                kTimes / timing.least_ms * 1e3, name,
                static_cast<double>(std::strlen(text)) * kTimes / timing.least_ms / 1e3);
}

}  // namespace

}  // namespace agglo::bench

int main() {
    agglo::bench::evaluated("feel_x_is_21", "x = 21");
    agglo::bench::evaluated("feel_filter", agglo::bench::kFilter);
    agglo::bench::evaluated("feel_reward", agglo::bench::kReward);
    agglo::bench::parsed("feel_parse_short", "x = 21");
    agglo::bench::parsed("feel_parse_filter", agglo::bench::kFilter);
    agglo::bench::parsed("feel_parse_reward", agglo::bench::kReward);
}
