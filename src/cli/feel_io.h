#pragma once
// What the commands about FEEL and DMN share: variables from files, the clock, a caret.
#include <string>

#include "base/result.h"
#include "feel/evaluate/evaluation.h"

namespace agglo::cli {

/// A context from a file of FEEL, of which JSON is a part but for numbers like 1e3. Errors: those
/// of read_file and of the parser; kBadFile when it is no context.
Result<feel::Context> read_context(std::string const& path);

/// Now, on the clock of Asia/Shanghai.
feel::Clock system_clock();

/// On standard error: the line of the text, and a caret where the parser stopped.
void show_caret(std::string const& text, Error const& error);

}  // namespace agglo::cli
