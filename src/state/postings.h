#pragma once
// Postings: an append-only index from a 64-bit key to numbers, immutable once made. Adding makes a
// new one that shares the old runs; runs of like size are merged, so a look-up meets few of them
// and adding costs O(log n) moves per entry.
//
//   auto next = Postings::with(index, {{key, row}});
//   next->for_each(key, [&](uint64_t row) { … });
//
// Nothing is ever taken out: whoever looks up verifies what it finds against the columns of its own
// snapshot. So an older snapshot may use a newer index.
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace agglo {

class Postings {
public:
    struct Posting {
        uint64_t key;
        uint64_t number;
        friend auto operator<=>(Posting const&, Posting const&) = default;
    };

    /// `base` may be nullptr.
    static std::shared_ptr<Postings const> with(std::shared_ptr<Postings const> const& base,
                                                std::vector<Posting> added);

    /// From sorted runs, as `runs` gives them.
    static std::shared_ptr<Postings const> of_runs(std::vector<std::vector<Posting>> runs);

    /// In ascending order within a run; a number may come twice.
    void for_each(uint64_t key, std::function<void(uint64_t)> const& visit) const;
    size_t size() const;
    size_t bytes() const { return size() * sizeof(Posting); }

    using Run = std::vector<Posting>;
    std::span<std::shared_ptr<Run const> const> runs() const { return runs_; }

private:
    std::vector<std::shared_ptr<Run const>> runs_;  // largest first
};

/// Key of a value for an index of equals; equal values have equal keys.
uint64_t posting_key(class Value const& value);
/// Of the value a text stands for in the column of a text, list or geometry field.
uint64_t posting_key(struct Field const& field, std::string_view text);

}  // namespace agglo
