#include "column/gram_segment.h"

#include <algorithm>

#include "base/assert.h"
#include "base/text.h"
#include "column/dictionary.h"
#include "column/posting_list.h"

namespace agglo {

namespace {

constexpr int kPlaceBits = 16;

void put_number(uint64_t number, std::vector<uint8_t>& out) {
    for (; number >= 0x80; number >>= 7) out.push_back(static_cast<uint8_t>(number | 0x80));
    out.push_back(static_cast<uint8_t>(number));
}

}  // namespace

/// Grams with places, sorted, into directory and postings.
class GramSegment::Builder {
public:
    explicit Builder(GramSegment& segment) : segment_(segment) {}

    void take(Dictionary const& texts, uint32_t first, uint32_t end) {
        for (uint32_t code = first; code < end; ++code) {
            auto const folded = fold_text(texts.at(code));
            auto const length = std::min(code_point_count(folded), kLengthCounted);
            segment_.lengths_.push_back(static_cast<uint8_t>(length));
            segment_.least_length_ = std::min(segment_.least_length_, segment_.lengths_.back());
            for_each_gram(folded, segment_.words_ == Words::kIndexed,
                          [&](Gram gram) { held_.push_back(gram << kPlaceBits | (code - first)); });
        }
        std::sort(held_.begin(), held_.end());
        held_.erase(std::unique(held_.begin(), held_.end()), held_.end());
    }

    void write() {
        std::vector<uint16_t> places;
        for (size_t i = 0; i < held_.size();) {
            Gram const gram = held_[i] >> kPlaceBits;
            places.clear();
            for (; i < held_.size() && held_[i] >> kPlaceBits == gram; ++i)
                places.push_back(static_cast<uint16_t>(held_[i]));
            write_gram(gram, places);
        }
        auto& postings = segment_.postings_;
        postings.resize(postings.size() + kReadAhead);
        postings.shrink_to_fit();
        segment_.directory_.shrink_to_fit();
        segment_.marks_.shrink_to_fit();
    }

private:
    void write_gram(Gram gram, std::span<uint16_t const> places) {
        auto& directory = segment_.directory_;
        auto& postings = segment_.postings_;
        if (grams_++ % kStretch == 0) {
            segment_.marks_.push_back({before_, static_cast<uint32_t>(directory.size()),
                                       static_cast<uint32_t>(postings.size())});
        }
        bool const several = places.size() > 1;
        put_number((gram - before_) * 2 + several, directory);
        before_ = gram;
        size_t const begin = postings.size();
        if (several) {
            append_postings(places, segment_.size(), postings);
            put_number(places.size(), directory);
            put_number(postings.size() - begin, directory);
        } else {
            postings.push_back(static_cast<uint8_t>(places[0]));
            postings.push_back(static_cast<uint8_t>(places[0] >> 8));
        }
    }

    GramSegment& segment_;
    std::vector<uint64_t> held_;  // gram and place
    size_t grams_ = 0;
    Gram before_ = 0;
};

std::shared_ptr<GramSegment const> GramSegment::of(Dictionary const& texts, uint32_t first,
                                                   uint32_t end, Words words) {
    AGGLO_ASSERT(first <= end && end - first <= kTextsMax);
    auto segment = std::make_shared<GramSegment>();
    segment->first_ = first;
    segment->words_ = words;
    segment->lengths_.reserve(end - first);
    Builder builder(*segment);
    builder.take(texts, first, end);
    builder.write();
    return segment;
}

size_t GramSegment::bytes() const {
    return sizeof *this + lengths_.capacity() + directory_.capacity() + postings_.capacity() +
           marks_.capacity() * sizeof(Mark);
}

size_t GramSegment::count(Gram gram) const {
    for (Cursor cursor(*this, gram); cursor.next() && cursor.gram() <= gram;) {
        if (cursor.gram() == gram) return cursor.count();
    }
    return 0;
}

GramSegment::Cursor::Cursor(GramSegment const& segment, Gram from) : segment_(segment) {
    auto const& marks = segment.marks_;
    if (marks.empty()) return;
    auto after = std::lower_bound(marks.begin(), marks.end(), from,
                                  [](Mark const& mark, Gram gram) { return mark.before < gram; });
    if (after != marks.begin()) --after;
    gram_ = after->before;
    at_ = after->directory;
    postings_ = after->postings;
}

uint64_t GramSegment::Cursor::number() {
    uint64_t number = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t const byte = segment_.directory_[at_++];
        number |= uint64_t{byte & 0x7Fu} << shift;
        if ((byte & 0x80) == 0) return number;
    }
}

bool GramSegment::Cursor::next() {
    if (at_ >= segment_.directory_.size()) return false;
    postings_ += bytes_;
    uint64_t const step = number();
    gram_ += step / 2;
    count_ = step % 2 != 0 ? number() : 1;
    bytes_ = step % 2 != 0 ? number() : 2;
    return true;
}

void GramSegment::Cursor::mark(CodeBits& texts) const {
    auto const* const bytes = segment_.postings_.data() + postings_;
    if (count_ > 1) return mark_postings(bytes, count_, texts);
    texts.set(static_cast<uint32_t>(bytes[0] | bytes[1] << 8));
}

}  // namespace agglo
