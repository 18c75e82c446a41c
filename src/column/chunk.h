#pragma once
// Chunk: up to kChunkRows values of one column with a mask of the rows that have a value.
//
// A chunk is filled at its tail in place by the single writer and copied before a published row
// changes, so readers never see a value move. The mask words are read and written as relaxed
// atomics because the last word of a tail chunk holds the bits of published and of not yet
// published rows.
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/assert.h"
#include "column/chunk_memory.h"

namespace agglo {

inline constexpr size_t kChunkRows = 2048;
inline constexpr size_t kMaskWords = kChunkRows / 64;

/// How a column's values lie in memory.
enum class Storage : uint8_t {
    kBool8,   ///< uint8_t 0 or 1
    kInt32,   ///< int32_t: dates
    kInt64,   ///< int64_t: integers, scaled decimals, references, instants
    kCode32,  ///< uint32_t: position in the column's Dictionary
};

size_t width_of(Storage storage);

/// Between which values all of a chunk's lie, the 0 of rows without one included.
struct ChunkBounds {
    int64_t low = 0;
    int64_t high = 0;
};

class Chunk {
public:
    Chunk(Storage storage, size_t capacity);
    /// A copy of the first `rows` rows, with room for `capacity`.
    Chunk(Chunk const& other, size_t rows, size_t capacity);

    size_t capacity() const { return capacity_; }
    Storage storage() const { return storage_; }

    uint64_t mask_word(size_t word) const {
        return std::atomic_ref(const_cast<uint64_t&>(mask_[word])).load(std::memory_order_relaxed);
    }
    bool has(size_t row) const { return (mask_word(row / 64) >> (row % 64) & 1) != 0; }

    template <class T>
    T const* values() const {
        return reinterpret_cast<T const*>(data_.get());
    }
    /// The value widened to int64 whatever the storage; 0 where has(row) is false, so that sums
    /// need not look.
    int64_t wide(size_t row) const;

    /// Of the first `rows` rows, or of more. Those of a full chunk are looked for once.
    ChunkBounds bounds(size_t rows) const;

    /// Writer only: `row` is not published, or this chunk is the writer's own copy.
    void set(size_t row, int64_t value) {
        write(row, value);
        set_bit(row, true);
    }
    void clear(size_t row) {
        write(row, 0);
        set_bit(row, false);
    }

    /// For filling a chunk that nobody else has yet: the values' memory and the mask's words. A
    /// value whose bit is off must be left 0.
    std::byte* raw_values() { return data_.get(); }
    std::span<uint64_t, kMaskWords> raw_mask() { return mask_; }

    size_t bytes() const { return capacity_ * width_of(storage_) + sizeof(Chunk); }

private:
    void write(size_t row, int64_t value);
    void set_bit(size_t row, bool on);
    void forget_bounds() { bounded_.store(false, std::memory_order_relaxed); }

    Storage storage_;
    uint32_t capacity_;
    uint64_t mask_[kMaskWords] = {};
    ChunkMemory data_;
    mutable std::atomic<bool> bounded_{false};  ///< low_ and high_ hold for all rows
    mutable std::atomic<int64_t> low_{0};
    mutable std::atomic<int64_t> high_{0};
};

inline void Chunk::write(size_t row, int64_t value) {
    forget_bounds();
    switch (storage_) {
        case Storage::kBool8:
            reinterpret_cast<uint8_t*>(data_.get())[row] = static_cast<uint8_t>(value);
            break;
        case Storage::kInt32:
            reinterpret_cast<int32_t*>(data_.get())[row] = static_cast<int32_t>(value);
            break;
        case Storage::kInt64: reinterpret_cast<int64_t*>(data_.get())[row] = value; break;
        case Storage::kCode32:
            reinterpret_cast<uint32_t*>(data_.get())[row] = static_cast<uint32_t>(value);
            break;
    }
}

inline void Chunk::set_bit(size_t row, bool on) {
    std::atomic_ref word(mask_[row / 64]);
    uint64_t const bit = uint64_t{1} << (row % 64);
    uint64_t const old = word.load(std::memory_order_relaxed);
    word.store(on ? old | bit : old & ~bit, std::memory_order_relaxed);
}

/// Calls use(typed pointer) with the chunk's values in their own type: a loop decides on its type
/// once.
template <class Use>
void with_values(Chunk const& chunk, Use&& use) {
    switch (chunk.storage()) {
        case Storage::kBool8: return use(chunk.values<uint8_t>());
        case Storage::kInt32: return use(chunk.values<int32_t>());
        case Storage::kInt64: return use(chunk.values<int64_t>());
        case Storage::kCode32: return use(chunk.values<uint32_t>());
    }
}

}  // namespace agglo
