#include "power_cuts.h"

#include <sqlite3.h>
#include <string_view>

namespace agglo {

PowerCuts::PowerCuts(SimulatedDisk& disk, DiskCheck check, uint64_t seed)
    : disk_(disk), check_(std::move(check)), random_(seed) {
    disk_.before_step = [this](SimulatedStep const& step) {
        if (!looks_at || looks_at(step)) look();
        return swallows && swallows(step) ? Fault::kSwallowed : Fault::kNone;
    };
}

void PowerCuts::look() {
    look_with(Survival::kNothing);
    look_with(Survival::kEverything);
    for (int i = 0; i < kRandomCuts; ++i) look_with(Survival::kSome);
}

void PowerCuts::look_with(Survival survival) {
    if (broken_) return;
    ++looks_;
    auto const after = disk_.after_power_cut(random_, survival);
    if (auto why = check_(*after)) {
        broken_ = "at step " + std::to_string(disk_.steps()) + ": " + *why;
    }
}

namespace {

/// Lets every pragma pass but the one that would turn syncing on again.
int keep_off(void*, int action, char const* name, char const* value, char const*, char const*) {
    bool const turns_on =
        action == SQLITE_PRAGMA && value && std::string_view(name) == "synchronous";
    return turns_on ? SQLITE_IGNORE : SQLITE_OK;
}

int turn_off(sqlite3* database, char**, void const*) {
    int const code = sqlite3_exec(database, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? sqlite3_set_authorizer(database, keep_off, nullptr) : code;
}

void (*entry_point())() {
    return reinterpret_cast<void (*)()>(turn_off);
}

}  // namespace

SynchronousOff::SynchronousOff() {
    sqlite3_auto_extension(entry_point());
}

SynchronousOff::~SynchronousOff() {
    sqlite3_cancel_auto_extension(entry_point());
}

}  // namespace agglo
