#pragma once
// DecisionShelf: the decision models that a request may read, and the inputs it gives them.
#include <boost/json/object.hpp>

#include "api/endpoint.h"
#include "query/decisions.h"

namespace agglo {

/// The decisions of a snapshot that the viewer may read.
struct DecisionShelf {
    SnapshotPtr snapshot;
    DecisionFields fields;
    EntityAccess access;
    Date on;

    EntityView view() const { return {*snapshot, fields.entity}; }
    /// Compiled once for all requests.
    Result<dmn::ModelPtr> model(size_t row) const;
};

/// Errors: kUnknownEntity, kForbidden, kBadPoint, kBadDate.
Result<DecisionShelf> decision_shelf(Ask& ask);

/// `inputs` of a body, by the names or labels of a model's inputs, or names of decisions. Errors:
/// kWrongType, kTooLarge, kDmnNoSuchInput.
Result<void> read_inputs(dmn::Model const& model, boost::json::object const& body,
                         feel::Context& inputs);

}  // namespace agglo
