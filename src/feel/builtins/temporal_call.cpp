#include "feel/builtins/temporal_call.h"

namespace agglo::feel {

Value refuse_text(BuiltinCall const& call, std::string_view what) {
    if (!call.evaluation.keeps_causes()) return {};
    return call.fail(ErrorCode::kFeelBadText, {call.string(0), std::string(what)});
}

Value out_of_range(BuiltinCall const& call) {
    if (!call.evaluation.keeps_causes()) return {};
    return call.fail(ErrorCode::kFeelOutOfRange, {std::string(call.builtin.name)});
}

Date date_argument(BuiltinCall const& call, size_t i) {
    auto const* date = call[i].as<Date>();
    return date ? *date : call[i].as<DateTime>()->date();
}

}  // namespace agglo::feel
