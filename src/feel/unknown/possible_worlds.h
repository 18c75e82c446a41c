#pragma once
// Unknown is not no: what an outcome is when some facts are missing. A world gives every missing
// fact some value; the outcome is known when it is the same in all worlds, else unknown, with the
// facts it hangs on.
//
//   // investment >= 5 and land <= 30, land missing, investment 3
//   reckon(…).known();             // yes: false, whatever the land
//
// Facts that are compared with known values only are tried in every cell that those values cut the
// line into (a value each): that is exact. Facts used in other ways stay Unknown and take with them
// what hangs on them: never known when it could change, though perhaps unknown when it could not
// (x - x = 0). Compared with brute force over sampled values in possible_worlds_test.cpp.
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "feel/evaluate/evaluation.h"
#include "feel/syntax/parser.h"

namespace agglo::feel {

struct MissingFact {
    std::string path;                 ///< of a variable, or of an entry in it: `project.land`
    std::vector<Value> domain = {};   ///< all values it may have, when they are few
    ExpressionPtr allowed = nullptr;  ///< unary tests that its values pass, if any
};

struct Reckoned {
    Value value;                       ///< when known; may be null
    std::vector<std::string> missing;  ///< empty when known

    bool known() const { return missing.empty(); }
};

struct WorldsLimits {
    static constexpr size_t kWorldsMax = 4096;
};

Reckoned reckon(Expression const& expression, Environment const& around,
                std::span<Value const> inputs, std::span<MissingFact const> missing,
                Evaluation& evaluation);

/// How facts are used: what they are compared with, and whether in other ways too. Several
/// expressions that share their facts may be gathered (a requirement graph).
class FactUses {
public:
    explicit FactUses(std::span<MissingFact const> missing);

    /// Looks through an expression; the values that facts are compared with are evaluated with
    /// `inputs`, in which missing facts are Unknown.
    void gather(Expression const& expression, Environment const& around,
                std::span<Value const> inputs, Evaluation& evaluation);
    /// The same of unary tests that the fact at `path` is put to.
    void gather_tests(std::string const& path, Expression const& unary_tests,
                      Environment const& around, std::span<Value const> inputs,
                      Evaluation& evaluation);
    /// "a.b" when an expression, `nesting` frames within the environment, is a variable of it or an
    /// entry in one; else empty.
    static std::string path_of(Expression const& expression, Environment const& around,
                               int nesting = 0);
    void compared(std::string const& path, Value value);
    void used_otherwise(std::string const& path);
    bool is_missing(std::string const& path) const { return uses_.contains(path); }
    /// What the fact is compared with; null when it is used in other ways too.
    std::vector<Value> const* cuts(std::string const& path) const;

    /// A value of each cell; empty when the fact cannot be tried out.
    std::vector<Value> cells(MissingFact const& fact, Evaluation& evaluation) const;

private:
    struct Use {
        std::vector<Value> cuts;
        bool otherwise = false;
    };
    std::map<std::string, Use> uses_;
};

/// Asks in every world. `ask` is given the values of the facts, in their order: a cell's value, or
/// Unknown.
Reckoned reckon_worlds(std::span<MissingFact const> missing,
                       std::vector<std::vector<Value>> const& cells,
                       std::function<Value(std::span<Value const>)> const& ask);

/// Outcomes are compared as texts, a world each: one that is too large for that is Unknown.
Value small_outcome(Value outcome, std::vector<std::string> const& facts, Evaluation& evaluation);

/// `inputs` with a value at a path of the environment's names.
void place_fact(std::vector<Value>& inputs, Environment const& around, std::string_view path,
                Value const& value);

}  // namespace agglo::feel
