#include "query/field_search.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace agglo {

namespace {

constexpr uint8_t kNoRank = 0xFF;
constexpr size_t kRowMax = (size_t{1} << kRowBits) - 1;
constexpr size_t kLengths = GramSegment::kLengthCounted + 1;

size_t length_in(KeyedRow keyed) {
    return keyed >> kRowBits & 0xFF;
}

}  // namespace

KeyedRow keyed_row(uint8_t rank, uint8_t weight, size_t length, size_t row) {
    return (KeyedRow{rank} << 16 | KeyedRow{weight} << 8 | KeyedRow{length}) << kRowBits | row;
}

/// The least of those offered above one, sorted out now and then.
class FieldSearch::Least {
public:
    Least(KeyedRow after, size_t size, std::function<bool(size_t)> const& shown)
        : after_(after), size_(std::max<size_t>(size, 1)), shown_(shown) {}

    KeyedRow after() const { return after_; }
    /// What is not below it cannot enter any more.
    KeyedRow bound() const { return bound_; }
    void offer(Candidate candidate) {
        if (candidate.row >= bound_ || candidate.row <= after_) return;
        if (!shown_(row_of(candidate.row))) return;
        found_.push_back(candidate);
        if (found_.size() >= size_ * 2) shrink();
    }
    std::vector<Candidate> take() {
        if (found_.size() > size_) shrink();
        std::sort(found_.begin(), found_.end());
        return std::move(found_);
    }

private:
    void shrink() {
        auto const last = found_.begin() + static_cast<std::ptrdiff_t>(size_);
        std::nth_element(found_.begin(), last, found_.end());
        bound_ = last->row;
        found_.resize(size_);
    }

    KeyedRow const after_;
    size_t const size_;
    std::function<bool(size_t)> const& shown_;
    KeyedRow bound_ = kNoBound;
    std::vector<Candidate> found_;
};

FieldSearch::FieldSearch(Table const& table, SearchedField const& field, NeedleGrams const& needle,
                         std::function<bool(size_t)> shown)
    : table_(table),
      field_(field),
      shown_(std::move(shown)),
      texts_(table.dictionary(field.field)),
      grams_(needle),
      segments_(texts_.index().segments()),
      lists_(texts_.index().rows()),
      kept_(segments_->size()),
      indexed_(text_count(*segments_)) {
    find_unlisted();
    look_at_unindexed();
}

void FieldSearch::find_unlisted() {
    for (size_t group = 0; group < table_.groups(); ++group) {
        listed_.push_back(lists_ && lists_->covers(table_, group));
        Chunk const* const chunk = table_.chunk(group, field_.field);
        if (listed_.back() || !chunk) continue;
        auto const* const codes = chunk->values<uint32_t>();
        for (size_t row = 0; row < table_.group_rows(group); ++row) {
            if (chunk->has(row))
                unlisted_.push_back({codes[row], static_cast<uint32_t>(group * kChunkRows + row)});
        }
    }
}

void FieldSearch::look_at_unindexed() {
    for (uint32_t code = indexed_; code < texts_.size(); ++code) {
        uint8_t const rank = rank_of(code);
        if (rank == kNoRank) continue;
        size_t const length = code_point_count(fold_text(texts_.at(code)));
        unindexed_.push_back(
            {code, rank, static_cast<uint8_t>(std::min(length, GramSegment::kLengthCounted))});
    }
}

uint8_t FieldSearch::rank_of(uint32_t code) const {
    auto match = grams_.needle().match(fold_text(texts_.at(code)));
    if (!match) return kNoRank;
    if (field_.running()) match->kind = std::max(match->kind, MatchKind::kPart);
    return match->rank();
}

bool FieldSearch::fits(uint32_t code, uint8_t rank) {
    if (code >= indexed_) return true;
    auto const [known, added] = ranks_.try_emplace(code, kNoRank);
    if (added) known->second = rank_of(code);
    return known->second == rank;
}

std::vector<FieldSearch::Part> FieldSearch::parts_of(uint8_t rank) {
    std::vector<Part> parts;
    for (size_t i = 0; i < segments_->size(); ++i) {
        auto const& segment = (*segments_)[i];
        auto texts = grams_.fitting(*segment, rank, field_.running(), kept_[i]);
        if (texts.any()) parts.push_back({segment->first(), segment.get(), std::move(texts)});
    }
    if (unindexed_.empty()) return parts;
    CodeBits late(unindexed_.back().code - indexed_ + 1);
    for (auto const& text : unindexed_) {
        if (text.rank == rank) late.set(text.code - indexed_);
    }
    if (late.any()) parts.push_back({indexed_, nullptr, std::move(late)});
    return parts;
}

size_t FieldSearch::length_of(Part const& part, uint32_t place) const {
    if (part.segment) return part.segment->length(place);
    return std::lower_bound(unindexed_.begin(), unindexed_.end(), part.first + place,
                            [](Text const& text, uint32_t code) { return text.code < code; })
        ->length;
}

FieldSearch::Found FieldSearch::fitting(uint8_t rank, size_t enough) {
    constexpr size_t kMore = 4;
    Found found;
    auto const parts = parts_of(rank);
    if (parts.empty()) return found;
    KeyedRow after = keyed(rank, 0, 0);
    after = after > 0 ? after - 1 : 0;
    for (size_t size = enough + 1; found.rows.size() < enough; size *= kMore) {
        std::vector<Candidate> candidates;
        found.complete_to = next(parts, rank, after, size, candidates);
        for (auto const& candidate : candidates) {
            if (found.rows.size() == enough) {
                found.complete_to = found.rows.back();
                break;
            }
            if (fits(candidate.code, rank)) found.rows.push_back(candidate.row);
        }
        if (found.complete_to == kNoBound) break;
        after = found.complete_to;
    }
    return found;
}

KeyedRow FieldSearch::next(std::vector<Part> const& parts, uint8_t rank, KeyedRow after,
                           size_t size, std::vector<Candidate>& found) const {
    // How many texts there are of each length says which lengths are enough for now.
    std::array<size_t, kLengths> counts{};
    for (auto const& part : parts) {
        if (part.segment) {
            part.texts.for_each(
                [&, &of = *part.segment](uint32_t place) { ++counts[of.length(place)]; });
        } else {
            part.texts.for_each([&](uint32_t place) { ++counts[length_of(part, place)]; });
        }
    }
    size_t last = 0;
    for (size_t length = 0; length < kLengths; ++length) {
        if (counts[length] > 0) last = length;
    }
    size_t length_max = length_in(after + 1);
    for (size_t seen = counts[length_max]; seen < size && length_max < last;)
        seen += counts[++length_max];
    Least least(after, size, shown_);
    for (auto const& part : parts) offer_listed(part, rank, length_max, least);
    offer_unlisted(parts, rank, length_max, least);
    found = least.take();
    if (least.bound() != kNoBound) return found.back().row;
    return length_max < last ? keyed(rank, length_max, kRowMax) : kNoBound;
}

void FieldSearch::offer_listed(Part const& part, uint8_t rank, size_t length_max,
                               Least& least) const {
    if (!lists_) return;
    size_t const length_min = std::max<size_t>(length_in(least.after() + 1),
                                               part.segment ? part.segment->least_length() : 0);
    for (uint32_t from = 0; from < part.texts.size(); from += RowLists::kCodeBlock) {
        uint32_t const end = std::min(from + RowLists::kCodeBlock, part.texts.size());
        uint32_t const least_row =
            std::min(lists_->least_row((part.first + from) / RowLists::kCodeBlock),
                     lists_->least_row((part.first + end - 1) / RowLists::kCodeBlock));
        if (keyed(rank, length_min, least_row) >= least.bound()) continue;
        part.texts.for_each_between(from, end, [&](uint32_t place) {
            size_t const length = length_of(part, place);
            if (length < length_min || length > length_max) return;
            uint32_t const code = part.first + place;
            for (size_t i = lists_->begin(code); i < lists_->end(code); ++i) {
                size_t const row = lists_->row(i);
                KeyedRow const keyed_here = keyed(rank, length, row);
                if (keyed_here >= least.bound()) break;
                size_t const group = row / kChunkRows;
                if (group < listed_.size() && listed_[group]) least.offer({keyed_here, code});
            }
        });
    }
}

void FieldSearch::offer_unlisted(std::vector<Part> const& parts, uint8_t rank, size_t length_max,
                                 Least& least) const {
    size_t const length_min = length_in(least.after() + 1);
    for (auto const& [code, row] : unlisted_) {
        auto part = std::upper_bound(parts.begin(), parts.end(), code,
                                     [](uint32_t c, Part const& p) { return c < p.first; });
        if (part == parts.begin()) continue;
        --part;
        uint32_t const place = code - part->first;
        if (place >= part->texts.size() || !part->texts.test(place)) continue;
        size_t const length = length_of(*part, place);
        if (length >= length_min && length <= length_max)
            least.offer({keyed(rank, length, row), code});
    }
}

}  // namespace agglo
