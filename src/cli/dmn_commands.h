#pragma once
// The commands of `agglo dmn` and `agglo tck`, and their options.
#include <CLI/CLI.hpp>
#include <functional>

#include "cli/options.h"

namespace agglo::cli {

/// Where the arguments go; they must outlive the commands.
struct DmnCommandOptions {
    DmnOptions& dmn;
    DmnSweepOptions& sweep;
    TckOptions& tck;
};

void add_dmn_commands(CLI::App& app, DmnCommandOptions all, std::function<int()>& run);

}  // namespace agglo::cli
