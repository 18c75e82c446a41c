#pragma once
// The checker: what an editor wants to know of an expression while it is written. It reads the
// text, says where it is wrong, what type it has, how it will be kept and shown, what its amounts
// are in the units officers think in, and what seems mistaken though it is allowed.
//
//   auto checked = check_expression("总投资 >= 5", around);
//   checked.notices[0].error.message_zh();   // “5 元”远小于“总投资”的常见范围 …
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "feel/syntax/parser.h"

namespace agglo::feel {

/// A place in the text and what is to be said of it.
struct Notice {
    Span span;
    Error error;
};

/// An amount in the text, as it reads in its unit: 100000000 beside a field in yuan is 1 亿元.
struct Amount {
    Span span;
    std::string zh;
    std::string en;
};

struct Checked {
    ExpressionPtr expression;       ///< null when the text is wrong
    std::optional<Notice> mistake;  ///< then, why
    std::string stored;             ///< with identifiers
    std::string shown_zh;
    std::string shown_en;
    std::vector<Amount> amounts;
    std::vector<Notice> notices;  ///< names of nothing, wrong types, unlikely amounts
};

/// A whole expression (rule 1).
Checked check_expression(std::string_view text, Environment const& around);
/// Unary tests of an input of a type (rule 17).
Checked check_unary_tests(std::string_view text, Environment const& around, TypePtr input);

struct Completion {
    enum class Kind { kVariable, kEntry, kFunction, kKeyword };
    Kind kind;
    std::string text;  ///< to be put in place of `replaces` bytes before the cursor
    size_t replaces = 0;
    std::string type;  ///< or the form of a function
    std::string zh;    ///< label or description
    std::string en;
};

constexpr size_t kCompletionsMax = 50;

/// What may stand at `position` (bytes): names that begin as the text before it does, by
/// identifier, label or, for Han, the characters themselves; after a point the entries of what
/// stands before it.
std::vector<Completion> complete(std::string_view text, size_t position, Environment const& around);

}  // namespace agglo::feel
