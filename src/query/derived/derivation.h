#pragma once
// Derivation: what the schema derives of one record: the value of a computed field or a roll-up,
// and the answer of a formula.
//
//   SnapshotFacts const facts(snapshot);
//   DerivedFacts const all(facts, on);                       // derived fields of any depth
//   Value intensity = all.value({project, investment_intensity}, id);
//
// One record at a time and by reference index, without columns.
#include "feel/evaluate/evaluation.h"
#include "model/formula.h"
#include "query/derived/fact_source.h"

namespace agglo {

class Derivation {
public:
    static constexpr uint64_t kStepsMax = 1'000'000;  ///< of one formula and record

    /// `facts` answers for derived fields too, as far as those asked for hang on any.
    Derivation(FactSource const& facts, Date on);

    /// Null of a record that is not live. Numbers are rounded half up to the field's scale; what
    /// the field cannot hold is null.
    Value derive(FieldAddress what, RecordId id) const;
    feel::Value answer(Formula const& formula, size_t entity, RecordId id) const;

private:
    feel::Value input(Formula::Use const& use, size_t entity, RecordId id) const;
    Value roll_up(RollUp const& rollup, Field const& field, RecordId id) const;

    FactSource const& facts_;
    feel::Clock clock_;
};

/// Facts with derived fields worked out when asked for, each from those it hangs on.
class DerivedFacts : public FactSource {
public:
    /// `stored` must outlive it.
    DerivedFacts(FactSource const& stored, Date on) : stored_(stored), derivation_(*this, on) {}
    DerivedFacts(DerivedFacts const&) = delete;

    Model const& model() const override { return stored_.model(); }
    Value value(FieldAddress what, RecordId id) const override;
    bool live(size_t entity, RecordId id) const override { return stored_.live(entity, id); }
    std::vector<RecordId> referring(FieldAddress reference, RecordId target) const override {
        return stored_.referring(reference, target);
    }
    Derivation const& derivation() const { return derivation_; }

private:
    FactSource const& stored_;
    Derivation derivation_;
};

/// What a field can hold of a FEEL value; null else.
Value fact_of_feel(Model const& model, Field const& field, feel::Value const& value);

}  // namespace agglo
