#pragma once
// run_limited: another program, run apart and under limits, so that what it does with a stranger's
// data cannot harm the server. No shell: arguments are passed as they are.
//
//   TRY(run_limited({.program = "ogr2ogr", .arguments = {"-f", "GPKG", out, in}, .folder =
//   temp.path()}));
//
// The program gets an empty environment but PATH, HOME (the folder), LANG and `environment`; no
// open files but its standard ones; its own process group, killed whole when time is up or this
// process ends.
#include <string>
#include <vector>

#include "base/result.h"

namespace agglo {

struct ProcessLimits {
    unsigned wall_s = 120;
    unsigned cpu_s = 120;
    size_t memory_bytes = size_t{2} << 30;  ///< of address space
    size_t file_bytes = size_t{2} << 30;    ///< of any one file it writes
    unsigned files = 64;                    ///< open at a time
};

struct LimitedProcess {
    std::string program;  ///< a name looked for in PATH, or a path
    std::vector<std::string> arguments;
    std::string folder;                    ///< working folder, made for it alone
    std::vector<std::string> environment;  ///< "NAME=value"
    std::string advice_zh, advice_en;      ///< how to get the program when it is missing
    ProcessLimits limits;
};

/// Waits for the end. Error: kToolFailed with what the program said last, or that it is missing or
/// took too long.
Result<void> run_limited(LimitedProcess const& process);

}  // namespace agglo
