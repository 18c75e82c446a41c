// The commands and their options; dmn_commands.cpp, account_commands.cpp and command_parts.cpp
// have their share.
#include "cli/account_commands.h"
#include "cli/command_parts.h"
#include "cli/dmn_commands.h"
#include "cli/http_options.h"
#include "cli/leading_minus.h"
#include "cli/options.h"

namespace agglo::cli {

namespace {

constexpr char const* kFooter =
    "退出码 Exit codes: 0 成功 ok; 1 结论为否 the answer is no (figures differ, chain broken, rows "
    "wrong); 2 命令行有误 wrong "
    "usage; 3 输入有误 wrong input; 4 存储或外部程序失败 storage or another program failed";

struct AllOptions {
    InitOptions init;
    ImageOptions image;
    ServeOptions serve;
    ImportOptions import;
    ExportOptions export_;
    ProjectOptions project;
    FiguresOptions figures;
    VerifyOptions verify;
    BackupOptions backup;
    RestoreOptions restore;
    KeyOptions key;
    CheckpointOptions checkpoint;
    JournalExportOptions journal_export;
    EraseOptions erase;
    QueryOptions query;
    SearchOptions search;
    DiffOptions diff;
    RestoreRecordOptions restore_record;
    UndoOptions undo;
    UserOptions user;
    AuditOptions audit;
    SchemaOptions schema;
    OpenApiOptions openapi;
    FeelOptions feel;
    DmnOptions dmn;
    DmnSweepOptions dmn_sweep;
    TckOptions tck;
};

void add_ledger_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* init = command(app, "init", "由地区包新建账本 make a ledger from a region pack", all.init,
                         &run_init, run);
    add_db(init, all.init.db);
    init->add_option("--pack", all.init.pack, "地区包目录 the pack's folder")
        ->required()
        ->check(CLI::ExistingDirectory);
    init->add_option("--schema", all.init.schema,
                     "通用表结构目录 the shared schema (default: PACK/../../schema)");
    init->add_option(
            "--scale", all.init.scale,
            "示例数据规模：1 市、20 省、1000 国 demo data: 1 city, 20 province, 1000 nation")
        ->check(CLI::Range(1, 1000));
    init->add_option("--seed", all.init.seed,
                     "随机种子 seed of the demo data (default: the pack's)");
    init->add_flag("--no-image", all.init.no_image, "不写映像 write no image of a large ledger");

    auto* image =
        command(app, "image", "写映像，供快速启动 write the image that makes starts quick",
                all.image, &run_image, run);
    add_db(image, all.image.db);
    auto* serve =
        command(app, "serve", "启动服务 serve the console and the API", all.serve, &run_serve, run);
    add_db(serve, all.serve.db);
    serve->add_option("--port", all.serve.port, "端口，0 为任意空闲端口 port; 0: any free one")
        ->capture_default_str();
    serve->add_option("--host", all.serve.host, "监听地址 address to listen on")
        ->capture_default_str();
    serve->add_flag("--demo", all.serve.demo,
                    "本机一键演示角色 one-click demo roles on this machine");
    add_no_image(serve, all.serve.no_image);
    add_sign_in_options(serve, all.serve);
    add_http_options(serve, all.serve);
    serve->add_option("--checkpoint-key", all.serve.checkpoint_key,
                      "以此密钥签署检查点 sign checkpoints with this key (agglo key new)");
    serve
        ->add_option(
            "--checkpoint-folder", all.serve.checkpoint_folder,
            "定时把签名检查点写入此目录，宜在别的机器上 write signed checkpoints into this "
            "folder, best on another machine")
        ->needs("--checkpoint-key")
        ->check(CLI::ExistingDirectory);
    serve
        ->add_option("--checkpoint-minutes", all.serve.checkpoint_minutes,
                     "写入间隔（分钟） minutes between them")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
}

void add_proof_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* verify =
        command(app, "verify",
                "校验账本、导出或备份文件夹的哈希链 verify the hash chain of a ledger, an "
                "export or a backup folder",
                all.verify, &run_verify, run);
    add_db(verify, all.verify.db);
    verify->add_option(
        "--from", all.verify.from,
        "从此序号起，或从此检查点之后 from this sequence on, or after this checkpoint");
    verify->add_option("--checkpoint", all.verify.checkpoints,
                       "须吻合的检查点：文件或 SEQUENCE:HASH a checkpoint that must still stand "
                       "(repeatable)");
    verify->add_option("--key", all.verify.keys,
                       "公钥或其文件：检查点须由其签名 public key or its file: checkpoints must be "
                       "signed by it (repeatable)");

    auto* key = app.add_subcommand("key", "签署检查点的密钥 the key that signs checkpoints");
    key->require_subcommand(1);
    auto const add_key = [&](char const* name, char const* help, bool create) {
        auto* sub = key->add_subcommand(name, help);
        sub->add_option("file", all.key.file, "密钥文件 the key's file")->required();
        sub->callback([&all, &run, create] {
            all.key.create = create;
            run = [&all] { return run_key(all.key); };
        });
    };
    add_key("new", "新建密钥，仅本人可读 make one, for its owner alone to read", true);
    add_key("show", "打印公钥与指纹 print its public half and fingerprint", false);

    auto* checkpoint =
        command(app, "checkpoint", "打印或保存检查点 print or save the ledger's checkpoint",
                all.checkpoint, &run_checkpoint, run);
    add_db(checkpoint, all.checkpoint.db);
    checkpoint->add_option("--key", all.checkpoint.key, "以此密钥签名 sign it with this key");
    checkpoint->add_option("--out", all.checkpoint.out,
                           "写入此文件，不覆盖 write it to this file, never over another");
}

void add_journal_export(CLI::App& app, JournalExportOptions& options, std::function<int()>& run) {
    auto* journal = app.add_subcommand("journal", "流水 the journal");
    journal->require_subcommand(1);
    auto* out = command(
        *journal, "export",
        "导出流水供外人用 agglo-verify 校验 export entries that others verify with agglo-verify",
        options, &run_journal_export, run);
    add_db(out, options.db);
    out->add_option("--out", options.out, "目标文件 file to write")->required();
    out->add_option("--first", options.first, "起始序号 first sequence")->capture_default_str();
    out->add_option("--last", options.last, "结束序号，0 为至今 last sequence; 0: to the end");
    auto* who = out->add_option_group("recipient", "给谁看（三选一） for whom, one of");
    who->add_option("--role", options.role, "此角色可见的内容 what this role may see");
    who->add_option("--class", options.classes,
                    "这些敏感级别：public, internal, confidential, personal fields of these "
                    "classes (repeatable)");
    who->add_flag("--whole", options.whole, "全部内容 everything");
    who->require_option(1);
    out->add_option("--region", options.regions,
                    "角色的行政区代码 the role's regions (repeatable)");
    out->add_option("--entity", options.entities, "仅这些实体 only these entities (repeatable)");
    out->add_flag("--reasons", options.reasons, "连同原因 reasons too, which may name people");
}

void add_erase(CLI::App& app, EraseOptions& options, std::function<int()>& run) {
    auto* erase = command(
        app, "erase",
        "依法抹除字段的全部历史内容，不可恢复 erase values from the whole history, for good",
        options, &run_erase, run);
    add_db(erase, options.db);
    erase->add_option("--entity", options.entity, "实体 entity")->required();
    erase->add_option("--id", options.id, "记录号 the record's id")->required();
    erase->add_option("--field", options.fields, "字段 field (repeatable)")->required();
    erase->add_option("--reason", options.reason, "原因，记入流水 reason, kept in the journal")
        ->required();
    erase->add_flag("--reasons", options.reasons,
                    "连同那些流水的原因 also the reasons of the entries that held them");
}

void add_backup_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* backup = command(app, "backup",
                           "把账本新增流水与账号备份到目录，服务运行时亦可 ship what is new of a "
                           "ledger, and its accounts, "
                           "to a folder, also while it is served",
                           all.backup, &run_backup, run);
    add_db(backup, all.backup.db);
    backup->add_option("--to", all.backup.to, "备份目录 the backup's folder")->required();
    backup
        ->add_option(
            "--follow", all.backup.follow_seconds,
            "每隔若干秒再备份，直至被终止 again every so many seconds, until it is stopped")
        ->check(CLI::Range(1, 86'400));

    auto* restore =
        command(app, "restore",
                "由备份目录恢复为新账本并校验 make a ledger from a backup's folder and verify it",
                all.restore, &run_restore, run);
    restore->add_option("--from", all.restore.from, "备份目录 the backup's folder")
        ->required()
        ->check(CLI::ExistingDirectory);
    restore->add_option("--db", all.restore.db, "新账本文件，不得已存在 the new ledger's file")
        ->required();
    restore->add_option("--at", all.restore.at,
                        "恢复到此流水序号或时刻 up to this sequence or instant");
    restore->add_flag("--without-accounts", all.restore.without_accounts,
                      "不恢复账号 leave the accounts out");
}

void add_data_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* import = command(app, "import", "导入 xlsx 或 CSV import a spreadsheet", all.import,
                           &run_import, run);
    add_db(import, all.import.db);
    import->add_option("file", all.import.file, "文件 the file")
        ->required()
        ->check(CLI::ExistingFile);
    import->add_option("--entity", all.import.entity, "实体 entity")->required();
    import->add_option("--format", all.import.format,
                       "xlsx 或 csv（默认按扩展名） (default: by the file's ending)");
    import->add_option("--reason", all.import.reason, "原因 reason, kept in the journal");
    import->add_flag("--dry-run", all.import.dry_run, "只试运行 try only, write nothing");
    import->add_flag("--skip-wrong", all.import.skip_wrong,
                     "跳过有错的行 apply the good rows though others are wrong");
    import->add_flag("--json", all.import.json, "输出完整报告 print the whole report as JSON");
    add_no_image(import, all.import.no_image);

    auto* out =
        command(app, "export", "导出 export records as a file", all.export_, &run_export, run);
    add_db(out, all.export_.db);
    out->add_option("--entity", all.export_.entity, "实体 entity")->required();
    out->add_option("--out", all.export_.out, "目标文件 file to write")->required();
    out->add_option("--format", all.export_.format,
                    "xlsx, csv, geojson, gpkg（默认按扩展名） (default: by the ending)");
    out->add_option("--where", all.export_.where, "筛选 filter: [[\"field\",\"op\",value],…]");
    out->add_option("--filter", all.export_.filter, "FEEL: total_investment >= 亿元(1)");
    out->add_option("--sort", all.export_.sort, "排序 order: -total_investment,code");
    add_as_of(out, all.export_.as_of);
    add_no_image(out, all.export_.no_image);

    auto* query = command(app, "query", "查询：JSON 进、JSON 出 ask: JSON in, JSON out", all.query,
                          &run_query, run);
    add_db(query, all.query.db);
    query
        ->add_option("query", all.query.query,
                     "查询正文，- 为标准输入 the body of /api/v1/query; - reads standard input")
        ->default_str("-");
    query->add_option("--saved", all.query.saved, "常用查询的代码 the code of a saved query");
    add_as_of(query, all.query.as_of);
    query->add_flag("--explain", all.query.explain,
                    "只说明筛选式怎样计算 only say how the filter is worked out");
    add_no_image(query, all.query.no_image);

    auto* figures =
        command(app, "figures", "公布数字与台账对照 published figures beside the ledger's answers",
                all.figures, &run_figures, run);
    add_db(figures, all.figures.db);
    figures->add_flag("--en", all.figures.en, "英文 in English");
    add_as_of(figures, all.figures.as_of);
    add_no_image(figures, all.figures.no_image);
}

void add_search_command(CLI::App& app, SearchOptions& options, std::function<int()>& run) {
    auto* search = command(
        app, "search", "搜索记录：文字、拼音、拼音首字母 search records by text, pinyin, initials",
        options, &run_search, run);
    add_db(search, options.db);
    search->add_option("text", options.text, "要找的文字 what to find")->required();
    search->add_option("--entity", options.entity, "只在此实体内 only of this entity");
    search->add_option("--limit", options.limit, "每个实体的条数 hits of each entity");
    search->add_flag("--json", options.json, "JSON，同接口 as /api/v1/search answers");
    add_as_of(search, options.as_of);
    add_no_image(search, options.no_image);
}

void add_project_command(CLI::App& app, ProjectOptions& options, std::function<int()>& run) {
    auto* project =
        command(app, "project",
                "投影为数据表，供 QGIS、Superset、SQL 读取；从上次之处续作，改动不会回到账本 "
                "keep tables for QGIS, Superset and SQL; goes on where it stood, never "
                "a way back into the ledger",
                options, &run_project, run);
    add_db(project, options.db);
    project
        ->add_option(
            "--to", options.to,
            "FILE.gpkg 或 or postgresql://USER@HOST/DATABASE（密码用 PGPASSWORD 或 ~/.pgpass "
            "password by PGPASSWORD or ~/.pgpass）")
        ->required();
    auto* scope = project->add_option_group("scope", "范围，二选一 one of");
    auto* role =
        scope->add_option("--role", options.roles,
                          "此角色所见的行与列，可重复 rows and fields of this role (repeatable)");
    auto* everything = scope->add_flag("--everything", options.everything,
                                       "全部，含个人信息 all, personal data too");
    role->excludes(everything);
    scope->require_option(1);
    project
        ->add_option("--region", options.regions,
                     "行政区代码，可重复 region code, for roles scoped by region (repeatable)")
        ->needs(role);
    project->add_flag("--follow", options.follow,
                      "持续跟随，直到 SIGTERM keep following, until SIGTERM");
    project->add_flag("--rebuild", options.rebuild, "从头重建 make it anew in any case");
    project
        ->add_option("--labels", options.labels,
                     "视图所用语言 language of the labelled views: zh, en")
        ->check(CLI::IsMember({"zh", "en"}))
        ->capture_default_str();
    project
        ->add_option("--sql-schema", options.sql_schema,
                     "PostgreSQL 中专用的模式 the schema in PostgreSQL, the projection's alone")
        ->capture_default_str();
}

void add_history_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* diff =
        command(app, "diff", "两个时点之间的差异（JSON） what differs between two points, as JSON",
                all.diff, &run_diff, run);
    add_db(diff, all.diff.db);
    diff->add_option("--entity", all.diff.entity, "实体 entity")->required();
    diff->add_option("--from", all.diff.from, "起点：流水序号或时刻 a sequence or an instant")
        ->required();
    diff->add_option("--to", all.diff.to, "终点，默认当前 default: now");
    diff->add_option("--where", all.diff.where, "筛选 filter: [[\"field\",\"op\",value],…]");
    diff->add_option("--filter", all.diff.filter, "FEEL: total_investment >= 亿元(1)");
    diff->add_option("--limit", all.diff.limit, "每页条数 records a page")->capture_default_str();
    diff->add_option("--after", all.diff.after,
                     "从此记录号之后起 the page after this record id (next_after)");

    auto* restore = command(app, "restore-record",
                            "把记录或字段恢复到某一时点 bring a record or fields back to a point",
                            all.restore_record, &run_restore_record, run);
    add_db(restore, all.restore_record.db);
    restore->add_option("record", all.restore_record.record, "ENTITY:ID，如 project:12")
        ->required();
    add_as_of(restore, all.restore_record.as_of)->required();
    restore->add_option("--field", all.restore_record.fields,
                        "字段，可重复；默认全部 field, repeatable; default: all");
    restore->add_option("--reason", all.restore_record.reason, "原因 reason, kept in the journal");

    auto* undo = command(app, "undo",
                         "撤销导入批次，保留其后改过的记录 undo an import batch; what was edited "
                         "since is kept and named (exit code 1)",
                         all.undo, &run_undo, run);
    add_db(undo, all.undo.db);
    undo->add_option("--batch", all.undo.batch, "批次号 its number")->required();
    undo->add_flag("--dry-run", all.undo.dry_run, "只试算 try only, write nothing");
    undo->add_flag("--partly", all.undo.partly,
                   "改过的记录也撤销未被改的字段 of edited records, undo the fields nobody edited");
    undo->add_option("--only", all.undo.only,
                     "只撤销这些记录，可重复 only these records, ENTITY:ID, repeatable");
    undo->add_option("--reason", all.undo.reason, "原因 reason, kept in the journal");
}

void add_developer_commands(CLI::App& app, AllOptions& all, std::function<int()>& run) {
    auto* schema = app.add_subcommand("schema", "表结构 the schema language");
    schema->require_subcommand(1);
    auto* check =
        command(*schema, "check", "检查表结构，逐条列出错误 check it all, one line per mistake",
                all.schema, &run_schema, run);
    check
        ->add_option("folder", all.schema.folders,
                     "目录，后者补充前者 folders; later ones add to earlier ones")
        ->required();
    auto* openapi = command(app, "openapi", "打印 OpenAPI 描述 print the OpenAPI description",
                            all.openapi, &run_openapi, run);
    openapi->add_option("--db", all.openapi.db, "含此账本的实体 with the entities of this ledger");
}

void add_feel_command(CLI::App& app, FeelOptions& options, std::function<int()>& run) {
    auto* feel =
        command(app, "feel",
                "求一个 FEEL 式子的值；--help 名称：内置函数的用法 evaluate a FEEL expression; "
                "--help NAME: how a built-in is called",
                options, &run_feel, run);
    // Its own: it takes the name of a built-in.
    feel->set_help_flag();
    feel->add_option("expression", options.expression,
                     "式子，- 为标准输入 the expression; - reads standard input");
    feel->add_option("--context", options.context,
                     "变量：JSON 或 FEEL 文件 variables: a file in JSON or FEEL")
        ->check(CLI::ExistingFile);
    feel->add_option("--help", options.help,
                     "内置函数的说明；不带名称则列出全部 a built-in's forms; without a name, all")
        ->expected(0, 1)
        ->default_str("")
        ->trigger_on_parse()
        ->each([&options](std::string const&) { options.wants_help = true; });
}

}  // namespace

int run_command_line(int argument_count, char const* const* arguments) {
    CLI::App app{
        "Agglo：大型产业集聚区的账本与驾驶舱\nThe ledger and control room of an industrial "
        "agglomeration zone",
        "agglo"};
    app.set_version_flag("--version", std::string("agglo ") + kVersion);
    app.footer(kFooter);
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "所有命令的说明 help of every command");
    AllOptions all;
    std::function<int()> run;
    add_ledger_commands(app, all, run);
    add_backup_commands(app, all, run);
    add_proof_commands(app, all, run);
    add_journal_export(app, all.journal_export, run);
    add_data_commands(app, all, run);
    add_search_command(app, all.search, run);
    add_project_command(app, all.project, run);
    add_history_commands(app, all, run);
    add_erase(app, all.erase, run);
    add_user_commands(app, all.user, run);
    add_audit_commands(app, all.audit, run);
    add_developer_commands(app, all, run);
    add_feel_command(app, all.feel, run);
    add_dmn_commands(app, {all.dmn, all.dmn_sweep, all.tck}, run);
    try {
        auto const given = with_expressions_last({arguments, arguments + argument_count});
        app.parse(static_cast<int>(given.size()), given.data());
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? kOk : kUsage;
    }
    return run();
}

}  // namespace agglo::cli
