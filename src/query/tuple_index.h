#pragma once
// TupleIndex: numbers for distinct tuples of small numbers, in the order they were first met: what
// memos of many records are looked up by.
//
//   TupleIndex seen(3);
//   auto const [number, added] = seen.number_of(tuple);   // 0, true
#include <cstdint>
#include <span>
#include <vector>

namespace agglo {

class TupleIndex {
public:
    /// Tuples kept, and their bytes; one more is not taken.
    static constexpr uint32_t kTuplesMax = 1u << 19;
    static constexpr size_t kBytesMax = size_t{64} << 20;
    static constexpr uint32_t kNone = 0xFFFFFFFF;

    explicit TupleIndex(size_t width)
        : width_(width),
          most_(width > kBytesMax / 4 / kTuplesMax ? static_cast<uint32_t>(kBytesMax / 4 / width)
                                                   : kTuplesMax),
          slots_(64, kNone) {}

    struct Found {
        uint32_t number;  ///< kNone: there are too many
        bool added;
    };
    Found number_of(std::span<uint32_t const> tuple);
    uint32_t size() const { return size_; }

private:
    static uint64_t hash(std::span<uint32_t const> tuple);
    bool equals(uint32_t number, std::span<uint32_t const> tuple) const;
    void grow();

    size_t width_;
    uint32_t most_;
    uint32_t size_ = 0;
    std::vector<uint32_t> tuples_;  ///< one after another
    std::vector<uint32_t> slots_;   ///< open addressing, at most half full
};

}  // namespace agglo
