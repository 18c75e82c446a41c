#include "column/chunk.h"

#include <algorithm>
#include <cstring>

namespace agglo {

size_t width_of(Storage storage) {
    switch (storage) {
        case Storage::kBool8: return 1;
        case Storage::kInt32:
        case Storage::kCode32: return 4;
        case Storage::kInt64: return 8;
    }
    return 8;
}

Chunk::Chunk(Storage storage, size_t capacity)
    : storage_(storage),
      capacity_(static_cast<uint32_t>(capacity)),
      data_(capacity * width_of(storage)) {
    AGGLO_ASSERT(capacity <= kChunkRows);
}

Chunk::Chunk(Chunk const& other, size_t rows, size_t capacity) : Chunk(other.storage_, capacity) {
    AGGLO_ASSERT(rows <= other.capacity() && rows <= capacity);
    std::memcpy(data_.get(), other.data_.get(), rows * width_of(storage_));
    for (size_t word = 0; word * 64 < rows; ++word) {
        size_t const left = rows - word * 64;
        uint64_t const keep = left >= 64 ? ~uint64_t{0} : (uint64_t{1} << left) - 1;
        mask_[word] = other.mask_word(word) & keep;
    }
}

int64_t Chunk::wide(size_t row) const {
    switch (storage_) {
        case Storage::kBool8: return values<uint8_t>()[row];
        case Storage::kInt32: return values<int32_t>()[row];
        case Storage::kInt64: return values<int64_t>()[row];
        case Storage::kCode32: return values<uint32_t>()[row];
    }
    return 0;
}

ChunkBounds Chunk::bounds(size_t rows) const {
    if (bounded_.load(std::memory_order_acquire))
        return {low_.load(std::memory_order_relaxed), high_.load(std::memory_order_relaxed)};
    ChunkBounds bounds;
    with_values(*this, [&](auto const* values) {
        for (size_t row = 0; row < rows; ++row) {
            auto const value = static_cast<int64_t>(values[row]);
            bounds.low = std::min(bounds.low, value);
            bounds.high = std::max(bounds.high, value);
        }
    });
    if (rows == kChunkRows) {
        low_.store(bounds.low, std::memory_order_relaxed);
        high_.store(bounds.high, std::memory_order_relaxed);
        bounded_.store(true, std::memory_order_release);
    }
    return bounds;
}

}  // namespace agglo
