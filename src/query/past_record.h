#pragma once
// PastRecord: one record as it was before its latest changes, the others as they are.
#include <map>

#include "journal/entry.h"
#include "query/derived/fact_source.h"

namespace agglo {

class PastRecord : public FactSource {
public:
    /// The snapshot must outlive it.
    PastRecord(Snapshot const& snapshot, size_t entity, RecordId id)
        : present_(snapshot), entity_(entity), id_(id) {}

    /// Goes back over a change of the record; newest first. A value that is out of the journal
    /// (redacted) is null.
    void undo(RecordChange const& change);

    Model const& model() const override { return present_.model(); }
    Value value(FieldAddress what, RecordId id) const override;
    bool live(size_t entity, RecordId id) const override { return present_.live(entity, id); }
    std::vector<RecordId> referring(FieldAddress reference, RecordId target) const override {
        return present_.referring(reference, target);
    }

private:
    SnapshotFacts present_;
    size_t entity_;
    RecordId id_;
    std::map<size_t, Value> before_;  ///< by field
};

}  // namespace agglo
