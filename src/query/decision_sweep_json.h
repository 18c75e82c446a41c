#pragma once
// The answers of decision sweeps as JSON (docs/api.md).
#include "base/json_writer.h"
#include "query/decision_sweep.h"

namespace agglo {

/// What an answer's JSON is written from.
struct SweepReport {
    /// Cells written; the rest is counted.
    static constexpr size_t kCellsMax = 200;

    EntityAccess const& access;  ///< of the entity swept
    std::vector<DecisionQuestion> const& questions;
    SweepAnswer const& answer;
};

/// "total","outcomes":[{"outcome","value","known","count","missing","cause","rows"}],"others",
/// "missing":[{"path","zh","en","count","alone"}],"explain".
void write_sweep(JsonWriter& json, SweepReport const& report);
/// "total","changed","cells":[{"before","after","changed","count","rows"}],"others","explain".
void write_comparison(JsonWriter& json, SweepReport const& report);
/// "rows","total","next_cursor".
void write_sweep_page(JsonWriter& json, SweepReport const& report);

}  // namespace agglo
