#pragma once
// Question: one number asked of the query engine as figures.yaml and overview.yaml state it:
// queries added up, perhaps divided by others, converted and rounded; exact throughout.
//
//   Question question = TRY(read_question(card, 2));
//   std::optional<Decimal> answer = TRY(ask({*snapshot, viewer}, question));   // nothing: divided
//   by zero
//
// Keys: query | terms | rank, over, factor, decimals, drill; their meaning stands in figures.yaml.
#include <optional>

#include "query/query.h"
#include "region/yaml_view.h"

namespace agglo {

/// The records behind a number: `where` is JSON as in /api/v1/query.
struct Drill {
    std::string entity;
    std::string where = "[]";
};

struct QuestionTerm {
    int sign = 1;
    Query query;
};

struct Question {
    std::vector<QuestionTerm> terms;
    std::string rank_key;  ///< code of the group whose place is asked; empty: no rank
    std::vector<QuestionTerm> over;
    int64_t over_number = 1;  ///< when `over` is empty
    int64_t factor_numerator = 1;
    int64_t factor_denominator = 1;
    int decimals = 0;
    Drill drill;
};

/// `decimals` stands when the node has none of its own. Errors: kBadSchema with the line.
Result<Question> read_question(YamlView const& node, int decimals);
/// Reads a body of /api/v1/query. Errors: kBadSchema with the line.
Result<Query> read_query(YamlView const& node);
Result<Drill> drill_of_query(YamlView const& query);

/// Of what, and on whose behalf, questions are asked; `cache` (query/group_cache.h) may be none.
struct Asking {
    Snapshot const& snapshot;
    Viewer const& viewer;
    GroupCache* cache = nullptr;
};

Result<std::optional<Decimal>> ask(Asking const& asking, Question const& question);

/// Whether a question fails because the viewer may not ask it; pages leave it out then.
bool is_withheld(Error const& error, Viewer const& viewer);

/// A cell of a grouped answer as a number; nothing for null.
std::optional<Decimal> number_of(Value const& value);
/// value × numerator / denominator, rounded half to even.
std::optional<Decimal> converted(Decimal value, Question const& question);

}  // namespace agglo
