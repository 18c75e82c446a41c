#pragma once
// PostingList: postings as they come, before they are sorted into an index. It grows by blocks of
// pooled memory, so nothing is moved and little memory is asked of the system, which hands out new
// pages slowly.
//
//   PostingList added;
//   added.push_back({key, row});
//   auto next = Postings::with(index, sorted(added));   // posting_sort.h
#include <algorithm>
#include <memory>
#include <vector>

#include "column/chunk.h"
#include "state/postings.h"

namespace agglo {

class PostingList {
public:
    using Posting = Postings::Posting;

    void push_back(Posting const& posting) {
        if (size_ % kBlockPostings == 0) add_block();
        block(size_ / kBlockPostings)[size_ % kBlockPostings] = posting;
        ++size_;
    }
    size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    template <class Visit>
    void for_each(Visit&& visit) const {
        for (size_t first = 0; first < size_; first += kBlockPostings) {
            Posting const* const postings = block(first / kBlockPostings);
            size_t const some = std::min(kBlockPostings, size_ - first);
            for (size_t i = 0; i < some; ++i) visit(postings[i]);
        }
    }

private:
    static constexpr size_t kBlockBytes = kChunkRows * sizeof(int64_t);  // as full chunks have
    static constexpr size_t kBlockPostings = kBlockBytes / sizeof(Posting);

    void add_block() { blocks_.push_back(std::make_unique<ChunkMemory>(kBlockBytes)); }
    Posting* block(size_t index) const { return reinterpret_cast<Posting*>(blocks_[index]->get()); }

    std::vector<std::unique_ptr<ChunkMemory>> blocks_;
    size_t size_ = 0;
};

}  // namespace agglo
