#include "feel/builtins/pattern.h"

#include "feel/evaluate/brief.h"

namespace agglo::feel {

std::shared_ptr<Regex const> pattern_of(BuiltinCall const& call, Value const& pattern,
                                        Value const& flags) {
    auto const letters = flags.string() ? std::string_view(*flags.string()) : std::string_view();
    if (!call.evaluation.take(pattern.string()->size())) return nullptr;
    auto compiled = Regex::of(*pattern.string(), letters);
    if (compiled) return *std::move(compiled);
    call.fail(compiled.error().code(), compiled.error().arguments());
    return nullptr;
}

Found find_next(BuiltinCall const& call, RegexSearch& search, size_t from) {
    auto const outcome = search.find(from);
    if (!call.evaluation.take(search.steps())) return Found::kStopped;
    if (outcome == RegexSearch::Outcome::kMatch) return Found::kMatch;
    if (outcome == RegexSearch::Outcome::kNone) return Found::kNone;
    call.fail(ErrorCode::kFeelLimit,
              {std::string(call.builtin.name), std::to_string(RegexSearch::kEffortMax)});
    return Found::kStopped;
}

}  // namespace agglo::feel
