#pragma once
// ChunkMemory: the bytes of a chunk's values, zeroed. Those of full chunks come from blocks of huge
// pages: a scan of a million rows touches thousands of small pages otherwise, and finding those
// costs as much as reading them.
//
//   ChunkMemory memory(kChunkRows * 8);
//   memory.get();
//
// Blocks are kept for the next chunk of the same size, not given back to the system.
#include <cstddef>

namespace agglo {

class ChunkMemory {
public:
    explicit ChunkMemory(size_t size);
    ~ChunkMemory();
    ChunkMemory(ChunkMemory const&) = delete;
    ChunkMemory& operator=(ChunkMemory const&) = delete;

    std::byte* get() const { return bytes_; }

private:
    std::byte* bytes_;
    size_t size_;
};

}  // namespace agglo
