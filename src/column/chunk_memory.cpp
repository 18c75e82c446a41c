#include "column/chunk_memory.h"

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace agglo {

namespace {

constexpr size_t kBlockBytes = 2u << 20;                            // a huge page
constexpr size_t kPooledSizes[] = {2u << 10, 8u << 10, 16u << 10};  // full chunks of 1, 4, 8 bytes

/// Pieces of one size.
class Pool {
public:
    std::byte* take(size_t size) {
        std::lock_guard const lock(mutex_);
        if (free_.empty()) add_block(size);
        std::byte* const piece = free_.back();
        free_.pop_back();
        return piece;
    }
    void give(std::byte* piece) {
        std::lock_guard const lock(mutex_);
        free_.push_back(piece);
    }

private:
    void add_block(size_t size) {
        auto* const block = static_cast<std::byte*>(std::aligned_alloc(kBlockBytes, kBlockBytes));
        if (!block) throw std::bad_alloc();
        (void)madvise(block, kBlockBytes, MADV_HUGEPAGE);  // where there are none it does without
        blocks_.push_back(block);
        free_.reserve(blocks_.size() * (kBlockBytes / size));
        for (size_t at = kBlockBytes; at > 0; at -= size) free_.push_back(block + at - size);
    }

    std::mutex mutex_;
    std::vector<std::byte*> free_;
    std::vector<std::byte*> blocks_;
};

/// nullptr: chunks of this size are allocated one by one. So are all under the address sanitizer,
/// which then sees who reads what is gone.
Pool* pool_of([[maybe_unused]] size_t size) {
#ifndef __SANITIZE_ADDRESS__
    static auto* const pools = new Pool[std::size(kPooledSizes)];  // outlives every snapshot
    for (size_t i = 0; i < std::size(kPooledSizes); ++i) {
        if (kPooledSizes[i] == size) return &pools[i];
    }
#endif
    return nullptr;
}

}  // namespace

ChunkMemory::ChunkMemory(size_t size) : size_(size) {
    Pool* const pool = pool_of(size);
    bytes_ = pool ? pool->take(size) : static_cast<std::byte*>(::operator new(size));
    std::memset(bytes_, 0, size);
}

ChunkMemory::~ChunkMemory() {
    Pool* const pool = pool_of(size_);
    pool ? pool->give(bytes_) : ::operator delete(bytes_);
}

}  // namespace agglo
