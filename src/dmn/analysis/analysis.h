#pragma once
// Table analysis: what a decision table forgets, says twice, or says in vain (DMN 1.5, 8.2.11: a
// UNIQUE table may not overlap; a complete one has no gaps). Each finding has the smallest example:
// inputs to try.
//
//   for (auto const& finding : analyse(table).findings) … to_text(finding) …
//
// Entries are compared by the constants in them (table_index/plain_entry.h). Of an entry that is
// more than that nothing is presumed: it makes no gap and no overlap. Null inputs make no gap.
#include <string>
#include <utility>
#include <vector>

#include "dmn/model/model.h"

namespace agglo::dmn {

struct Finding {
    enum class Kind : uint8_t {
        kGap,          ///< no rule matches, and there is no default output
        kOverlap,      ///< two rules of a UNIQUE table match
        kConflict,     ///< two rules of an ANY table match and give different outputs
        kUnreachable,  ///< a rule that never has its say
    };

    Kind kind;
    std::vector<size_t> rules;  ///< from 1; of kUnreachable the rule, then those before it
    std::vector<std::pair<std::string, feel::Value>> example;
    bool is_mistake = true;  ///< a gap may be meant: then the table gives null
};

struct Analysis {
    std::vector<Finding> findings;
    bool complete = true;  ///< false when a limit was met before the end
};

struct AnalysisLimits {
    size_t findings_max = 50;  ///< of each kind
    size_t steps_max = 500'000;
    size_t rules_max = 5'000;  ///< larger tables are not looked at
};

Analysis analyse(DecisionTable const& table, AnalysisLimits limits = {});

struct NamedTable {
    std::string name;
    DecisionTable const* table;
};
/// Of the main document: those of decisions and business knowledge models, and within contexts.
std::vector<NamedTable> tables_of(Model const& model);

/// zh and en.
std::string to_text(Finding const& finding);

}  // namespace agglo::dmn
