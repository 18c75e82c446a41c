#pragma once
// JournalLife: a journal on a simulated disk, written to by a script, and what its callers were
// promised meanwhile.
//
//   JournalLife life(disk);
//   life.open();                       // made when there is none yet
//   life.append({.entries = 3, .text_bytes = 100});
//   auto const why = find_broken_promise(*disk.after_power_cut(random, kSome), life.promises());
//
// Entries are synthetic and their secrets seeded, so that a script writes the same bytes each time.
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "journal/journal.h"
#include "simulated_disk.h"

namespace agglo {

inline constexpr char const* kSimulatedJournal = "ledger/a.db";

struct JournalPromises {
    bool is_created = false;           ///< `create` has answered that it was done
    std::vector<Digest> acknowledged;  ///< hashes of entries 1, 2, 3 … whose append was answered
    /// Entries of appends since then that are under way or answered an error. One of these batches
    /// may be found whole after a power cut.
    std::set<size_t> unanswered;
};

/// What of it a disk does not keep, in words; nothing: it keeps all. Opens the journal as the
/// program does, verifies it, appends and opens it again.
std::optional<std::string> find_broken_promise(SimulatedDisk& disk,
                                               JournalPromises const& promises);

class JournalLife {
public:
    struct Batch {
        size_t entries = 1;
        size_t text_bytes = 10;  ///< of each entry's one field
    };

    /// `promises`: what was promised before, of a journal that stands on the disk. What a journal
    /// shows once it has been opened is promised too.
    explicit JournalLife(SimulatedDisk& disk, JournalPromises promises = {})
        : disk_(disk), promises_(std::move(promises)) {}

    Result<void> open();
    Result<void> append(Batch batch);
    void close() { journal_.reset(); }

    bool is_open() const { return journal_ != nullptr; }
    Journal const& journal() const { return *journal_; }
    JournalPromises const& promises() const { return promises_; }

private:
    /// All that the journal holds has been shown to its callers.
    Result<void> take_over();

    SimulatedDisk& disk_;
    JournalPromises promises_;
    std::unique_ptr<Journal> journal_;
};

}  // namespace agglo
