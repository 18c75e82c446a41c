#pragma once
// Boxed: the tree of boxed expressions (DMN 1.5, 10.2.2 and 7.3): what a decision's logic is made
// of. The reader (xml/) fills in texts and names, the compiler (compile/) what they resolve to;
// from then on a tree does not change and is shared by threads.
//
// Scopes. A decision or function evaluates with one frame of slots: its requirements first, then
// one more for each thing named on the way inward (parameters, entries of contexts, iteration
// variables), taken off again when its construct ends. A text was parsed with the names of exactly
// the slots that are there when it is evaluated.
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "dmn/model/item_type.h"
#include "feel/syntax/expression.h"

namespace agglo::dmn {

struct Boxed;
using BoxedPtr = std::unique_ptr<Boxed>;
struct DecisionTable;

/// A FEEL text, what it was parsed to, or what is wrong with it: then it evaluates to null.
struct FeelText {
    std::string text = {};
    std::string language = {};  ///< empty: the model's
    uint32_t line = 0;
    feel::ExpressionPtr parsed = {};
    std::shared_ptr<Error const> wrong = {};

    bool given() const { return !text.empty() || line != 0; }
};

/// InformationItem (7.3.4): a name, and the type its value is to have.
struct Variable {
    std::string name = {};
    std::string type_ref = {};
    std::string label = {};
    ItemType type = {};
};

struct LiteralForm {
    FeelText text;
};

struct ContextEntry {
    Variable variable;
    BoxedPtr value;
};

/// 10.2.2.4: with `result` (the entry without a name) it is that value, else a context.
struct ContextForm {
    std::vector<ContextEntry> entries;
    BoxedPtr result;
};

/// 10.2.2.6: a list of contexts, one a row.
struct RelationForm {
    std::vector<Variable> columns;
    std::vector<std::vector<BoxedPtr>> rows;
};

/// 10.2.2.5
struct ListForm {
    std::vector<BoxedPtr> items;
};

/// 10.2.2.3: bindings are by name.
struct InvocationForm {
    BoxedPtr callee;
    std::vector<ContextEntry> bindings;
};

enum class FunctionKind : uint8_t { kFeel, kJava, kPmml };

/// 10.2.2.7, and the encapsulated logic of a business knowledge model. Java and PMML are refused
/// when they are called.
struct FunctionForm {
    FunctionKind kind = FunctionKind::kFeel;
    std::vector<Variable> parameters;
    BoxedPtr body;
};

/// 10.2.2.9
struct ConditionalForm {
    BoxedPtr condition;
    BoxedPtr then;
    BoxedPtr otherwise;
};

/// 10.2.2.10: a literal `match` becomes a FEEL filter on the slot after the scope; another has the
/// slots `item` and the entries of the item's type.
struct FilterForm {
    BoxedPtr in;
    BoxedPtr match;
    feel::ExpressionPtr filter = {};
    std::vector<std::string> item_names = {};
};

/// 10.2.2.11 – 12. `items` reads the slot after the scope as FEEL's `for` does: lists, ranges.
struct IterationForm {
    enum class Kind : uint8_t { kFor, kSome, kEvery };
    Kind kind = Kind::kFor;
    Variable variable;
    BoxedPtr in;
    BoxedPtr body;
};

using TablePtr = std::unique_ptr<DecisionTable>;

struct Boxed {
    std::variant<LiteralForm, TablePtr, ContextForm, RelationForm, ListForm, InvocationForm,
                 FunctionForm, ConditionalForm, FilterForm, IterationForm>
        form;
    std::string id = {};
    std::string type_ref = {};
    uint32_t line = 0;
    ItemType type = {};        ///< of type_ref
    feel::TypePtr known = {};  ///< what the value is, as far as that can be seen

    Boxed();
    ~Boxed();
    Boxed(Boxed&&) noexcept;
    Boxed& operator=(Boxed&&) noexcept;
};

}  // namespace agglo::dmn
