#pragma once
// Budget: what the rows of one question may take together; shared by its threads.
#include <atomic>

#include "base/result.h"
#include "feel/evaluate/evaluation.h"

namespace agglo::feel {

class Budget {
public:
    static constexpr uint64_t kStepsMax = 2'000'000'000;
    static constexpr uint64_t kStepsOfRowMax = 1'000'000;

    EvaluationLimits limits() const { return {.steps_max = kStepsOfRowMax}; }
    /// Counts what an evaluation of one row took; a row that passed its own limit ends them all.
    /// False once there may be no more.
    bool take(Evaluation const& evaluation) {
        auto const steps = static_cast<int64_t>(evaluation.steps()) + kStepsOfNothing;
        left_.fetch_sub(evaluation.exhausted() ? static_cast<int64_t>(kStepsMax) : steps,
                        std::memory_order_relaxed);
        return open();
    }
    /// Steps of an evaluation that passed its own limit and has an answer all the same.
    void take_steps(uint64_t steps) {
        left_.fetch_sub(static_cast<int64_t>(steps), std::memory_order_relaxed);
    }
    bool open() const { return left_.load(std::memory_order_relaxed) > 0; }
    /// Error: kFeelLimit.
    Result<void> outcome() const {
        if (open()) return {};
        return Error(ErrorCode::kFeelLimit, {"steps", std::to_string(kStepsMax)});
    }

private:
    static constexpr int64_t kStepsOfNothing = 10;
    std::atomic<int64_t> left_{static_cast<int64_t>(kStepsMax)};
};

}  // namespace agglo::feel
