#pragma once
// GroupPart: what a group-by comes to over some chunks of a table, kept so that it need not be
// worked out again while these chunks are the same.
//
//   auto low = std::make_shared<GroupPart const>(group_part(table, filter, shape, {0, 16}));
//   auto high = std::make_shared<GroupPart const>(group_part(table, filter, shape, {16, 31}));
//   join_parts(table, shape, parts);            // group_rows of the whole table, groups in its
//   order
//
// Any fold can be joined: nothing is ever taken away from a part.
#include <memory>
#include <span>

#include "column/accumulator.h"

namespace agglo {

/// Borrowed.
struct GroupShape {
    std::vector<GroupKey> const& keys;
    std::vector<GroupMeasure> const& measures;
};

/// Chunks `from` … `to` - 1.
struct ChunkSpan {
    size_t from = 0;
    size_t to = 0;
};

struct GroupPart {
    std::vector<std::optional<int64_t>> keys;  ///< of the groups, one after another
    std::vector<int64_t> rows;                 ///< by group
    std::vector<Accumulated> measures;

    size_t bytes() const;
};

GroupPart group_part(Table const& table, Predicate const& filter, GroupShape const& shape,
                     ChunkSpan chunks);

/// In the order of the chunks.
GroupOutcome join_parts(Table const& table, GroupShape const& shape,
                        std::span<std::shared_ptr<GroupPart const> const> parts);

}  // namespace agglo
