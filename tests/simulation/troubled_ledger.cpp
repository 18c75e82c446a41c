#include "troubled_ledger.h"

#include "state/image.h"

namespace agglo {

namespace {

bool is_of_image(std::string const& path) {
    return path.starts_with(image_path(kLivedLedger));
}

}  // namespace

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
    return leaves_out(step) ? Fault::kSwallowed : Fault::kNone;
}

bool TroubledLedger::leaves_out(SimulatedStep const& step) const {
    bool const lies = lies_ == Lies::kAll || (lies_ == Lies::kImages && is_of_image(step.path));
    return lies && step.kind == SimulatedStep::Kind::kSync;
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
    auto opened = open_desk_on(*disk_);
    if (lost_power()) {
        opened = Error(ErrorCode::kShuttingDown);  // closes it
        return restart();
    }
    if (!opened.ok() && is_faulty()) {
        trouble_ = {};
        opened = open_desk_on(*disk_);
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
    images_on(*disk_).discard();
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

std::map<std::string, std::string> TroubledLedger::files() const {
    std::map<std::string, std::string> files;
    for (auto const& folder : {folder_of(kLivedLedger), image_path(kLivedLedger) + "s"}) {
        for (auto const& member : disk_->list(folder)) {
            auto const path = folder + "/" + member.name;
            if (auto bytes = disk_->read(path); bytes.ok()) files[path] = *std::move(bytes);
        }
    }
    return files;
}

}  // namespace agglo
