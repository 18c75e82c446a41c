#pragma once
// SeedWriter: puts a timeline's changes through the desk under historic recorded times.
//
//   SeedWriter writer(*desk);
//   TRY(writer.write(timeline.first(), entities, timeline.take_in_order()));
//   TRY(writer.finish());
//
// Changes of one week and topic make one entry, of at most kEntryChangesMax changes. Commands are
// handed over without waiting for each fsync; ids are foretold (the desk gives 1, 2, 3 … by entity)
// and checked against the receipts. Errors: whatever the desk answers; kInternal when it gives
// another id.
#include <condition_variable>
#include <mutex>
#include <span>

#include "desk/desk.h"
#include "region/timeline.h"

namespace agglo {

class SeedWriter {
public:
    static constexpr size_t kEntryChangesMax = 2'000;
    static constexpr size_t kCommandsWaitingMax = 200;

    explicit SeedWriter(Desk& desk)
        : desk_(desk), first_sequence_(desk.journal().head().sequence) {}
    ~SeedWriter() { wait_until_at_most(0); }

    /// Writes the changes of a timeline; its handles must follow those written before.
    Result<void> write(Timeline const& names, std::vector<PlannedChange> changes);
    /// Waits for the last answer.
    Result<void> finish();

    size_t entries() const { return entries_; }
    size_t changes() const { return changes_; }
    size_t records() const { return id_of_.size() - 1; }

private:
    struct Written {
        RecordId id = 0;
        int64_t version = 0;
        uint64_t command = 0;   ///< number of the command that creates it
        RecordId position = 0;  ///< of the change in that command, from 1
    };

    Result<void> write_entry(Timeline const& names, std::span<PlannedChange> changes);
    CommandChange change_of(std::string const& entity, PlannedChange& planned, RecordId position);
    Value resolved(Value value) const;
    void answered(Result<Receipt> receipt, std::vector<RecordId> const& expected);
    void wait_until_at_most(size_t waiting);

    Desk& desk_;
    uint64_t first_sequence_;        ///< of the last entry before this writer's
    std::vector<Written> id_of_{1};  ///< by handle
    std::unordered_map<std::string, RecordId> last_id_;
    uint64_t command_ = 0;
    size_t entries_ = 0;
    size_t changes_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    size_t waiting_ = 0;
    std::optional<Error> failed_;
};

}  // namespace agglo
