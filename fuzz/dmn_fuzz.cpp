// Fuzzes the DMN reader, the compiler and the evaluation: whatever comes is an error or a model
// whose every decision has a value, the same when it is asked again.
#include <cstdint>

#include "base/assert.h"
#include "dmn/compile/read_model.h"
#include "dmn/evaluate/session.h"
#include "feel/value/value_text.h"

namespace agglo {

namespace {

constexpr feel::EvaluationLimits kLimits{.steps_max = 20'000,
                                         .items_max = 2'000,
                                         .characters_max = 20'000,
                                         .bytes_max = 4 << 20,
                                         .depth_max = 500};

/// An answer to what an input may be: numbers, texts and truths by turns.
feel::Value input(size_t i) {
    if (i % 3 == 0) return feel::Number(static_cast<int64_t>(i) + 7);
    return i % 3 == 1 ? feel::Value("甲") : feel::Value(true);
}

std::string answers(dmn::Model const& model) {
    feel::Evaluation evaluation({}, kLimits);
    evaluation.keep_causes();
    dmn::Around const around{model, evaluation};
    dmn::Session session(around);
    for (size_t i = 0; i < model.inputs.size(); ++i) session.give_input(i, input(i));
    std::string out;
    for (size_t i = 0; i < model.decisions.size() && !evaluation.exhausted(); ++i)
        out += feel::to_feel(session.decision(i)) + "\n";
    for (auto const& cause : evaluation.causes()) AGGLO_ASSERT(!cause.error.message_en().empty());
    return out;
}

int check(uint8_t const* data, size_t size) {
    auto const model = dmn::read_model({reinterpret_cast<char const*>(data), size});
    if (!model.ok()) {
        AGGLO_ASSERT(!model.error().message_zh().empty());
        return 0;
    }
    for (auto const& problem : (*model)->problems) AGGLO_ASSERT(!problem.message_en().empty());
    AGGLO_ASSERT(answers(**model) == answers(**model));
    return 0;
}

}  // namespace

}  // namespace agglo

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    return agglo::check(data, size);
}
