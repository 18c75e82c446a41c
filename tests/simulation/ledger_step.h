#pragma once
// LedgerStep: one thing that happens to a ledger, as plain data: what is asked of the desk, a
// restart, and what befalls the disk meanwhile. A list of them is a case that can be played again,
// made shorter (shrink.h) and printed, a line each.
//
//   auto const steps = draw_steps(7);
//   for (auto const& step : steps) std::puts(shown(step).c_str());
//
// A step means something whatever came before it: a record or batch that is not there is asked for
// all the same, points are counted back from the head.
#include "desk/command.h"
#include "simulated_file.h"

namespace agglo {

/// Which version the editor says to have seen.
enum class SeenVersion : uint8_t { kNone, kCurrent, kStale };

struct StepChange {
    ChangeKind kind = ChangeKind::kCreate;
    std::string entity;
    RecordId id = 0;
    SeenVersion seen = SeenVersion::kNone;
    std::vector<Fact> facts;
};

/// What befalls the disk while a step is under way.
struct Trouble {
    enum class Kind : uint8_t { kNone, kFull, kBroken, kPowerCut };
    Kind kind = Kind::kNone;
    uint64_t at = 1;      ///< the first step of the disk it befalls, counted from 1
    uint64_t length = 1;  ///< how many fail
    Survival survival = Survival::kSome;
};

struct LedgerStep {
    enum class Kind : uint8_t {
        kCommand,
        kImport,
        kUndo,
        kBringBack,  ///< a record as it was at a past point
        kErase,
        kDefine,    ///< another schema version, with another label
        kLookBack,  ///< a past point is read
        kCompare,   ///< the difference of two points is read
        kImage,     ///< an image is written
        kReopen,
        kReopenWithoutImage,
        kKill,  ///< the process, not the machine
    };
    Kind kind = Kind::kCommand;
    std::vector<StepChange> changes;  ///< kCommand, kImport
    int key = 0;                      ///< idempotency key; 0: none
    int digest = 0;                   ///< of the request under that key
    int64_t batch = 0;                ///< kUndo
    bool partly = false;              ///< kUndo
    std::string entity;               ///< kBringBack, kErase, kCompare; kUndo: only this record
    RecordId id = 0;
    std::vector<std::string> fields;
    bool reasons = false;  ///< kErase
    uint64_t back = 0;     ///< a past point: so many entries before the head
    uint64_t luck = 0;     ///< what chance decides within the step
    Trouble trouble;
};

std::string shown(Value const& value);
std::string shown(LedgerStep const& step);
/// A line each.
std::string shown(std::vector<LedgerStep> const& steps);

/// The steps that a seed stands for.
std::vector<LedgerStep> draw_steps(uint64_t seed);

}  // namespace agglo
