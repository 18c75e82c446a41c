#include "column/shared_chunks.h"

#include <cstring>

namespace agglo {

namespace {

/// Whether the codes of `mine` mean the same in `other`.
bool begins(Dictionary const& mine, Dictionary const& other) {
    uint32_t const size = mine.size();
    if (size > other.size()) return false;
    for (uint32_t code = 0; code < size; ++code) {
        if (mine.at(code) != other.at(code)) return false;
    }
    return true;
}

bool codes_mean_the_same(Table const& mine, Table const& other) {
    for (size_t column = 0; column < mine.columns(); ++column) {
        if (mine.storage(column) != Storage::kCode32) continue;
        if (!begins(mine.dictionary(column), other.dictionary(column))) return false;
    }
    return true;
}

/// Of chunks whose rows are all published, so that nobody writes to them any more.
bool same_values(Chunk const& a, Chunk const& b) {
    for (size_t word = 0; word < kMaskWords; ++word) {
        if (a.mask_word(word) != b.mask_word(word)) return false;
    }
    auto const bytes = kChunkRows * width_of(a.storage());
    return std::memcmp(a.values<std::byte>(), b.values<std::byte>(), bytes) == 0;
}

}  // namespace

std::shared_ptr<Table const> share_chunks(std::shared_ptr<Table const> const& table,
                                          Table const& other) {
    if (*table->layout_ != *other.layout_ || !codes_mean_the_same(*table, other)) return table;
    auto shared = std::make_shared<Table>(*table);
    shared->dictionaries_ = other.dictionaries_;
    for (size_t g = 0; g < shared->groups_.size() && g < other.groups_.size(); ++g) {
        if (table->group_rows(g) < kChunkRows || other.group_rows(g) < kChunkRows) break;
        auto const& theirs = other.groups_[g]->chunks;
        auto group = std::make_shared<RowGroup>(*table->groups_[g]);
        bool whole = true;
        for (size_t column = 0; column < theirs.size(); ++column) {
            auto& mine = group->chunks[column];
            if (mine && theirs[column] && same_values(*mine, *theirs[column]))
                mine = theirs[column];
            whole = whole && mine == theirs[column];
        }
        if (whole)
            shared->groups_[g] = other.groups_[g];
        else
            shared->groups_[g] = std::move(group);
    }
    return shared;
}

}  // namespace agglo
