#include "dmn/table_index/table_index.h"

#include <algorithm>
#include <map>

namespace agglo::dmn {

using feel::Kind;
using feel::Value;

namespace {

size_t words_for(size_t rules) {
    return (rules + 63) / 64;
}

void intersect(RuleSet& into, RuleSet const& with) {
    for (size_t i = 0; i < into.size(); ++i) into[i] &= with[i];
}

bool is_empty(RuleSet const& set) {
    return std::all_of(set.begin(), set.end(), [](uint64_t word) { return word == 0; });
}

using Tests = std::vector<std::optional<PlainEntry>>;

bool only_points(Tests const& tests) {
    for (auto const& test : tests) {
        if (!test || test->any) continue;
        if (test->negated) return false;
        for (auto const& interval : test->intervals) {
            if (!interval.is_point()) return false;
        }
    }
    return true;
}

std::vector<Value> constants_of(Tests const& tests) {
    std::vector<Value> constants;
    for (auto const& test : tests) {
        if (!test) continue;
        for (auto const& interval : test->intervals) {
            if (!interval.low.is_null()) constants.push_back(interval.low);
            if (!interval.high.is_null()) constants.push_back(interval.high);
        }
    }
    return constants;
}

}  // namespace

ColumnIndex::ColumnIndex(DecisionTable const& table, size_t input) {
    auto const rules = table.rules.size();
    for (auto* set : {&any_, &other_, &for_null_, &test_null_, &not_any_}) {
        set->resize(words_for(rules));
    }
    Tests tests;
    for (auto const& rule : table.rules) {
        auto test = plain_entry(rule.tests[input]);
        if (test && !test->any) {
            auto const kind = test->intervals.front().kind();
            if (kind_ == Kind::kNull) kind_ = kind;
            if (kind_ != kind) test.reset();
        }
        tests.push_back(std::move(test));
    }
    for (size_t i = 0; i < rules; ++i) {
        auto const& test = tests[i];
        insert(test && test->any ? any_ : not_any_, i);
        if (!test) insert(other_, i);
        if (!test || test->negated) insert(test_null_, i);
        if (!test || test->negated || test->any) insert(for_null_, i);
        plain_ += test && !test->any ? 1 : 0;
    }
    if (!useful()) kind_ = Kind::kNull;
    if (useful()) only_points(tests) ? index_points(tests) : index_cells(tests);
    tests_other_ = !is_empty(other_);
    tests_null_ = !is_empty(test_null_);
}

void ColumnIndex::index_points(Tests const& tests) {
    points_only_ = true;
    otherwise_ = any_;
    for (size_t i = 0; i < otherwise_.size(); ++i) otherwise_[i] |= other_[i];
    bool const strings = kind_ == Kind::kString;
    if (!strings) {
        cells_ = Cells(constants_of(tests));
        by_constant_.resize(cells_.constants().size());
    }
    for (size_t i = 0; i < tests.size(); ++i) {
        if (!tests[i] || tests[i]->any) continue;
        for (auto const& interval : tests[i]->intervals) {
            auto& rules = strings ? by_string_[*interval.low.string()]
                                  : by_constant_[cells_.cell_of(interval.low) / 2];
            rules.push_back(static_cast<uint32_t>(i));
        }
    }
}

void ColumnIndex::index_cells(Tests const& tests) {
    cells_ = Cells(constants_of(tests));
    if (cells_.size() * any_.size() * sizeof(uint64_t) > kBytesMax) return give_up();
    std::vector<RuleSet> sets(cells_.size(), RuleSet(any_.size()));
    for (size_t i = 0; i < tests.size(); ++i) {
        bool const everywhere = !tests[i] || tests[i]->any;
        bool const outside = everywhere || tests[i]->negated;
        for (auto& set : sets) {
            if (outside) insert(set, i);
        }
        if (everywhere) continue;
        for (auto const& interval : tests[i]->intervals) {
            auto const run = cells_.run_of(interval);
            for (auto cell = run.first; cell <= run.last && cell < sets.size(); ++cell) {
                if (outside) {
                    sets[cell][i / 64] &= ~(uint64_t{1} << (i % 64));
                } else {
                    insert(sets[cell], i);
                }
            }
        }
    }
    std::map<RuleSet, uint32_t> numbers;
    for (auto& set : sets) {
        auto const [at, added] =
            numbers.try_emplace(std::move(set), static_cast<uint32_t>(sets_.size()));
        if (added) sets_.push_back(at->first);
        set_of_cell_.push_back(at->second);
    }
}

// Every entry but `-` is evaluated.
void ColumnIndex::give_up() {
    plain_ = 0;
    kind_ = Kind::kNull;
    other_ = not_any_;
    cells_ = Cells({});
}

RuleSet const* ColumnIndex::narrow(Value const& value, RuleSet& rules) const {
    auto const* others = tests_other_ ? &other_ : nullptr;
    if (!useful()) return others;
    // What a boolean entry says of something that is no boolean is left to the evaluator.
    if (value.is_null() && kind_ != Kind::kBoolean) {
        intersect(rules, for_null_);
        return tests_null_ ? &test_null_ : nullptr;
    }
    if (value.kind() != kind_) return &not_any_;
    if (!points_only_) {
        intersect(rules, sets_[set_of_cell_[cells_.cell_of(value)]]);
        return others;
    }
    std::vector<uint32_t> const* own = nullptr;
    if (kind_ == Kind::kString) {
        auto const at = by_string_.find(*value.string());
        if (at != by_string_.end()) own = &at->second;
    } else if (auto const cell = cells_.cell_of(value); cells_.is_point(cell)) {
        own = &by_constant_[cell / 2];
    }
    // Those of the value survive beside the others.
    size_t next = 0;
    for (size_t word = 0; word < rules.size(); ++word) {
        auto kept = otherwise_[word];
        for (; own && next < own->size() && (*own)[next] / 64 == word; ++next) {
            kept |= uint64_t{1} << ((*own)[next] % 64);
        }
        rules[word] &= kept;
    }
    return others;
}

std::shared_ptr<TableIndex const> TableIndex::build(DecisionTable const& table) {
    if (table.rules.size() < kRulesMin || table.inputs.empty()) return nullptr;
    auto index = std::make_shared<TableIndex>();
    index->rules_ = table.rules.size();
    bool useful = false;
    for (size_t i = 0; i < table.inputs.size(); ++i) {
        index->columns_.emplace_back(table, i);
        useful |= index->columns_.back().useful();
    }
    if (!useful) return nullptr;
    return index;
}

TableIndex::Candidates TableIndex::candidates(std::span<Value const> inputs) const {
    Candidates found{RuleSet(words_for(rules_), ~uint64_t{0}), {}};
    if (auto const rest = rules_ % 64) found.rules.back() = (uint64_t{1} << rest) - 1;
    found.to_evaluate.reserve(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
        found.to_evaluate.push_back(columns_[i].narrow(inputs[i], found.rules));
    }
    return found;
}

}  // namespace agglo::dmn
