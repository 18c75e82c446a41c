#pragma once
// DecisionProgram: the outcomes of a decision for many records, a group of rows at a time.
//
//   DecisionProgram program(question, access, entity, {on, budget});
//   program.outcomes(group, wanted, out);          // out[row in group] -> program.found()[…]
//
// Records that the decision cannot tell apart (query/input_classes.h) are decided once. A decision
// table is taken apart by column: for each of its inputs the rules that the value passes, kept by
// class (query/table_program.h). What hangs on values that hardly repeat is evaluated record by
// record. With Path::kRows all is: the slow twin that tests compare with.
#include <memory>
#include <unordered_map>

#include "feel/columns/budget.h"
#include "query/input_classes.h"
#include "query/memo.h"
#include "query/record_decision.h"
#include "query/table_program.h"

namespace agglo {

/// How the decision was asked of the records, for who wonders why it took so long.
struct SweepExplanation {
    struct Input {
        std::string name;
        std::string field;  ///< empty: none
        /// "given", "missing" (no such field), "cells" (only compared with constants), "values".
        std::string lookup;
        size_t classes = 0;
    };
    /// "table": the rules by column; "classes": whole outcomes by class; "rows".
    std::string path;
    std::string why;  ///< the decision is no table to be taken apart
    std::vector<Input> inputs;
    size_t evaluated = 0;  ///< records for which the whole decision was evaluated
};

class DecisionProgram {
public:
    enum class Path : uint8_t { kColumns, kRows };
    /// Distinct outcomes; more are an error of the question (a number each record its own).
    static constexpr size_t kOutcomesMax = 100'000;

    struct Setting {
        Date on;
        feel::Budget& budget;
        Path path = Path::kColumns;
    };

    /// `question` and `access` (of the entity) must outlive it. For one thread.
    DecisionProgram(DecisionQuestion const& question, EntityAccess const& access, size_t entity,
                    Setting setting);

    /// Places in found() for the wanted rows, which must be readable.
    void outcomes(size_t group, Mask const& wanted, uint32_t* out);
    std::vector<DecisionOutcome> const& found() const { return found_; }
    SweepExplanation explanation() const;
    /// Errors: kFeelLimit, kTooLarge.
    Result<void> state() const;

private:
    using Column = std::vector<uint32_t>;

    void bind_classes(Table const& table);
    uint32_t outcome_of(size_t group, size_t in_group);
    uint32_t by_classes(size_t row);
    uint32_t by_table(size_t row);
    uint32_t ask(size_t row);
    uint32_t keep(DecisionOutcome outcome);

    DecisionQuestion const& question_;
    EntityAccess const& access_;
    size_t entity_;
    Setting setting_;
    RecordEnvironment records_;
    RecordDecision decision_;
    std::vector<InputClasses> classes_;  ///< by decision_.bound()
    std::vector<Column> columns_;        ///< classes of the group at hand
    std::vector<uint32_t> tuple_;        ///< of the row at hand
    Memo by_classes_;
    std::unique_ptr<TableProgram> table_;
    std::string why_no_table_;
    std::vector<DecisionOutcome> found_;
    std::unordered_map<std::string, uint32_t> places_;
    size_t evaluated_ = 0;
};

}  // namespace agglo
