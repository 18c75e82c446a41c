#pragma once
// The commands of `agglo user` and `agglo audit`, and the sign-in options of `agglo serve`.
#include <CLI/CLI.hpp>
#include <functional>

#include "cli/options.h"

namespace agglo::cli {

void add_user_commands(CLI::App& app, UserOptions& options, std::function<int()>& run);
void add_audit_commands(CLI::App& app, AuditOptions& options, std::function<int()>& run);
void add_sign_in_options(CLI::App* serve, ServeOptions& options);

}  // namespace agglo::cli
