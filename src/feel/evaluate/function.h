#pragma once
// Function: a function as a value: a built-in, a FEEL definition with what it saw around it, or
// another module's (a business knowledge model, a decision service).
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "feel/evaluate/evaluation.h"

namespace agglo::feel {

/// The frames around a function definition, copied: they end before the function does.
struct Captured {
    std::vector<Value> values;
    std::shared_ptr<Captured const> parent;
    bool item = false;
};

struct Lambda {
    std::vector<Member> parameters;
    TypePtr result;
    ExpressionPtr body;
    std::shared_ptr<Captured const> around;
};

/// Has been given the parameters' values, converted to their types.
struct Native {
    std::vector<Member> parameters;
    TypePtr result;
    std::function<Value(std::span<Value const>, Evaluation&)> evaluate;
    TypePtr known = {};  ///< of the result, as far as it shows, where none was declared
};

struct Function {
    std::variant<Builtin const*, Lambda, Native> is;
    std::string name = {};  ///< for messages
    uint32_t depth = 1;     ///< of what it has captured, as Parts have it
};

/// Calls with arguments in order, or, when `names` is not empty, by name. Null with a cause when
/// they do not fit the parameters.
Value call(Function const& function, std::span<Value const> arguments,
           std::span<std::string const> names, Span span, Evaluation& evaluation);

}  // namespace agglo::feel
