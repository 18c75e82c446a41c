#pragma once
// TableIndex: which rules of a decision table may match given inputs, without asking each rule.
//
// Per input, the constants of its entries cut the line of values into cells (cells.h); for each
// cell the index keeps the set of rules whose entry holds there. A look-up takes one set an input
// and intersects them. Entries that are more than comparisons with constants (plain_entry.h) are in
// every set, and are marked: whoever looks up evaluates those for the few rules that remain. So are
// all entries of an input whose value is of another kind than its constants. Evaluating every rule
// in turn is the slow twin that tests compare with.
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "dmn/model/decision_table.h"
#include "dmn/table_index/cells.h"

namespace agglo::dmn {

/// A set of rules, 64 a word.
using RuleSet = std::vector<uint64_t>;

inline void insert(RuleSet& set, size_t rule) {
    set[rule / 64] |= uint64_t{1} << (rule % 64);
}
inline bool holds(RuleSet const& set, size_t rule) {
    return (set[rule / 64] >> (rule % 64) & 1) != 0;
}

class ColumnIndex {
public:
    ColumnIndex(DecisionTable const& table, size_t input);

    /// Whether it narrows anything down.
    bool useful() const { return plain_ > 0; }
    /// Takes the rules that cannot match `value` out of `rules`; gives those to be evaluated, null
    /// when there are none.
    RuleSet const* narrow(feel::Value const& value, RuleSet& rules) const;

    /// Sets of all cells together; a column that would need more is not indexed.
    static constexpr size_t kBytesMax = size_t{32} << 20;

private:
    void index_points(std::vector<std::optional<PlainEntry>> const& tests);
    void index_cells(std::vector<std::optional<PlainEntry>> const& tests);
    void give_up();

    size_t plain_ = 0;  ///< rules told apart by cells
    feel::Kind kind_ = feel::Kind::kNull;
    RuleSet any_;        ///< entry `-`
    RuleSet other_;      ///< entries to be evaluated
    RuleSet for_null_;   ///< rules that may match null: any, other, negated
    RuleSet test_null_;  ///< of these, those to be evaluated
    RuleSet not_any_;
    bool tests_other_ = false;
    bool tests_null_ = false;

    /// Only points: the rules of each string, or of each constant; else none but any_ and other_.
    bool points_only_ = false;
    std::unordered_map<std::string, std::vector<uint32_t>> by_string_;
    std::vector<std::vector<uint32_t>> by_constant_;
    RuleSet otherwise_;

    Cells cells_{{}};
    std::vector<uint32_t> set_of_cell_;
    std::vector<RuleSet> sets_;
};

class TableIndex {
public:
    static constexpr size_t kRulesMin = 4;

    /// Null for a table that is small, or has nothing to index.
    static std::shared_ptr<TableIndex const> build(DecisionTable const& table);

    struct Candidates {
        RuleSet rules;
        /// One an input: the rules whose entry is to be evaluated; null: none.
        std::vector<RuleSet const*> to_evaluate;
    };
    Candidates candidates(std::span<feel::Value const> inputs) const;

private:
    size_t rules_ = 0;
    std::vector<ColumnIndex> columns_;
};

}  // namespace agglo::dmn
