#pragma once
// CodePlace: where the things that belong to a dictionary's codes lie: in blocks of 256, 512, 1024
// … so that none ever moves and no reader waits for growth.
#include <bit>
#include <cstddef>
#include <cstdint>

namespace agglo {

struct CodePlace {
    static constexpr uint32_t kFirstBlock = 256;
    static constexpr size_t kBlocks = 23;

    size_t block;
    uint32_t offset;

    static CodePlace of(uint32_t code) {
        auto const block = static_cast<size_t>(std::bit_width(code / kFirstBlock + 1) - 1);
        return {block, code - kFirstBlock * ((1u << block) - 1)};
    }
    static size_t slots(size_t block) { return size_t{kFirstBlock} << block; }
};

}  // namespace agglo
