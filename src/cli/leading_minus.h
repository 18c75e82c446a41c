#pragma once
// `agglo feel -1 + 2`-like texts: an expression may begin with a minus, which would be taken for an
// option. Such an argument is put last, behind `--`.
#include <vector>

namespace agglo::cli {

/// The arguments of a command line, the program's name first.
std::vector<char const*> with_expressions_last(std::vector<char const*> arguments);

}  // namespace agglo::cli
