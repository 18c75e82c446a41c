#pragma once
// DecisionTable (DMN 1.5, chapter 8): clauses across, rules down.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dmn/model/boxed.h"

namespace agglo::dmn {

class TableIndex;

/// 8.2.11
enum class HitPolicy : uint8_t {
    kUnique,
    kFirst,
    kPriority,
    kAny,
    kCollect,
    kRuleOrder,
    kOutputOrder,
};

enum class Aggregator : uint8_t { kNone, kSum, kCount, kMin, kMax };

std::string_view name_of(HitPolicy policy);
std::string_view name_of(Aggregator aggregator);

struct InputClause {
    std::string label;
    FeelText expression;
    std::string type_ref;
    ItemType type;
    FeelText values;  ///< inputValues: unary tests
    feel::TypePtr known;
};

struct OutputClause {
    std::string name;
    std::string label;
    std::string type_ref;
    ItemType type;
    FeelText values;                              ///< outputValues, highest priority first
    std::vector<feel::ExpressionPtr> priorities;  ///< each of `values` as unary tests of its own
    FeelText default_entry;
};

struct Rule {
    std::string id;
    std::string description;
    std::vector<FeelText> tests;    ///< one an input; `-` or nothing: any
    std::vector<FeelText> outputs;  ///< one an output
};

struct DecisionTable {
    static constexpr size_t kRulesMax = 100'000;
    static constexpr size_t kClausesMax = 1'000;

    HitPolicy hit_policy = HitPolicy::kUnique;
    Aggregator aggregator = Aggregator::kNone;
    std::string output_label;
    std::vector<InputClause> inputs;
    std::vector<OutputClause> outputs;
    std::vector<Rule> rules;
    std::shared_ptr<TableIndex const> index;  ///< null: small, or nothing to be indexed
};

}  // namespace agglo::dmn
