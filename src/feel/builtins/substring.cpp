// substring(string, start position, length?): positions count code points from 1, or from -1
// backwards (10.3.4.3).
#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/builtins/code_points.h"
#include "feel/builtins/outcome.h"

namespace agglo::feel {

namespace {

std::optional<size_t> start_byte(std::string_view text, Number position) {
    auto const whole = position.truncated();
    if (!whole || *whole == 0) return std::nullopt;
    if (*whole < 0) return backward(text, 0 - static_cast<size_t>(*whole));
    auto const byte = forward(text, 0, static_cast<size_t>(*whole - 1));
    return byte == text.size() ? std::nullopt : byte;
}

}  // namespace

Value substring(BuiltinCall const& call) {
    std::string_view const text = call.string(0);
    if (!call.evaluation.take(text.size() / 8)) return {};
    auto const start = start_byte(text, call.number(1));
    if (!start)
        return call.fail(ErrorCode::kFeelIndexOutside,
                         {call.number(1).to_string(), std::to_string(code_point_count(text))});
    auto end = text.size();
    if (call.given(2)) {
        auto const length = call.number(2).truncated();
        if (!length || *length < 1) return call.refuse(2, ">= 1");
        end = forward(text, *start, static_cast<size_t>(*length)).value_or(end);
    }
    return text_outcome(call, std::string(text.substr(*start, end - *start)));
}

}  // namespace agglo::feel
