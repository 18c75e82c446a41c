#pragma once
// SortKeys: the collation keys of a dictionary's texts, made when an order first asks for them and
// then kept: making one takes about a microsecond, comparing two a few nanoseconds.
//
//   keys.of(code, text) < keys.of(other, other_text);     // pinyin order (base/text.h)
//
// Any thread may ask; nobody waits.
#include <array>
#include <atomic>
#include <string>
#include <string_view>

#include "column/code_place.h"

namespace agglo {

class SortKeys {
public:
    /// A text's key is of as many of its bytes and as long at most.
    static constexpr size_t kBytesMax = 400;

    SortKeys() = default;
    ~SortKeys();
    SortKeys(SortKeys const&) = delete;
    SortKeys& operator=(SortKeys const&) = delete;

    /// `text` is the same for a code every time. The key lives as long as this does.
    std::string_view of(uint32_t code, std::string_view text) const;
    size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

private:
    using Slot = std::atomic<std::string const*>;

    Slot& slot(uint32_t code) const;

    mutable std::array<std::atomic<Slot*>, CodePlace::kBlocks> blocks_{};
    mutable std::atomic<size_t> bytes_{0};
};

}  // namespace agglo
