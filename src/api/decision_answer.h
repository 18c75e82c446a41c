#pragma once
// Decision models and their evaluations as JSON.
#include "base/json_writer.h"
#include "dmn/model/model.h"
#include "dmn/trace/trace.h"
#include "query/decisions.h"

namespace agglo {

/// {"id","version","code","name","kind","description","valid_from","valid_until" without the
/// closing bracket.
void write_decision_head(JsonWriter& json, EntityAccess const& access, DecisionFields const& fields,
                         size_t row);

/// "inputs", "decisions", "services", "knowledge" of a model.
void write_model(JsonWriter& json, dmn::Model const& model);

/// "tables": what analysis finds in the decision tables.
void write_tables(JsonWriter& json, dmn::Model const& model);

/// The steps of a trace, nested; what is too large to be written is shown as "…".
void write_trace(JsonWriter& json, std::vector<dmn::TraceStep> const& steps);

/// [{"code","zh","en"}]: the places of causes within a model's texts are told by the trace.
void write_causes(JsonWriter& json, std::vector<feel::Cause> const& causes);

}  // namespace agglo
