#pragma once
// TableProgram: a decision that is one decision table, taken apart by column: for each input of the
// table the set of rules that a record's value passes, kept by the classes of the fields that the
// input reads; their intersection is the set of rules that match, and by it the outcome is kept.
//
// An input may be a field, a decision below, or an expression of them. One that reads several
// fields is kept by the classes of all; where those hardly repeat it is evaluated for each record,
// but not when the inputs before it have settled which rules match.
#include <memory>

#include "dmn/evaluate/clause_rules.h"
#include "query/memo.h"
#include "query/record_decision.h"

namespace agglo {

class TableProgram {
public:
    struct Made {
        std::unique_ptr<TableProgram> program;  ///< null: it cannot be taken apart
        std::string why_not;
    };
    /// `decision` must outlive it.
    static Made of(RecordDecision const& decision);

    /// Where the outcome of the rules that match a record is kept; null: nowhere, as the record has
    /// an input that the table does not allow. `classes` by RecordDecision::bound().
    uint32_t* matching(std::span<uint32_t const> classes, size_t row);

private:
    struct Clause {
        dmn::ClauseRules rules;
        std::vector<size_t> reads = {};       ///< places in `classes`
        std::vector<size_t> slots = {};       ///< sources of the decision that the expression names
        Memo memo{0};                         ///< by the classes read: a place in sets_, or kDenied
        std::vector<uint32_t> by_class = {};  ///< the same, of a clause that reads one field
        /// The same by the cell of the value, for records that are not kept by class.
        std::optional<dmn::Cells> cells = {};
        std::vector<uint32_t> by_cell = {};
        dmn::RuleSet settled = {};  ///< rules that any values of the inputs after it pass
        bool last_denial = true;    ///< no input after it may be denied
    };
    class Row;
    static constexpr uint32_t kDenied = 0xFFFFFFFE;
    /// Matching rules by which an outcome is kept as they are; more are kept as a set.
    static constexpr size_t kKeyRules = 3;

    TableProgram(RecordDecision const& decision, dmn::Decision const& logic,
                 dmn::DecisionTable const& table);
    void add_clause(size_t number);
    void note_settled();
    uint32_t* slot_of(Clause& clause, std::span<uint32_t const> classes);
    uint32_t* cell_of(Clause& clause, feel::Value const& value);
    bool pass(Clause& clause, std::span<uint32_t const> classes, Row& row);
    uint32_t place_of(dmn::RuleSet const& set);
    bool is_settled(Clause const& clause) const;
    uint32_t* kept_outcome();

    RecordDecision const& decision_;
    dmn::Decision const& logic_;
    dmn::DecisionTable const& table_;
    std::vector<Clause> clauses_;
    std::vector<dmn::RuleSet> sets_;  ///< distinct ones
    TupleIndex places_;               ///< of sets_, by their words
    std::vector<uint32_t> words_;
    std::vector<uint32_t> key_;
    dmn::RuleSet passing_;  ///< rules that the record at hand passes so far
    Memo outcomes_{kKeyRules + 1};
};

}  // namespace agglo
