#include "troubled_ledger.h"

namespace agglo {

void TroubledLedger::begin(Trouble const& trouble, uint64_t luck) {
    trouble_ = trouble;
    luck_ = luck;
    disk_steps_ = 0;
    disk_->before_step = [this](SimulatedStep const& step) { return at(step); };
}

void TroubledLedger::end() {
    trouble_ = {};
}

Fault TroubledLedger::at(SimulatedStep const& step) {
    ++disk_steps_;
    bool const now = disk_steps_ >= trouble_.at && disk_steps_ - trouble_.at < trouble_.length;
    if (now && awaits_power_cut()) cut_power();
    if (now && trouble_.kind == Trouble::Kind::kFull) return Fault::kFull;
    if (now && trouble_.kind == Trouble::Kind::kBroken) return Fault::kBroken;
    bool const left_out = leaves_out_syncs_ && step.kind == SimulatedStep::Kind::kSync;
    return left_out ? Fault::kSwallowed : Fault::kNone;
}

/// What is done on the old disk after it has not happened.
void TroubledLedger::cut_power() {
    Random random(luck_);
    after_cut_ = disk_->after_power_cut(random, trouble_.survival);
}

void TroubledLedger::go_on_with(std::unique_ptr<SimulatedDisk> disk) {
    trouble_ = {};
    after_cut_.reset();
    desk_.reset();
    disk_ = std::move(disk);
    begin({}, luck_);
}

Result<void> TroubledLedger::open() {
    auto opened = open_desk_on(*disk_, place_->path());
    if (lost_power()) {
        opened = Error(ErrorCode::kShuttingDown);  // closes it
        return restart();
    }
    if (!opened.ok() && is_faulty()) {
        trouble_ = {};
        opened = open_desk_on(*disk_, place_->path());
    }
    desk_ = TRY(std::move(opened));
    return {};
}

Result<void> TroubledLedger::reopen() {
    desk_.reset();
    return lost_power() ? restart() : open();
}

Result<void> TroubledLedger::reopen_without_image() {
    desk_.reset();
    place_.emplace();
    return reopen();
}

Result<void> TroubledLedger::kill() {
    go_on_with(disk_->after_kill());
    return open();
}

Result<void> TroubledLedger::restart() {
    go_on_with(std::move(after_cut_));
    return open();
}

std::string TroubledLedger::bytes_of_file(std::string const& ending) const {
    auto const bytes = disk_->read(kLivedLedger + ending);
    return bytes.ok() ? *bytes : std::string();
}

}  // namespace agglo
