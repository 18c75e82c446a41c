#include "column/dictionary.h"

#include <algorithm>
#include <cstring>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/assert.h"
#include "base/text.h"
#include "column/text_index.h"

namespace agglo {

namespace {

constexpr size_t kArenaBytes = 64u << 10;
constexpr size_t kIndexFirst = 16;

/// How many texts wait for memory together.
constexpr size_t kBesideEachOther = 32;

uint32_t tag_of(std::string_view text) {
    uint64_t const hash = XXH3_64bits(text.data(), text.size());
    return static_cast<uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

Dictionary::Dictionary() : index_(kIndexFirst), text_index_(std::make_unique<TextIndex>(*this)) {}

Dictionary::~Dictionary() {
    for (auto& block : blocks_) delete[] block.load();
}

size_t Dictionary::bytes() const {
    return bytes_.load(std::memory_order_relaxed) + sort_keys_.bytes() + text_index_->bytes();
}

Dictionary::Text& Dictionary::text_of(uint32_t code) const {
    auto const [block, offset] = CodePlace::of(code);
    return blocks_[block].load(std::memory_order_acquire)[offset];
}

std::string_view Dictionary::at(uint32_t code) const {
    Text const& text = text_of(code);
    return {text.data, text.length};
}

size_t Dictionary::probe(std::string_view text, uint32_t tag) const {
    size_t const mask = index_.size() - 1;
    for (size_t i = tag & mask;; i = (i + 1) & mask) {
        auto const& slot = index_[i];
        if (slot.code == kNone || (slot.tag == tag && at(slot.code) == text)) return i;
    }
}

std::optional<uint32_t> Dictionary::find(std::string_view text) const {
    std::shared_lock const lock(index_mutex_);
    uint32_t const code = index_[probe(text, tag_of(text))].code;
    return code == kNone ? std::nullopt : std::optional(code);
}

uint32_t Dictionary::add(std::string_view text) {
    uint32_t const tag = tag_of(text);
    {
        std::shared_lock const lock(index_mutex_);
        if (uint32_t const known = index_[probe(text, tag)].code; known != kNone) return known;
    }
    std::unique_lock const lock(index_mutex_);
    return add_tagged(text, tag);  // another thread may have been quicker
}

void Dictionary::add_all(std::span<std::string_view const> texts, std::span<uint32_t> codes) {
    std::unique_lock const lock(index_mutex_);
    std::array<uint32_t, kBesideEachOther> tags;
    for (size_t first = 0; first < texts.size(); first += kBesideEachOther) {
        auto const some = texts.subspan(first, std::min(kBesideEachOther, texts.size() - first));
        for (size_t i = 0; i < some.size(); ++i) {
            tags[i] = tag_of(some[i]);
            __builtin_prefetch(&index_[tags[i] & (index_.size() - 1)]);
        }
        for (size_t i = 0; i < some.size(); ++i) codes[first + i] = add_tagged(some[i], tags[i]);
    }
}

/// The caller holds index_mutex_.
uint32_t Dictionary::add_tagged(std::string_view text, uint32_t tag) {
    size_t at_index = probe(text, tag);
    if (index_[at_index].code != kNone) return index_[at_index].code;
    uint32_t const code = size_.load(std::memory_order_relaxed);
    new_text(code) = {store(text), static_cast<uint32_t>(text.size())};
    if ((size_t{code} + 1) * 2 > index_.size()) {
        grow_index();
        at_index = probe(text, tag);
    }
    index_[at_index] = {code, tag};
    size_.store(code + 1, std::memory_order_release);
    bytes_.fetch_add(text.size() + sizeof(Text) + 2 * sizeof(Slot), std::memory_order_relaxed);
    return code;
}

Dictionary::Text& Dictionary::new_text(uint32_t code) {
    auto const [block, offset] = CodePlace::of(code);
    AGGLO_ASSERT(block < CodePlace::kBlocks);
    if (offset == 0)
        blocks_[block].store(new Text[CodePlace::slots(block)], std::memory_order_release);
    return text_of(code);
}

void Dictionary::fill(std::string_view bytes, std::span<uint32_t const> lengths) {
    std::unique_lock const lock(index_mutex_);
    AGGLO_ASSERT(size() == 0);
    arenas_.push_back(std::make_unique_for_overwrite<char[]>(bytes.size()));
    char* next = arenas_.back().get();
    std::memcpy(next, bytes.data(), bytes.size());
    auto const count = static_cast<uint32_t>(lengths.size());
    index_.assign(std::max(kIndexFirst, std::bit_ceil(lengths.size() * 2)), {});
    std::array<uint32_t, kBesideEachOther> tags;
    for (uint32_t code = 0; code < count; ++code) {
        new_text(code) = {next, lengths[code]};
        size_t const beside = code % kBesideEachOther;
        tags[beside] = tag_of({next, lengths[code]});
        __builtin_prefetch(&index_[tags[beside] & (index_.size() - 1)], 1);
        next += lengths[code];
        if (beside + 1 == kBesideEachOther || code + 1 == count)
            index_distinct({tags.data(), beside + 1}, code - static_cast<uint32_t>(beside));
    }
    AGGLO_ASSERT(next == arenas_.back().get() + bytes.size());
    size_.store(count, std::memory_order_release);
    bytes_.store(bytes.size() + count * (sizeof(Text) + 2 * sizeof(Slot)));
}

void Dictionary::index_distinct(std::span<uint32_t const> tags, uint32_t first_code) {
    size_t const mask = index_.size() - 1;
    for (size_t i = 0; i < tags.size(); ++i) {
        size_t to = tags[i] & mask;
        while (index_[to].code != kNone) to = (to + 1) & mask;
        index_[to] = {first_code + static_cast<uint32_t>(i), tags[i]};
    }
}

void Dictionary::mark_containing(std::string_view folded_needle,
                                 std::vector<uint8_t>& marked) const {
    AGGLO_ASSERT(marked.size() <= size());
    for (uint32_t code = 0; code < marked.size(); ++code) {
        auto const text = fold_text(at(code));
        marked[code] =
            memmem(text.data(), text.size(), folded_needle.data(), folded_needle.size()) != nullptr;
    }
}

void Dictionary::grow_index() {
    std::vector<Slot> old(index_.size() * 2);
    old.swap(index_);
    size_t const mask = index_.size() - 1;
    for (auto const& slot : old) {
        if (slot.code == kNone) continue;
        size_t to = slot.tag & mask;
        while (index_[to].code != kNone) to = (to + 1) & mask;
        index_[to] = slot;
    }
}

char const* Dictionary::store(std::string_view text) {
    if (text.size() > arena_left_) {
        size_t const bytes = std::max(kArenaBytes, text.size());
        arenas_.push_back(std::make_unique_for_overwrite<char[]>(bytes));
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
