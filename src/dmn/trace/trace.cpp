#include "dmn/trace/trace.h"

#include "feel/value/value_text.h"

namespace agglo::dmn {

Traced::Traced(Tracer* tracer, TraceStep::Kind kind, std::string_view name,
               feel::Evaluation const& evaluation)
    : tracer_(tracer), evaluation_(evaluation) {
    if (!tracer_ || tracer_->count_ >= Tracer::kStepsMax) return;
    ++tracer_->count_;
    auto& around = *tracer_->open_.back();
    take_causes(around);
    // The step around grows, but only while no step within it is open: addresses hold.
    step_ = &around.steps.emplace_back();
    step_->kind = kind;
    step_->name = name;
    tracer_->open_.push_back(step_);
}

Traced::~Traced() {
    if (!step_) return;
    take_causes(*step_);
    tracer_->open_.pop_back();
}

void Traced::take_causes(TraceStep& into) {
    auto const& causes = evaluation_.causes();
    for (; tracer_->causes_told_ < causes.size(); ++tracer_->causes_told_) {
        into.causes.push_back(causes[tracer_->causes_told_]);
    }
}

namespace {

std::string_view name_of(TraceStep::Kind kind) {
    constexpr std::string_view kNames[] = {"decision", "function", "service", "table"};
    return kNames[static_cast<size_t>(kind)];
}

void append(std::string& out, TraceStep const& step, size_t indent) {
    std::string const margin(indent * 2, ' ');
    out += margin + std::string(name_of(step.kind)) + ' ' + step.name + " = " +
           feel::to_feel(step.value) + '\n';
    for (auto const& [name, value] : step.used) {
        out += margin + "  " + name + ": " + feel::to_feel(value) + '\n';
    }
    if (step.kind == TraceStep::Kind::kTable) {
        out += margin + "  rules:";
        for (auto const rule : step.rules) out += ' ' + std::to_string(rule);
        out += step.rules.empty() ? " -\n" : "\n";
    }
    for (auto const& cause : step.causes) {
        out += margin + "  ! " + cause.error.message_zh() + " / " + cause.error.message_en() + '\n';
    }
    for (auto const& within : step.steps) append(out, within, indent + 1);
}

}  // namespace

std::string to_text(std::vector<TraceStep> const& steps) {
    std::string out;
    for (auto const& step : steps) append(out, step, 0);
    return out;
}

}  // namespace agglo::dmn
