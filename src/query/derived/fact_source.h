#pragma once
// FactSource: the facts that formulas and roll-ups read, by record: those of a snapshot, or of one
// with a command's changes laid over it.
#include "state/snapshot.h"

namespace agglo {

class FactSource {
public:
    virtual ~FactSource() = default;

    virtual Model const& model() const = 0;
    /// Null when the record, or the value, is not there.
    virtual Value value(FieldAddress what, RecordId id) const = 0;
    virtual bool live(size_t entity, RecordId id) const = 0;
    /// Live records whose reference is `target`, ascending.
    virtual std::vector<RecordId> referring(FieldAddress reference, RecordId target) const = 0;
};

/// A snapshot as it stands: a derived field is what its column holds.
class SnapshotFacts : public FactSource {
public:
    /// The snapshot must outlive it.
    explicit SnapshotFacts(Snapshot const& snapshot) : snapshot_(&snapshot) {}

    Model const& model() const override { return *snapshot_->model; }
    Value value(FieldAddress what, RecordId id) const override;
    bool live(size_t entity, RecordId id) const override;
    std::vector<RecordId> referring(FieldAddress reference, RecordId target) const override;

private:
    Snapshot const* snapshot_;
};

}  // namespace agglo
