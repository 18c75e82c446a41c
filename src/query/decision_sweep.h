#pragma once
// Decision sweep: a decision asked of every record of a query; or two decisions, to see for whom
// their outcomes differ.
//
//   auto answer = TRY(sweep(*snapshot, viewer, query, {&before, &after}, {.on = on}));
//   answer.cells[0].count;      // records with outcomes[0][cells[0].of[0]] before and …[1][of[1]]
//
// With one decision a cell is an outcome; with two a pair of them. Cells come largest first.
#include <array>

#include "query/decision_program.h"
#include "query/query.h"

namespace agglo {

/// The records of one cell, some at a time, ascending.
struct SweepPage {
    std::vector<std::string> outcomes;  ///< texts, one a decision
    size_t from_row = 0;
    size_t limit = 50;
};

struct SweepSetting {
    static constexpr size_t kDecisionsMax = 2;
    static constexpr size_t kRowsKeptMax = 100;
    static constexpr size_t kParallelRows = 8'192;

    Date on;
    size_t rows_kept = 5;  ///< the first records of each cell
    std::optional<SweepPage> page = {};
    DecisionProgram::Path path = DecisionProgram::Path::kColumns;
    unsigned threads = 0;  ///< 0: as many as pay
};

struct SweepCell {
    std::array<uint32_t, SweepSetting::kDecisionsMax> of;  ///< places in outcomes[decision]
    size_t count = 0;
    std::vector<size_t> rows = {};
};

struct SweepAnswer {
    size_t entity = 0;
    size_t total = 0;
    std::vector<std::vector<DecisionOutcome>> outcomes;  ///< by decision
    std::vector<SweepCell> cells;
    std::vector<SweepExplanation> explanations;  ///< by decision
    /// Of the page asked for, instead of the cells' own.
    std::vector<size_t> page_rows;
    bool page_goes_on = false;
    size_t page_total = 0;  ///< of the cell, all pages together

    DecisionOutcome const& outcome(SweepCell const& cell, size_t decision) const {
        return outcomes[decision][cell.of[decision]];
    }
    bool changes(SweepCell const& cell) const {
        return outcome(cell, 0).text != outcome(cell, 1).text;
    }
};

/// `query`: entity, where, filter and text are what is looked at. Errors: those of bind_filter,
/// kForbidden, kFeelLimit, kTooLarge (too many distinct outcomes).
Result<SweepAnswer> sweep(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                          std::vector<DecisionQuestion> const& questions,
                          SweepSetting const& setting);

}  // namespace agglo
