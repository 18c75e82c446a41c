#pragma once
// What many commands' options share. CLI11 comes in here, for command_line.cpp,
// account_commands.cpp and dmn_commands.cpp alone.
#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace agglo::cli {

/// A subcommand whose options go to `options` and which sets `run`.
template <class Options>
CLI::App* command(CLI::App& app, std::string const& name, std::string const& help, Options& options,
                  int (*function)(Options const&), std::function<int()>& run) {
    auto* sub = app.add_subcommand(name, help);
    sub->callback(
        [&options, &run, function] { run = [&options, function] { return function(options); }; });
    return sub;
}

inline void add_db(CLI::App* sub, std::string& db) {
    sub->add_option("--db", db, "账本文件 the ledger's file")->required()->envname("AGGLO_DB");
}

inline void add_no_image(CLI::App* sub, bool& no_image) {
    sub->add_flag("--no-image", no_image,
                  "不用映像，重放全部流水 replay the whole journal, use and write no image");
}

inline CLI::Option* add_as_of(CLI::App* sub, std::string& as_of) {
    return sub->add_option("--as-of", as_of,
                           "账面时点：流水序号或时刻 journal point: a sequence or an instant");
}

}  // namespace agglo::cli
