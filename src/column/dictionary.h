#pragma once
// Dictionary: the distinct texts of one column, each under a code that never changes. Append-only
// and shared by all snapshots; the writer adds while readers read, and as-of snapshots, made by
// readers, may add too.
//
//   uint32_t const code = names.add("四会市");    // the same code every time
//   names.at(code);                               // "四会市"
//   names.find("端州区");                         // nothing, if it was never added
//   names.add_all(texts, codes);                  // many at once, for replay
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "column/sort_keys.h"

namespace agglo {

class TextIndex;

class Dictionary {
public:
    static constexpr uint32_t kNone = 0xFFFFFFFF;

    Dictionary();
    ~Dictionary();
    Dictionary(Dictionary const&) = delete;
    Dictionary& operator=(Dictionary const&) = delete;

    /// Safe beside other threads that add or read.
    uint32_t add(std::string_view text);
    /// `add` for each text in order; codes has as many elements. Memory is asked for ahead, so many
    /// texts wait for it together.
    void add_all(std::span<std::string_view const> texts, std::span<uint32_t> codes);
    /// Gives an empty dictionary its texts, which stand one after another in `bytes`; they take the
    /// codes 0, 1, 2 … and must be distinct. The lengths must add up to bytes.size().
    void fill(std::string_view bytes, std::span<uint32_t const> lengths);
    /// The text of a code below size(). Safe beside the writer.
    std::string_view at(uint32_t code) const;
    std::optional<uint32_t> find(std::string_view text) const;
    /// Compares by bytes as readers order the texts (SortKeys). Safe beside the writer.
    std::string_view sort_key(uint32_t code) const { return sort_keys_.of(code, at(code)); }
    /// Finds texts by what they contain. Grows with the dictionary when it is told to.
    TextIndex& index() const { return *text_index_; }
    /// Sets marked[code] for every code below marked.size() whose text, folded (base/text.h),
    /// contains the folded needle: looks at each, the slow twin of the index.
    void mark_containing(std::string_view folded_needle, std::vector<uint8_t>& marked) const;

    uint32_t size() const { return size_.load(std::memory_order_acquire); }
    size_t bytes() const;

private:
    struct Text {
        char const* data;
        uint32_t length;
    };
    /// Of the index: which text, and part of its hash, so that few texts are compared in vain.
    struct Slot {
        uint32_t code = kNone;  ///< kNone: free
        uint32_t tag = 0;
    };

    uint32_t add_tagged(std::string_view text, uint32_t tag);
    Text& new_text(uint32_t code);
    char const* store(std::string_view text);
    void grow_index();
    void index_distinct(std::span<uint32_t const> tags, uint32_t first_code);
    size_t probe(std::string_view text, uint32_t tag) const;
    Text& text_of(uint32_t code) const;

    std::array<std::atomic<Text*>, CodePlace::kBlocks> blocks_{};
    std::atomic<uint32_t> size_{0};
    std::atomic<size_t> bytes_{0};
    mutable std::shared_mutex index_mutex_;  // guards index_ and adding
    std::vector<Slot> index_;                // open addressing, at most half full
    std::vector<std::unique_ptr<char[]>> arenas_;
    size_t arena_left_ = 0;
    char* arena_next_ = nullptr;
    SortKeys sort_keys_;
    std::unique_ptr<TextIndex> text_index_;
};

}  // namespace agglo
