#pragma once
// TroubledLedger: a desk on a simulated disk that fails and loses power as a step says, and starts
// again from what the disk then holds.
//
//   TroubledLedger ledger;
//   TRY(ledger.open());
//   ledger.begin(step.trouble, step.luck);
//   auto const answer = ledger.desk().execute(command);
//   if (ledger.lost_power()) …            // nobody heard the answer
//   TRY(ledger.end());                    // the power fails now at the latest
#include <map>

#include "ledger_opening.h"
#include "ledger_step.h"

namespace agglo {

class TroubledLedger {
public:
    /// Files whose syncs the disk leaves out, though it answers that it has synced.
    enum class Lies { kNone, kImages, kAll };
    explicit TroubledLedger(Lies lies = Lies::kNone) : lies_(lies), disk_(disk_with_ledger()) {}

    Desk& desk() { return *desk_; }
    Desk const& desk() const { return *desk_; }

    /// The disk behaves like this until `end`.
    void begin(Trouble const& trouble, uint64_t luck);
    /// Whether the power has failed since `begin`.
    bool lost_power() const { return after_cut_ != nullptr; }
    /// Whether the disk may have failed since `begin`.
    bool is_faulty() const {
        return trouble_.kind == Trouble::Kind::kFull || trouble_.kind == Trouble::Kind::kBroken;
    }
    /// Whether the power is still to fail.
    bool awaits_power_cut() const {
        return trouble_.kind == Trouble::Kind::kPowerCut && !lost_power();
    }
    void cut_power();
    void end();

    /// Opens the ledger; a second time when the disk failed meanwhile, and after a power cut from
    /// what that left.
    Result<void> open();
    Result<void> reopen();
    Result<void> reopen_without_image();
    Result<void> kill();
    /// From what the power cut left.
    Result<void> restart();

    /// The files of the journal and its images, as programs see them.
    std::map<std::string, std::string> files() const;

private:
    Fault at(SimulatedStep const& step);
    void go_on_with(std::unique_ptr<SimulatedDisk> disk);

    bool leaves_out(SimulatedStep const& step) const;

    Lies const lies_;
    std::unique_ptr<SimulatedDisk> disk_;
    std::unique_ptr<Desk> desk_;  // closed before the disk goes
    Trouble trouble_;
    uint64_t luck_ = 0;
    uint64_t disk_steps_ = 0;                   // since `begin`
    std::unique_ptr<SimulatedDisk> after_cut_;  // what the power cut left
};

}  // namespace agglo
