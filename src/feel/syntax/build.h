#pragma once
// Makes nodes: what type they have as far as their parts tell, how deep they are.
#include "feel/syntax/expression.h"

namespace agglo::feel {

/// The tree's depth and whether it reads `?` follow from the parts, the type is given.
ExpressionPtr make_expression(Node node, Span span, TypePtr type);

/// The type follows from the parts too.
ExpressionPtr make_expression(Node node, Span span);

/// Of the items of a list or range; any value that is neither is a list of itself.
TypePtr item_type(Type const& type);

}  // namespace agglo::feel
