#include "simulated_file.h"

#include <algorithm>

namespace agglo {

namespace {

constexpr size_t kSector = SimulatedFile::kSectorBytes;

/// Which of `count` states since the last sync is found on the disk; 0 is the state at that sync.
size_t surviving_state(Random& random, Survival survival, size_t count) {
    if (survival == Survival::kNothing) return 0;
    if (survival == Survival::kEverything || random.chance(1, 2)) return count;
    return static_cast<size_t>(random.between(0, static_cast<int64_t>(count)));
}

/// What of `sector` lies within `bytes`.
void overlay(std::string& bytes, size_t sector, std::string_view content) {
    size_t const begin = sector * kSector;
    if (begin >= bytes.size()) return;
    bytes.replace(begin, std::min(content.size(), bytes.size() - begin),
                  content.substr(0, bytes.size() - begin));
}

}  // namespace

void SimulatedFile::touch(size_t begin, size_t end) {
    if (begin >= end) return;
    for (size_t sector = begin / kSector; sector * kSector < end; ++sector) {
        auto& [versions, is_dropped] = unsynced_[sector];
        size_t const at = sector * kSector;
        versions.push_back(at < now_.size() ? now_.substr(at, kSector) : std::string());
        versions.back().resize(kSector, '\0');
        is_dropped = false;
    }
}

void SimulatedFile::write(size_t offset, std::string_view bytes) {
    if (offset + bytes.size() > now_.size()) {
        now_.resize(offset + bytes.size(), '\0');
        sizes_.push_back(now_.size());
    }
    now_.replace(offset, bytes.size(), bytes);
    touch(offset, offset + bytes.size());
}

void SimulatedFile::truncate(size_t size) {
    size_t const before = now_.size();
    now_.resize(size, '\0');
    sizes_.push_back(size);
    touch(std::min(size, before), std::max(size, before));
}

void SimulatedFile::sync() {
    durable_.resize(now_.size(), '\0');
    std::erase_if(unsynced_, [this](auto const& entry) {
        auto const& [sector, state] = entry;
        if (!state.is_dropped) overlay(durable_, sector, state.versions.back());
        return !state.is_dropped;
    });
    sizes_.clear();
}

void SimulatedFile::fail_sync() {
    for (auto& [sector, state] : unsynced_) state.is_dropped = true;
}

std::string SimulatedFile::after_power_cut(Random& random, Survival survival) const {
    std::string bytes = durable_;
    size_t const size = surviving_state(random, survival, sizes_.size());
    if (size > 0) bytes.resize(sizes_[size - 1], '\0');
    for (auto const& [sector, state] : unsynced_) {
        size_t const version = surviving_state(random, survival, state.versions.size());
        if (version > 0) overlay(bytes, sector, state.versions[version - 1]);
    }
    return bytes;
}

}  // namespace agglo
