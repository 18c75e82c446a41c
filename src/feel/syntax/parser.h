#pragma once
// The parser of FEEL (DMN 1.5, 10.3.1.2). Names may hold spaces and operators, so a text can only
// be read knowing the names around it: the environment.
//
//   Environment around({{"loan amount", number_type()}});
//   auto expression = TRY(parse_expression("loan amount * 2", around));
//
// Errors: kFeelSyntax with line, column, what was expected and what was found; kFeelTooDeep,
// kTooLarge.
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "feel/syntax/expression.h"

namespace agglo::feel {

struct SyntaxLimits {
    static constexpr size_t kBytesMax = 256 * 1024;
    static constexpr uint32_t kDepthMax = 400;
    static constexpr size_t kNameBytesMax = 1'000;  ///< of an entry's name without quotes, a type's
    /// Of all readings of a text: names looked at, bytes read again, expressions begun (100 each).
    static constexpr uint64_t kEffortMax = 25'000'000;
};

/// What an expression may name: one frame, whose slots are in the order of `members`.
struct Environment {
    std::vector<Member> members;
    /// Names of entries that contexts of unknown type may have: they are read whole where they
    /// stand (`applicant.Marital Status`).
    std::vector<std::string> entry_names = {};
    /// Name of a type of the model (item definition), for `instance of` and parameters; may be
    /// null. Gives null for a name it does not know.
    std::shared_ptr<std::function<TypePtr(std::string_view)> const> types = nullptr;
};

/// Rule 1, `expression`.
Result<ExpressionPtr> parse_expression(std::string_view text, Environment const& around);

/// Rule 17, `unary tests`: the node is UnaryTests; `?` has the type `input`.
Result<ExpressionPtr> parse_unary_tests(std::string_view text, Environment const& around,
                                        TypePtr input = any_type());

/// A FEEL type as `instance of` takes it: `list<number>`, `context<a: string>`, a type's name.
Result<TypePtr> parse_type(std::string_view text, Environment const& around);

}  // namespace agglo::feel
