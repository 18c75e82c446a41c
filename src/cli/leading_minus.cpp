#include "cli/leading_minus.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace agglo::cli {

namespace {

/// A minus and then what no option begins with.
bool is_expression(char const* argument) {
    return argument[0] == '-' && argument[1] != '\0' && argument[1] != '-' &&
           std::isalpha(static_cast<unsigned char>(argument[1])) == 0;
}

}  // namespace

std::vector<char const*> with_expressions_last(std::vector<char const*> arguments) {
    if (arguments.size() < 3 || std::strcmp(arguments[1], "feel") != 0) return arguments;
    auto const expressions = std::stable_partition(arguments.begin() + 2, arguments.end(),
                                                   [](auto const* a) { return !is_expression(a); });
    if (expressions != arguments.end()) arguments.insert(expressions, "--");
    return arguments;
}

}  // namespace agglo::cli
