#pragma once
// The printer: an expression as FEEL text again, with names as they are kept, or as they are shown
// to officers in their language. What it prints parses to the same tree.
//
//   print(*parse_expression("总投资 >= 亿元(1)", around).value(), around, Wording::kStored);
//   // "total_investment >= 亿元(1)"
#include <string>

#include "feel/syntax/parser.h"

namespace agglo::feel {

enum class Wording { kStored, kChinese, kEnglish };

/// `around` is what the expression was parsed with.
std::string print(Expression const& expression, Environment const& around, Wording wording);

}  // namespace agglo::feel
