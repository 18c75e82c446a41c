#pragma once
// RecordDecision: what a decision gives for one record: the model's inputs are the fields called
// like them (by name, or label in zh or en), as when a decision is asked of one record.
//
//   RecordDecision decision(question, records, on, budget);
//   DecisionOutcome outcome = decision.ask(row);      // "admit", or unknown: land_area
//
// One record at a time: the slow twin of decision_program.h.
#include <optional>

#include "dmn/evaluate/session.h"
#include "feel/columns/budget.h"
#include "query/record_expression.h"

namespace agglo {

struct DecisionQuestion {
    dmn::ModelPtr model;
    size_t decision = 0;       ///< in Model::decisions
    feel::Context given = {};  ///< inputs or decisions that are the same for all records
    bool unknown = false;      ///< fields that are empty are missing facts, not null
};

/// The decision that is asked for by name; by default the one that no other of the document
/// requires. Errors: kDmnNoSuchDecision, kRequired (several are not required by any).
Result<size_t> decision_asked(dmn::Model const& model, std::string_view name);

struct DecisionOutcome {
    static constexpr size_t kBytesMax = 4096;

    std::string text;  ///< FEEL, or "unknown: " and the missing facts; outcomes differ by it
    feel::Value value = {};
    std::vector<std::string> missing = {};
    std::optional<Error> cause = {};  ///< of a null

    bool known() const { return missing.empty(); }
};

class RecordDecision {
public:
    /// An input that the decision reads, and the member of the records that it is.
    struct Bound {
        size_t input;
        size_t member;
    };

    /// All must outlive it.
    RecordDecision(DecisionQuestion const& question, RecordEnvironment const& records, Date on,
                   feel::Budget& budget);

    /// `row` must be readable.
    DecisionOutcome ask(size_t row) const;
    /// A session that was given the record's inputs.
    dmn::Session session(size_t row, feel::Evaluation& evaluation) const;
    feel::Evaluation evaluation() const;

    std::vector<Bound> const& bound() const { return bound_; }
    /// Inputs that are neither given nor fields, by Model::inputs: missing for every record.
    std::vector<size_t> const& unbound() const { return unbound_; }
    DecisionQuestion const& question() const { return question_; }
    RecordEnvironment const& records() const { return records_; }
    feel::Budget& budget() const { return budget_; }

private:
    std::optional<DecisionOutcome> reckon(size_t row) const;

    DecisionQuestion const& question_;
    RecordEnvironment const& records_;
    feel::Clock clock_;
    feel::Budget& budget_;
    std::vector<Bound> bound_;
    std::vector<size_t> unbound_;
};

}  // namespace agglo
