#pragma once
// Trace: what an evaluation did: which decisions, functions and tables were evaluated within which,
// the inputs they read, the rules that matched, their values, and the causes of nulls.
//
//   Tracer tracer;  …  ask with it  …;  for (auto const& step : tracer.steps()) …
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feel/evaluate/evaluation.h"

namespace agglo::dmn {

struct TraceStep {
    enum class Kind : uint8_t { kDecision, kFunction, kService, kTable };

    Kind kind = Kind::kDecision;
    std::string name = {};
    /// Inputs and decisions a decision read, a function's parameters, a table's input expressions.
    std::vector<std::pair<std::string, feel::Value>> used = {};
    std::vector<size_t> rules = {};  ///< that matched, from 1, in the order of the table
    feel::Value value = {};
    std::vector<feel::Cause> causes = {};  ///< arisen here, not in a step within
    std::vector<TraceStep> steps = {};
};

class Tracer : public std::enable_shared_from_this<Tracer> {
public:
    static constexpr size_t kStepsMax = 10'000;

    std::vector<TraceStep> const& steps() const { return root_.steps; }

private:
    friend class Traced;

    TraceStep root_;
    std::vector<TraceStep*> open_ = {&root_};
    size_t count_ = 0;
    size_t causes_told_ = 0;
};

/// One step while it lives; does nothing without a tracer.
class Traced {
public:
    Traced(Tracer* tracer, TraceStep::Kind kind, std::string_view name,
           feel::Evaluation const& evaluation);
    ~Traced();
    Traced(Traced const&) = delete;
    Traced& operator=(Traced const&) = delete;

    /// Null when nothing is traced.
    TraceStep* step() const { return step_; }
    void used(std::string_view name, feel::Value const& value) {
        if (step_) step_->used.emplace_back(name, value);
    }
    feel::Value const& gives(feel::Value const& value) {
        if (step_) step_->value = value;
        return value;
    }

private:
    void take_causes(TraceStep& into);

    Tracer* tracer_;
    TraceStep* step_ = nullptr;
    feel::Evaluation const& evaluation_;
};

/// One line a fact, steps within steps indented by two spaces.
std::string to_text(std::vector<TraceStep> const& steps);

}  // namespace agglo::dmn
