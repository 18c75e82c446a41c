#include "column/sort_keys.h"

#include <memory>

#include "base/text.h"

namespace agglo {

SortKeys::~SortKeys() {
    for (size_t block = 0; block < blocks_.size(); ++block) {
        Slot* const slots = blocks_[block].load();
        for (size_t i = 0; slots && i < CodePlace::slots(block); ++i) delete slots[i].load();
        delete[] slots;
    }
}

/// Whoever comes first puts a new block or key in its place; another's is thrown away.
SortKeys::Slot& SortKeys::slot(uint32_t code) const {
    auto const [block, offset] = CodePlace::of(code);
    Slot* slots = blocks_[block].load(std::memory_order_acquire);
    if (!slots) {
        auto made = std::make_unique<Slot[]>(CodePlace::slots(block));
        if (blocks_[block].compare_exchange_strong(slots, made.get(), std::memory_order_acq_rel)) {
            slots = made.release();
            bytes_.fetch_add(CodePlace::slots(block) * sizeof(Slot), std::memory_order_relaxed);
        }
    }
    return slots[offset];
}

std::string_view SortKeys::of(uint32_t code, std::string_view text) const {
    Slot& place = slot(code);
    std::string const* key = place.load(std::memory_order_acquire);
    if (!key) {
        auto const whole = collation_key(text.substr(0, kBytesMax));
        auto made = std::make_unique<std::string const>(whole, 0, kBytesMax);
        if (place.compare_exchange_strong(key, made.get(), std::memory_order_acq_rel)) {
            key = made.release();
            bytes_.fetch_add(key->capacity() + sizeof(std::string), std::memory_order_relaxed);
        }
    }
    return *key;
}

}  // namespace agglo
