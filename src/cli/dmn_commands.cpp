#include "cli/dmn_commands.h"

#include "cli/command_parts.h"

namespace agglo::cli {

namespace {

void add_dmn_sweep_commands(CLI::App& dmn, DmnSweepOptions& options, std::function<int()>& run) {
    auto* sweep = command(dmn, "sweep",
                          "对所有记录决策，按结论计数 decide for every record, counted by outcome",
                          options, &run_dmn_sweep, run);
    auto* compare = command(dmn, "compare",
                            "比较两个版本：谁的结论会变 two versions: whose outcome would change",
                            options, &run_dmn_compare, run);
    for (auto* sub : {sweep, compare}) {
        sub->add_option("--db", options.db, "账本 the ledger")
            ->required()
            ->check(CLI::ExistingFile);
        sub->add_option("--decision", options.decision, "决策模型的编号 the model's code")
            ->required();
        sub->add_option("--entity", options.entity, "哪类记录 records of which entity")->required();
        sub->add_option("--filter", options.filter, "FEEL 条件 only records for which it is true");
        sub->add_option("--asked", options.asked,
                        "模型中的哪个决策 which decision of the model; default: the top one");
        sub->add_option("--on", options.on, "哪一天 the day; default: today");
        sub->add_option("--as-of", options.as_of, "流水序号或时刻 a sequence or an instant");
        sub->add_flag("--unknown", options.unknown,
                      "空字段视为尚缺 empty fields are missing facts, not null");
        sub->add_flag("--explain", options.explain, "各输入如何查找 how each input is looked up");
    }
    compare->add_option("--model", options.model, "新版本的文件 the other version, a file")
        ->check(CLI::ExistingFile);
    compare->add_option("--after-on", options.after_on,
                        "另一日有效的版本 the version valid on another day");
    compare->add_option("--after-code", options.after_code, "另一个模型 another model's code");
}

}  // namespace

void add_dmn_commands(CLI::App& app, DmnCommandOptions all, std::function<int()>& run) {
    auto* dmn = app.add_subcommand("dmn", "决策模型 decision models (DMN 1.1 – 1.5)");
    dmn->require_subcommand(1);
    auto* eval =
        command(*dmn, "eval", "求决策的值 evaluate decisions", all.dmn, &run_dmn_eval, run);
    auto* check =
        command(*dmn, "check",
                "检查：式子、类型、引用，决策表的空缺、重叠、永不适用的规则 check texts, types, "
                "references; gaps, overlaps and unreachable rules of tables",
                all.dmn, &run_dmn_check, run);
    for (auto* sub : {eval, check}) {
        sub->add_option("model", all.dmn.model, "模型文件 the model")
            ->required()
            ->check(CLI::ExistingFile);
    }
    eval->add_option("--decision", all.dmn.decision,
                     "决策、决策服务或业务知识模型；默认所有决策 a decision, service or business "
                     "knowledge model; default: all decisions");
    eval->add_option("--input", all.dmn.input,
                     "输入：JSON 或 FEEL 文件 inputs: a file in JSON or FEEL")
        ->check(CLI::ExistingFile);
    eval->add_flag("--trace", all.dmn.trace,
                   "列出用到的输入、适用的规则、子决策与空值的原因 "
                   "inputs used, rules matched, causes of nulls");
    eval->add_flag("--unknown", all.dmn.unknown,
                   "没有给出的输入视为尚缺：结论已定或未定，未定时列出所缺 inputs not given are "
                   "missing facts: says whether the outcome is known, else what is missing");

    add_dmn_sweep_commands(*dmn, all.sweep, run);
    auto* tck = command(app, "tck", "运行 DMN 一致性测试集 run a DMN compatibility kit", all.tck,
                        &run_tck, run);
    tck->add_option("folder", all.tck.folder, "目录 its folder")->required();
    tck->add_flag("--verbose", all.tck.verbose, "列出每个失败 every failure and its cause");
    tck->add_option("--at-least", all.tck.at_least,
                    "通过率（%）达到即成功 succeed from this per cent on");
}

}  // namespace agglo::cli
