#pragma once
// Items without repetitions, each where it occurs first.
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "feel/builtins/builtin.h"

namespace agglo::feel {

class DistinctItems {
public:
    explicit DistinctItems(BuiltinCall const& call) : call_(call) {}

    /// False when a limit was passed.
    bool add(Value const& item);
    List take() && { return std::move(items_); }

private:
    bool is_new(Value const& item);
    bool is_new_among_others(Value const& item);

    struct HashOfNumber {
        size_t operator()(Number number) const { return number.hash(); }
    };

    BuiltinCall const& call_;
    List items_;
    std::unordered_set<Number, HashOfNumber> numbers_;
    std::unordered_set<std::string_view> texts_;  ///< held by items_
    std::vector<Value> others_;                   ///< that have no hash: compared one by one
};

}  // namespace agglo::feel
