#pragma once
// FieldSearch: the rows of one searched column whose text fits a needle, rank by rank, in order and
// only as far as asked: from the text index to candidates, from these to rows (by the lists of rows
// where a table has not changed since, by looking at the rows elsewhere), and only then to texts.
//
//   FieldSearch search(table, field, grams, [&](size_t row) { return may_read(row); });
//   auto const best = search.fitting(rank, 200);    // the 200 best rows of that rank, or all
#include <functional>
#include <unordered_map>

#include "query/searched_field.h"

namespace agglo {

/// A row under the key of its hit: rank, weight of the field, length, then its number.
using KeyedRow = uint64_t;
inline constexpr int kRowBits = 40;
inline constexpr KeyedRow kNoBound = ~KeyedRow{0};

inline size_t row_of(KeyedRow keyed) {
    return keyed & ((KeyedRow{1} << kRowBits) - 1);
}
KeyedRow keyed_row(uint8_t rank, uint8_t weight, size_t length, size_t row);

class FieldSearch {
public:
    FieldSearch(Table const& table, SearchedField const& field, NeedleGrams const& needle,
                std::function<bool(size_t)> shown);

    struct Found {
        std::vector<KeyedRow> rows;       ///< in order
        KeyedRow complete_to = kNoBound;  ///< up to here none is missing
    };
    /// Rows that are shown and whose text fits best with this rank: all, or `enough`.
    Found fitting(uint8_t rank, size_t enough);

private:
    struct Candidate {
        KeyedRow row;
        uint32_t code;
        auto operator<=>(Candidate const&) const = default;
    };
    class Least;
    /// Texts of a stretch of codes that may have the rank.
    struct Part {
        uint32_t first;  ///< code
        GramSegment const*
            segment;  ///< nullptr: of codes that are not indexed; their texts are known to fit
        CodeBits texts;
    };
    struct Unlisted {
        uint32_t code;
        uint32_t row;
    };

    void find_unlisted();
    void look_at_unindexed();
    std::vector<Part> parts_of(uint8_t rank);
    size_t length_of(Part const& part, uint32_t place) const;
    /// The least `size` candidates after one; where they end.
    KeyedRow next(std::vector<Part> const& parts, uint8_t rank, KeyedRow after, size_t size,
                  std::vector<Candidate>& found) const;
    void offer_listed(Part const& part, uint8_t rank, size_t length_max, Least& least) const;
    void offer_unlisted(std::vector<Part> const& parts, uint8_t rank, size_t length_max,
                        Least& least) const;
    bool fits(uint32_t code, uint8_t rank);
    uint8_t rank_of(uint32_t code) const;
    KeyedRow keyed(uint8_t rank, size_t length, size_t row) const {
        return keyed_row(rank, field_.weight, length, row);
    }

    Table const& table_;
    SearchedField const field_;
    std::function<bool(size_t)> const shown_;
    Dictionary const& texts_;
    NeedleGrams const& grams_;
    std::shared_ptr<TextIndex::Segments const> const segments_;
    std::shared_ptr<RowLists const> const lists_;
    std::vector<NeedleGrams::Kept> kept_;  // by segment
    std::vector<uint8_t> listed_;          // by group: its rows are those of the lists
    std::vector<Unlisted> unlisted_;       // rows of the other groups
    uint32_t const indexed_;
    struct Text {
        uint32_t code;
        uint8_t rank;
        uint8_t length;
    };
    std::vector<Text> unindexed_;  // those that fit, by code
    std::unordered_map<uint32_t, uint8_t>
        ranks_;  // by code, of texts looked at; kNoRank: does not fit
};

}  // namespace agglo
