#pragma once
// Around: what every step of an evaluation needs: the model, the asking, and where it is traced.
#include "dmn/model/model.h"
#include "dmn/trace/trace.h"

namespace agglo::dmn {

struct Around {
    Model const& model;
    feel::Evaluation& evaluation;
    Tracer* tracer = nullptr;

    feel::Value fail(ErrorCode code, std::vector<std::string> arguments = {}) const {
        return evaluation.fail({}, code, std::move(arguments));
    }
    feel::Value fail(Error const& error) const {
        return evaluation.fail({}, error.code(), error.arguments());
    }
};

/// One level further in while it lives; not `ok` when there may be no more, which is then told.
class Inward {
public:
    explicit Inward(feel::Evaluation& evaluation) : evaluation_(evaluation) {
        ok_ = evaluation.depth + kLevels <= evaluation.limits().depth_max;
        if (ok_) {
            evaluation.depth += kLevels;
        } else {
            evaluation.fail({}, ErrorCode::kFeelLimit,
                            {"depth", std::to_string(evaluation.limits().depth_max)});
        }
    }
    ~Inward() {
        if (ok_) evaluation_.depth -= kLevels;
    }
    Inward(Inward const&) = delete;
    Inward& operator=(Inward const&) = delete;

    bool ok() const { return ok_; }

private:
    /// A form takes more of the stack than a node of FEEL.
    static constexpr uint32_t kLevels = 2;

    feel::Evaluation& evaluation_;
    bool ok_;
};

}  // namespace agglo::dmn
