#pragma once
// ChangedFacts: the facts as they would be after a command's changes, without a snapshot of them.
#include <map>
#include <span>

#include "journal/entry.h"
#include "query/derived/fact_source.h"

namespace agglo {

class ChangedFacts : public FactSource {
public:
    /// Both must outlive it. A record is changed once at most.
    ChangedFacts(Snapshot const& snapshot, std::span<RecordChange const> changes);

    Model const& model() const override { return before_.model(); }
    Value value(FieldAddress what, RecordId id) const override;
    bool live(size_t entity, RecordId id) const override;
    std::vector<RecordId> referring(FieldAddress reference, RecordId target) const override;

private:
    RecordChange const* change_of(size_t entity, RecordId id) const;

    SnapshotFacts before_;
    std::map<std::pair<size_t, RecordId>, RecordChange const*> changes_;
    /// By reference: of changed records that are live, by what they refer to; made when asked for.
    mutable std::map<FieldAddress, std::multimap<RecordId, RecordId>> referring_;
};

}  // namespace agglo
