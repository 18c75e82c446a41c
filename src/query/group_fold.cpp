#include "query/group_fold.h"

#include <map>

#include "query/group_cell.h"
#include "query/rows_by_group.h"

namespace agglo {

namespace {

constexpr size_t kGroupsMax = 1'000'000;

class GroupFold {
public:
    GroupFold(Snapshot const& snapshot, GroupPlan const& plan, GroupParts* parts)
        : snapshot_(snapshot),
          plan_(plan),
          parts_(parts),
          table_(*snapshot.entities[plan.entity].table),
          keys_(plan.key_columns(snapshot)) {}

    Result<std::vector<GroupLine>> run() {
        for (auto const& bound : plan_.measures)
            joins_ = joins_ || bound.rows > 0 || !bound.folds();
        for (size_t rows = 0; rows < plan_.rows.size(); ++rows) {
            TRY(fold(rows));
            TRY(list(rows));
        }
        return std::move(lines_);
    }

private:
    /// Measures over the plan's predicate number `rows` that fold, or that do not.
    std::vector<size_t> measures_over(size_t rows, bool fold) const {
        std::vector<size_t> found;
        for (size_t m = 0; m < plan_.measures.size(); ++m) {
            if (plan_.measures[m].rows == rows && plan_.measures[m].folds() == fold)
                found.push_back(m);
        }
        return found;
    }

    GroupMeasure column_of(BoundMeasure const& bound) const {
        GroupMeasure column{bound.fold(), {}, {}, {}};
        if (bound.of) column.value = bound.of->source();
        if (bound.denominator) column.second = bound.denominator->source();
        bool const extreme = column.fold == Fold::kMin || column.fold == Fold::kMax;
        if (extreme) column.rank = bound.of->places(snapshot_);
        return column;
    }

    Result<void> fold(size_t rows) {
        auto const chosen = measures_over(rows, true);
        if (rows > 0 && chosen.empty()) return {};
        std::vector<GroupMeasure> measures;
        for (auto const m : chosen) measures.push_back(column_of(plan_.measures[m]));
        auto const outcome = parts_
                                 ? parts_->group(table_, rows, plan_.rows[rows], {keys_, measures})
                                 : group_rows(table_, plan_.rows[rows], keys_, measures);
        TRY(plan_.rows[rows].outcome());
        if (outcome.groups.size() > kGroupsMax)
            return Error(ErrorCode::kTooLarge, {"groups", std::to_string(kGroupsMax)});
        for (auto const& group : outcome.groups) {
            auto& line = rows == 0 ? add_line(group.keys) : line_of(group.keys);
            for (size_t i = 0; i < chosen.size(); ++i) {
                line.cells[chosen[i]] = TRY(folded_cell(plan_.measures[chosen[i]], group.cells[i]));
            }
        }
        return {};
    }

    Result<void> list(size_t rows) {
        auto const chosen = measures_over(rows, false);
        if (chosen.empty()) return {};
        auto const found = rows_by_group(table_, plan_.rows[rows], keys_);
        for (size_t group = 0; group < found.keys.size(); ++group) {
            auto& line = line_of(found.keys[group]);
            for (auto const m : chosen)
                line.cells[m] = TRY(listed_cell(plan_.measures[m], found.rows[group]));
        }
        return {};
    }

    GroupLine& add_line(std::vector<std::optional<int64_t>> const& keys) {
        if (joins_) place_.emplace(keys, lines_.size());
        lines_.push_back({keys, {}});
        for (auto const& bound : plan_.measures)
            lines_.back().cells.push_back(empty_cell(*bound.measure));
        return lines_.back();
    }
    /// Every group has rows of the query itself: those of a condition are among them.
    GroupLine& line_of(std::vector<std::optional<int64_t>> const& keys) {
        return lines_[place_.at(keys)];
    }

    Snapshot const& snapshot_;
    GroupPlan const& plan_;
    GroupParts* parts_;
    Table const& table_;
    std::vector<GroupKey> keys_;
    std::vector<GroupLine> lines_;
    bool joins_ = false;  ///< there is more to be put beside what is added up first
    std::map<std::vector<std::optional<int64_t>>, size_t> place_;
};

}  // namespace

Result<std::vector<GroupLine>> fold_groups(Snapshot const& snapshot, GroupPlan const& plan,
                                           GroupParts* parts) {
    return GroupFold(snapshot, plan, parts).run();
}

}  // namespace agglo
