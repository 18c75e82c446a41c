#pragma once
// ItemType: what an item definition (DMN 1.5, 7.3.3) resolves to: FEEL's type, and the values
// allowed within it.
//
//   tGrade = string, allowed "A", "B"      list of tGrade: each item allowed "A", "B"
#include <memory>
#include <string>
#include <vector>

#include "feel/syntax/expression.h"
#include "feel/type/type.h"

namespace agglo::dmn {

/// Unary tests that a value must pass; `text` for messages.
struct Constraint {
    feel::ExpressionPtr tests;
    std::string text;
};

/// What is to be checked beyond the type: of the value itself, its items, its entries.
struct Constraints {
    std::vector<Constraint> own;
    std::shared_ptr<Constraints const> items;
    std::vector<std::pair<std::string, std::shared_ptr<Constraints const>>> entries;
};

struct ItemType {
    feel::TypePtr type = {};  ///< null: nothing was said
    std::shared_ptr<Constraints const> constraints = {};

    bool given() const { return type != nullptr; }
    feel::TypePtr type_or_any() const { return type ? type : feel::any_type(); }
};

}  // namespace agglo::dmn
