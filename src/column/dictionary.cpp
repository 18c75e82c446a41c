#include "column/dictionary.h"

#include <cstring>
#include <functional>

#include "base/assert.h"
#include "base/text.h"

namespace agglo {

namespace {

constexpr size_t kArenaBytes = 64u << 10;
constexpr size_t kIndexFirst = 16;

uint64_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

}  // namespace

Dictionary::Dictionary() : index_(kIndexFirst, kNone), hashes_(kIndexFirst) {}

Dictionary::~Dictionary() {
    for (auto& block : blocks_) delete[] block.load();
}

Dictionary::Text& Dictionary::slot(uint32_t code) const {
    auto const [block, offset] = CodePlace::of(code);
    return blocks_[block].load(std::memory_order_acquire)[offset];
}

std::string_view Dictionary::at(uint32_t code) const {
    Text const& text = slot(code);
    return {text.data, text.length};
}

size_t Dictionary::probe(std::string_view text, uint64_t hash) const {
    size_t const mask = index_.size() - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        if (index_[i] == kNone || (hashes_[i] == hash && at(index_[i]) == text)) return i;
    }
}

std::optional<uint32_t> Dictionary::find(std::string_view text) const {
    std::shared_lock const lock(index_mutex_);
    uint32_t const code = index_[probe(text, hash_of(text))];
    return code == kNone ? std::nullopt : std::optional(code);
}

uint32_t Dictionary::add(std::string_view text) {
    uint64_t const hash = hash_of(text);
    {
        std::shared_lock const lock(index_mutex_);
        if (uint32_t const known = index_[probe(text, hash)]; known != kNone) return known;
    }
    std::unique_lock const lock(index_mutex_);
    size_t at_index = probe(text, hash);  // another thread may have been quicker
    if (index_[at_index] != kNone) return index_[at_index];

    uint32_t const code = size_.load(std::memory_order_relaxed);
    auto const [block, offset] = CodePlace::of(code);
    AGGLO_ASSERT(block < CodePlace::kBlocks);
    if (offset == 0)
        blocks_[block].store(new Text[CodePlace::slots(block)], std::memory_order_release);
    slot(code) = {store(text), static_cast<uint32_t>(text.size())};
    if ((size_t{code} + 1) * 2 > index_.size()) {
        grow_index();
        at_index = probe(text, hash);
    }
    index_[at_index] = code;
    hashes_[at_index] = hash;
    size_.store(code + 1, std::memory_order_release);
    bytes_.fetch_add(text.size() + sizeof(Text) + 2 * (sizeof(uint32_t) + sizeof(uint64_t)),
                     std::memory_order_relaxed);
    return code;
}

void Dictionary::mark_containing(std::string_view folded_needle,
                                 std::vector<uint8_t>& marked) const {
    AGGLO_ASSERT(marked.size() <= size());
    std::lock_guard const lock(folded_mutex_);
    for (auto code = static_cast<uint32_t>(folded_.size()); code < marked.size(); ++code) {
        auto folded = fold_text(at(code));
        folded_.push_back(
            folded == at(code) ? nullptr : std::make_unique<std::string const>(std::move(folded)));
    }
    for (uint32_t code = 0; code < marked.size(); ++code) {
        std::string_view const text = folded_[code] ? std::string_view(*folded_[code]) : at(code);
        marked[code] =
            memmem(text.data(), text.size(), folded_needle.data(), folded_needle.size()) != nullptr;
    }
}

void Dictionary::grow_index() {
    std::vector<uint32_t> old_index(index_.size() * 2, kNone);
    std::vector<uint64_t> old_hashes(old_index.size());
    old_index.swap(index_);
    old_hashes.swap(hashes_);
    size_t const mask = index_.size() - 1;
    for (size_t i = 0; i < old_index.size(); ++i) {
        if (old_index[i] == kNone) continue;
        size_t to = old_hashes[i] & mask;
        while (index_[to] != kNone) to = (to + 1) & mask;
        index_[to] = old_index[i];
        hashes_[to] = old_hashes[i];
    }
}

char const* Dictionary::store(std::string_view text) {
    if (text.size() > arena_left_) {
        size_t const bytes = std::max(kArenaBytes, text.size());
        arenas_.push_back(std::make_unique<char[]>(bytes));
        arena_next_ = arenas_.back().get();
        arena_left_ = bytes;
    }
    char* const stored = arena_next_;
    std::memcpy(stored, text.data(), text.size());
    arena_next_ += text.size();
    arena_left_ -= text.size();
    return stored;
}

}  // namespace agglo
