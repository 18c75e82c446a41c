#pragma once
// Memo: what was found for tuples of classes. It gives up by itself where tuples hardly ever come
// again, so that a column of distinct numbers costs little.
#include "query/tuple_index.h"

namespace agglo {

class Memo {
public:
    static constexpr uint32_t kUnset = 0xFFFFFFFF;
    /// Tuples after which it is seen whether they come again.
    static constexpr uint32_t kTrialTuples = 1u << 13;

    explicit Memo(size_t width) : index_(width) {}

    /// Where the tuple's value is kept, kUnset at first; null: it is not. Good until the next call.
    uint32_t* slot(std::span<uint32_t const> tuple) {
        if (given_up_) return nullptr;
        ++asked_;
        auto const [number, added] = index_.number_of(tuple);
        if (number == TupleIndex::kNone) return nullptr;
        if (!added) return &values_[number];
        values_.push_back(kUnset);
        given_up_ = values_.size() > kTrialTuples && asked_ < 2 * uint64_t{values_.size()};
        return &values_.back();
    }
    bool given_up() const { return given_up_; }
    size_t size() const { return values_.size(); }

private:
    TupleIndex index_;
    std::vector<uint32_t> values_;
    uint64_t asked_ = 0;
    bool given_up_ = false;
};

}  // namespace agglo
