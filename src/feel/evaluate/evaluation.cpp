#include "feel/evaluate/evaluation.h"

namespace agglo::feel {

Value Evaluation::fail(Span span, ErrorCode code, std::vector<std::string> arguments) {
    if (keeps_causes_ && causes_.size() < kCausesMax)
        causes_.push_back({span, Error(code, std::move(arguments))});
    return {};
}

bool Evaluation::run_out(char const* what, uint64_t limit) {
    if (!exhausted_) fail({}, ErrorCode::kFeelLimit, {what, std::to_string(limit)});
    exhausted_ = true;
    return false;
}

}  // namespace agglo::feel
