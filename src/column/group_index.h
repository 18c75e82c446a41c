#pragma once
// GroupIndex: which group a row belongs to, by its keys; groups are numbered as they first appear.
//
// When every key's range is known and their product is small, a group is found by arithmetic: the
// key's digits (0: missing, otherwise value + 1) make a slot. Otherwise by hashing.
#include <unordered_map>

#include "column/aggregate.h"
#include "column/gather.h"

namespace agglo {

class GroupIndex {
public:
    using Keys = std::vector<std::optional<int64_t>>;

    explicit GroupIndex(std::vector<GroupKey> const& keys);

    /// Fills group_of_row[i] for each selected row.
    void find(size_t group, Selection const& selection, uint32_t* group_of_row);
    /// The group with these keys, made when it is new.
    uint32_t find_or_make(Keys const& keys);

    size_t size() const { return keys_of_group_.size(); }
    Keys const& keys_of(size_t group) const { return keys_of_group_[group]; }

private:
    static constexpr size_t kDenseSlotsMax = 1u << 20;
    static constexpr uint32_t kNoGroup = 0xFFFFFFFF;

    struct KeysHash {
        size_t operator()(Keys const& keys) const;
    };

    void add_digits(GroupKey const& key, size_t group, Selection const& selection);
    void gather_key(GroupKey const& key, size_t group, Selection const& selection, Gathered& out);
    void find_dense(size_t group, Selection const& selection, uint32_t* group_of_row);
    void find_sparse(size_t group, Selection const& selection, uint32_t* group_of_row);
    uint32_t new_group(Keys keys);
    size_t slot_of(Keys const& keys) const;
    Keys keys_of_slot(size_t slot) const;

    std::vector<GroupKey> const& keys_;
    std::vector<uint32_t> dense_;  // by slot; empty: sparse_ is used
    std::unordered_map<Keys, uint32_t, KeysHash> sparse_;
    std::vector<Keys> keys_of_group_;
    std::vector<uint32_t> slots_;     // of the chunk at hand
    std::vector<Gathered> gathered_;  // by key
};

}  // namespace agglo
