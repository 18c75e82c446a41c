#pragma once
// Expression: a parsed FEEL text (DMN 1.5, 10.3.1.2), its names resolved. Immutable; shared by
// threads, and by function values that hold their body.
//
// One struct per kind of node. The evaluators (evaluate/ by value, later by column), the pass of
// possible worlds (unknown/), and the printer each switch over Node once.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "feel/type/type.h"
#include "feel/value/value.h"

namespace agglo::feel {

struct Expression;
using ExpressionPtr = std::shared_ptr<Expression const>;
struct Builtin;

/// Where in the text, in bytes from its start.
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;
};

struct Literal {
    Value value;
};

/// A variable: `index` of the frame that is `depth` frames out. depth < 0: no such variable in any
/// frame, perhaps a built-in. `dynamic`: filters on items of unknown type stand between, whose
/// items may have an entry of this name, which then goes first.
struct Name {
    std::string text;
    int32_t depth = -1;
    uint32_t index = 0;
    bool dynamic = false;
    Builtin const* builtin = nullptr;
};

/// An entry of the item that a filter looks at, `depth` frames out: `list[price > 3]`.
struct ItemEntry {
    std::string name;
    int32_t depth = 0;
};

struct Negation {
    ExpressionPtr operand;
};

enum class Operator : uint8_t {
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kPower,
    kEqual,
    kNotEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
};

struct Binary {
    Operator op;
    ExpressionPtr left;
    ExpressionPtr right;
};

/// `a and b and c` (or `or`), of two or more.
struct Junction {
    bool conjunction;
    std::vector<ExpressionPtr> terms;
};

struct Between {
    ExpressionPtr value;
    ExpressionPtr low;
    ExpressionPtr high;
};

/// `< 10` as a test, `(< 10)` as a range; kEqual and kNotEqual too.
struct ComparisonTest {
    Operator op;
    ExpressionPtr operand;
};

/// What `?` is tested against: satisfied if any test is (10.3.2.8 and table 55). Opens a frame of
/// one slot, the value `?`.
struct UnaryTests {
    bool negated = false;  ///< not(…)
    bool any = false;      ///< `-`
    std::vector<ExpressionPtr> tests;
};

/// value in tests.
struct In {
    ExpressionPtr value;
    UnaryTests tests;
};

struct InstanceOf {
    ExpressionPtr value;
    TypePtr type;
};

struct Path {
    ExpressionPtr source;
    std::string name;
};

/// Opens a frame of one slot, `item`, whose entries are names too.
struct Filter {
    ExpressionPtr source;
    ExpressionPtr predicate;
};

struct If {
    ExpressionPtr condition;
    ExpressionPtr then;
    ExpressionPtr otherwise;
};

/// `name in domain` or `name in domain..end`.
struct Iterator {
    std::string name;
    ExpressionPtr domain;
    ExpressionPtr end;  ///< null unless it counts
};

/// Opens a frame: a slot per iterator in turn, then `partial`.
struct For {
    std::vector<Iterator> iterators;
    ExpressionPtr result;
    bool reads_partial = false;
};

/// Opens a frame: a slot per iterator in turn.
struct Quantified {
    bool every;
    std::vector<Iterator> iterators;
    ExpressionPtr condition;
};

/// Its body has a frame of its parameters.
struct FunctionDefinition {
    std::vector<Member> parameters;
    TypePtr result;
    ExpressionPtr body;
    bool external = false;
};

/// `names` is empty, or has the name of each argument.
struct Invocation {
    ExpressionPtr callee;
    std::vector<ExpressionPtr> arguments;
    std::vector<std::string> names;
};

struct ListLiteral {
    std::vector<ExpressionPtr> items;
};

/// Opens a frame with a slot per entry: an entry sees those before it.
struct ContextLiteral {
    std::vector<std::pair<std::string, ExpressionPtr>> entries;
};

struct RangeLiteral {
    ExpressionPtr low;   ///< null: unbounded, as in (< 10)
    ExpressionPtr high;  ///< null: unbounded
    bool low_included = true;
    bool high_included = true;
};

using Node =
    std::variant<Literal, Name, ItemEntry, Negation, Binary, Junction, Between, ComparisonTest,
                 UnaryTests, In, InstanceOf, Path, Filter, If, For, Quantified, FunctionDefinition,
                 Invocation, ListLiteral, ContextLiteral, RangeLiteral>;

struct Expression {
    Node node;
    Span span;
    TypePtr type;        ///< as far as it is known; never null
    uint32_t depth = 1;  ///< of the tree
    /// Reads `?` itself: then a test by it is its own outcome, not compared with `?`.
    bool reads_input = false;
};

}  // namespace agglo::feel
