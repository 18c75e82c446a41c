#pragma once
// GroupParts: the groups of a plan over runs of chunks, of which those are worked out anew that
// changed since they were kept.
//
//   GroupParts parts(*table, stamp, known);                  // takes over what still holds
//   auto lines = TRY(fold_groups(snapshot, plan, &parts));   // works out the rest
#include "column/group_part.h"
#include "column/table_stamp.h"

namespace agglo {

class GroupParts {
public:
    /// Parts of a table: joining them must cost less than what they save.
    static constexpr size_t kPartsMax = 32;

    explicit GroupParts(Table const& table);
    /// `known` is of an earlier version of the table, which was stamped so, and of the same plan.
    GroupParts(Table const& table, GroupParts const& known, TableStamp const& stamp);

    /// group_rows of the plan's predicate number `rows`; `table` is that of the constructor.
    GroupOutcome group(Table const& table, size_t rows, Predicate const& filter,
                       GroupShape const& shape);

    size_t parts() const { return holds_.size(); }
    /// Of which so many were taken over.
    size_t parts_kept() const;
    size_t bytes() const;

private:
    using Parts = std::vector<std::shared_ptr<GroupPart const>>;

    ChunkSpan chunks_of(size_t part) const;
    void fill(Parts& parts, Table const& table, Predicate const& filter,
              GroupShape const& shape) const;

    size_t groups_;               ///< chunks of the table
    size_t chunks_;               ///< of a part
    std::vector<uint8_t> holds_;  ///< by part: taken over
    std::vector<Parts> by_rows_;  ///< by predicate of the plan
};

}  // namespace agglo
