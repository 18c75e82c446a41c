#pragma once
// GramSegment: which of some neighbouring texts of a dictionary hold which grams, packed and never
// changed: the grams in order as differences, for each the texts as a posting list.
//
//   auto const segment = GramSegment::of(dictionary, 0, 1000, GramSegment::Words::kIndexed);
//   CodeBits texts(segment->size());
//   segment->mark(grams_of_initials(z, q), texts);   // bit i: text first() + i
#include <memory>

#include "column/code_bits.h"
#include "column/gram.h"

namespace agglo {

class Dictionary;

class GramSegment {
public:
    static constexpr uint32_t kTextsMax = 1u << 16;
    static constexpr size_t kLengthCounted = 255;

    /// Whether it is told where words begin; in running text nobody asks.
    enum class Words : uint8_t { kIndexed, kLeftOut };

    /// Of the texts from `first` up to but without `end`, kTextsMax at most.
    static std::shared_ptr<GramSegment const> of(Dictionary const& texts, uint32_t first,
                                                 uint32_t end, Words words);

    uint32_t first() const { return first_; }
    uint32_t size() const { return static_cast<uint32_t>(lengths_.size()); }
    uint32_t end() const { return first_ + size(); }
    Words words() const { return words_; }
    /// Code points of a text by its place, kLengthCounted at most.
    uint8_t length(uint32_t place) const { return lengths_[place]; }
    /// Of the shortest text.
    uint8_t least_length() const { return least_length_; }
    size_t bytes() const;

    /// How many texts hold a gram.
    size_t count(Gram gram) const;
    /// Marks the texts that hold a gram of the range.
    void mark(GramRange range, CodeBits& texts) const {
        mark_if(range, texts, [](Gram) { return true; });
    }
    template <class Wanted>
    void mark_if(GramRange range, CodeBits& texts, Wanted wanted) const {
        for (Cursor cursor(*this, range.first); cursor.next() && cursor.gram() < range.end;) {
            if (cursor.gram() >= range.first && wanted(cursor.gram())) cursor.mark(texts);
        }
    }

private:
    /// Where every kStretch'th gram stands.
    struct Mark {
        Gram before;  ///< the one before it
        uint32_t directory;
        uint32_t postings;
    };
    static constexpr size_t kStretch = 64;

    /// Goes through the grams from a little before one on.
    class Cursor {
    public:
        Cursor(GramSegment const& segment, Gram from);
        bool next();
        Gram gram() const { return gram_; }
        size_t count() const { return count_; }
        void mark(CodeBits& texts) const;

    private:
        uint64_t number();

        GramSegment const& segment_;
        Gram gram_ = 0;
        size_t at_ = 0;  // in the directory
        size_t postings_ = 0;
        size_t count_ = 0;
        size_t bytes_ = 0;  // of the postings
    };

    class Builder;

    uint32_t first_ = 0;
    Words words_ = Words::kIndexed;
    std::vector<uint8_t> lengths_;  // by place
    uint8_t least_length_ = kLengthCounted;
    /// A gram: its difference to the one before, twice, and one more for several texts; then how
    /// many, and how many bytes their postings take. Of one text the postings are two bytes.
    std::vector<uint8_t> directory_;
    std::vector<uint8_t> postings_;
    std::vector<Mark> marks_;
};

}  // namespace agglo
