#include "column/group_index.h"

#include <algorithm>

namespace agglo {

namespace {

/// A reference written while its field led to another entity may lie beyond the rows there are: it
/// is missing, digit 0.
uint32_t digit_of(int64_t value, uint64_t limit) {
    auto const position = static_cast<uint64_t>(value);
    return position < limit ? static_cast<uint32_t>(position) + 1 : 0;
}

}  // namespace

GroupIndex::GroupIndex(std::vector<GroupKey> const& keys) : keys_(keys), gathered_(keys.size()) {
    size_t slots = 1;
    for (auto const& key : keys) {
        bool const dense = key.limit > 0 && key.limit < kDenseSlotsMax && slots <= kDenseSlotsMax;
        slots = dense ? slots * (key.limit + 1) : kDenseSlotsMax + 1;
    }
    if (slots <= kDenseSlotsMax) dense_.assign(slots, kNoGroup);
    slots_.resize(kChunkRows);
    if (keys.empty()) (void)find_or_make({});
}

size_t GroupIndex::KeysHash::operator()(Keys const& keys) const {
    uint64_t hash = 0x9E3779B97F4A7C15u;
    for (auto const& key : keys) {
        hash =
            (hash ^ static_cast<uint64_t>(key.value_or(0)) ^ key.has_value()) * 0xBF58476D1CE4E5B9u;
        hash ^= hash >> 31;
    }
    return hash;
}

uint32_t GroupIndex::new_group(Keys keys) {
    keys_of_group_.push_back(std::move(keys));
    return static_cast<uint32_t>(keys_of_group_.size() - 1);
}

uint32_t GroupIndex::find_or_make(Keys const& keys) {
    uint32_t& known =
        dense_.empty() ? sparse_.try_emplace(keys, kNoGroup).first->second : dense_[slot_of(keys)];
    if (known == kNoGroup) known = new_group(keys);
    return known;
}

size_t GroupIndex::slot_of(Keys const& keys) const {
    size_t slot = 0;
    for (size_t k = 0; k < keys_.size(); ++k) {
        size_t const digit = keys[k] ? static_cast<size_t>(*keys[k]) + 1 : 0;
        slot = slot * (keys_[k].limit + 1) + digit;
    }
    return slot;
}

GroupIndex::Keys GroupIndex::keys_of_slot(size_t slot) const {
    Keys keys(keys_.size());
    for (size_t k = keys.size(); k-- > 0;) {
        size_t const width = keys_[k].limit + 1;
        size_t const digit = slot % width;
        if (digit > 0) keys[k] = static_cast<int64_t>(digit) - 1;
        slot /= width;
    }
    return keys;
}

void GroupIndex::find(size_t group, Selection const& selection, uint32_t* group_of_row) {
    if (keys_.empty()) {
        std::fill_n(group_of_row, selection.rows().size(), 0);
    } else if (dense_.empty()) {
        find_sparse(group, selection, group_of_row);
    } else {
        find_dense(group, selection, group_of_row);
    }
}

void GroupIndex::find_dense(size_t group, Selection const& selection, uint32_t* group_of_row) {
    size_t const count = selection.rows().size();
    std::fill_n(slots_.begin(), count, 0);
    for (auto const& key : keys_) add_digits(key, group, selection);
    for (size_t i = 0; i < count; ++i) {
        uint32_t number = dense_[slots_[i]];
        if (number == kNoGroup) number = dense_[slots_[i]] = new_group(keys_of_slot(slots_[i]));
        group_of_row[i] = number;
    }
}

/// Straight from the chunk where every row has a value, which is the usual case.
void GroupIndex::add_digits(GroupKey const& key, size_t group, Selection const& selection) {
    auto const rows = selection.rows();
    auto const width = static_cast<uint32_t>(key.limit + 1);
    Chunk const* const chunk =
        key.source.direct() && !key.transform ? key.source.chunk(group) : nullptr;
    if (chunk && covers(*chunk, selection.mask())) {
        return with_values(*chunk, [&](auto const* values) {
            for (size_t i = 0; i < rows.size(); ++i) {
                fetch_ahead(values + rows[i]);
                auto const value = static_cast<int64_t>(values[rows[i]]);
                slots_[i] = slots_[i] * width + digit_of(value, key.limit);
            }
        });
    }
    Gathered& gathered = gathered_.front();
    gather_key(key, group, selection, gathered);
    for (size_t i = 0; i < rows.size(); ++i) {
        uint32_t const digit = gathered.has(i) ? digit_of(gathered.values[i], key.limit) : 0;
        slots_[i] = slots_[i] * width + digit;
    }
}

void GroupIndex::gather_key(GroupKey const& key, size_t group, Selection const& selection,
                            Gathered& out) {
    gather(key.source, group, selection, out);
    if (!key.transform) return;
    for (size_t i = 0; i < selection.rows().size(); ++i) {
        if (out.has(i)) out.values[i] = key.transform(out.values[i]);
    }
}

void GroupIndex::find_sparse(size_t group, Selection const& selection, uint32_t* group_of_row) {
    for (size_t k = 0; k < keys_.size(); ++k) gather_key(keys_[k], group, selection, gathered_[k]);
    Keys keys(keys_.size());
    for (size_t i = 0; i < selection.rows().size(); ++i) {
        for (size_t k = 0; k < keys.size(); ++k) {
            auto const value = gathered_[k].values[i];
            bool const within = keys_[k].limit == 0 || digit_of(value, keys_[k].limit) > 0;
            keys[k] = gathered_[k].has(i) && within ? std::optional(value) : std::nullopt;
        }
        group_of_row[i] = find_or_make(keys);
    }
}

}  // namespace agglo
