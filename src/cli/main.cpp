#include "cli/options.h"

int main(int argument_count, char const* const* arguments) {
    return agglo::cli::run_command_line(argument_count, arguments);
}
