#pragma once
// Dictionary: the distinct texts of one column, each under a code that never changes. Append-only
// and shared by all snapshots; the writer adds while readers read, and as-of snapshots, made by
// readers, may add too.
//
//   uint32_t const code = names.add("四会市");    // the same code every time
//   names.at(code);                               // "四会市"
//   names.find("端州区");                         // nothing, if it was never added
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "column/sort_keys.h"

namespace agglo {

class Dictionary {
public:
    static constexpr uint32_t kNone = 0xFFFFFFFF;

    Dictionary();
    ~Dictionary();
    Dictionary(Dictionary const&) = delete;
    Dictionary& operator=(Dictionary const&) = delete;

    /// Safe beside other threads that add or read.
    uint32_t add(std::string_view text);
    /// The text of a code below size(). Safe beside the writer.
    std::string_view at(uint32_t code) const;
    std::optional<uint32_t> find(std::string_view text) const;
    /// Compares by bytes as readers order the texts (SortKeys). Safe beside the writer.
    std::string_view sort_key(uint32_t code) const { return sort_keys_.of(code, at(code)); }
    /// Sets marked[code] for every code below marked.size() whose text, folded (base/text.h),
    /// contains the folded needle.
    void mark_containing(std::string_view folded_needle, std::vector<uint8_t>& marked) const;

    uint32_t size() const { return size_.load(std::memory_order_acquire); }
    size_t bytes() const { return bytes_.load(std::memory_order_relaxed) + sort_keys_.bytes(); }

private:
    struct Text {
        char const* data;
        uint32_t length;
    };
    char const* store(std::string_view text);
    void grow_index();
    size_t probe(std::string_view text, uint64_t hash) const;
    Text& slot(uint32_t code) const;

    std::array<std::atomic<Text*>, CodePlace::kBlocks> blocks_{};
    std::atomic<uint32_t> size_{0};
    std::atomic<size_t> bytes_{0};
    mutable std::shared_mutex index_mutex_;  // guards index_, hashes_ and adding
    std::vector<uint32_t> index_;            // open addressing; kNone is free
    std::vector<uint64_t> hashes_;           // of each slot in index_
    std::vector<std::unique_ptr<char[]>> arenas_;
    size_t arena_left_ = 0;
    mutable std::mutex folded_mutex_;  // guards folded_
    /// By code, as far as a search has asked: the folded text where it differs from the text.
    mutable std::vector<std::unique_ptr<std::string const>> folded_;
    char* arena_next_ = nullptr;
    SortKeys sort_keys_;
};

}  // namespace agglo
