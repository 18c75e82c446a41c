#pragma once
// What the command line asked for; one struct per command, filled by command_line.cpp.
#include <cstdint>
#include <string>
#include <vector>

namespace agglo::cli {

/// Exit codes, also printed by `agglo --help`.
enum ExitCode : int {
    kOk = 0,
    kNo = 1,        ///< the answer is no: figures differ, the chain is broken, rows are wrong
    kUsage = 2,     ///< the command line is wrong
    kBadInput = 3,  ///< a file, a query or a schema is wrong
    kFailed = 4,    ///< storage, network or another program failed
};

/// Of the program, as `agglo --version` says it.
inline constexpr char const* kVersion = "0.1.0";

struct InitOptions {
    std::string pack, db, schema;
    int64_t scale = 1;
    uint64_t seed = 0;  ///< 0: the pack's own
    bool no_image = false;
};
struct ImageOptions {
    std::string db;
};
struct ServeOptions {
    std::string db, host = "127.0.0.1";
    uint16_t port = 8080;
    bool demo = false, no_image = false;
    std::string checkpoint_key, checkpoint_folder;
    int64_t checkpoint_minutes = 60;
    std::vector<std::string> second_factor_roles;
    std::string access_log;
    uint64_t access_log_mb = 64;
    unsigned access_log_files = 14;
    std::vector<std::string> trusted_proxies;
    size_t connections_per_remote = 1024;
};
struct ImportOptions {
    std::string db, file, entity, format, reason;
    bool dry_run = false, skip_wrong = false, json = false, no_image = false;
};
struct ExportOptions {
    std::string db, entity, format, out, where, filter, sort, as_of;
    bool no_image = false;
};
struct ProjectOptions {
    std::string db, to;
    std::vector<std::string> roles, regions;
    bool everything = false;  ///< in place of roles
    std::string labels = "zh", sql_schema = "agglo";
    bool follow = false, rebuild = false;
};
struct FiguresOptions {
    std::string db, as_of;
    bool en = false, no_image = false;
};
struct VerifyOptions {
    std::string db;                        ///< a ledger, an export of one or a backup folder
    std::string from;                      ///< a sequence, or a checkpoint that is trusted
    std::vector<std::string> checkpoints;  ///< files, or "sequence:hash"
    std::vector<std::string> keys;         ///< public keys, or files of them
};
struct KeyOptions {
    std::string file;
    bool create = false;
};
struct CheckpointOptions {
    std::string db, key, out;
};
struct JournalExportOptions {
    std::string db, out, role;
    std::vector<std::string> regions, classes, entities;
    uint64_t first = 1, last = 0;  ///< 0: to the end
    bool whole = false, reasons = false;
};
struct EraseOptions {
    std::string db, entity, reason;
    int64_t id = 0;
    std::vector<std::string> fields;
    bool reasons = false;
};
struct BackupOptions {
    std::string db, to;
    int64_t follow_seconds = 0;  ///< 0: once
};
struct RestoreOptions {
    std::string from, db, at;
    bool without_accounts = false;
};
struct QueryOptions {
    std::string db, query, saved, as_of;
    bool no_image = false;
    bool explain = false;
};
struct SearchOptions {
    std::string db, text, entity, as_of;
    size_t limit = 20;
    bool json = false, no_image = false;
};
struct DiffOptions {
    std::string db, entity, from, to, where, filter;
    size_t limit = 50;
    int64_t after = 0;
};
struct RestoreRecordOptions {
    std::string db, record, as_of, reason;  ///< record: "project:12"
    std::vector<std::string> fields;
};
struct UndoOptions {
    std::string db, reason;
    int64_t batch = 0;
    bool dry_run = false, partly = false;
    std::vector<std::string> only;
};
struct UserOptions {
    enum class Action {
        kAdd,
        kList,
        kPassword,
        kReset,
        kCodesOff,
        kSignOut,
        kRoles,
        kDisable,
        kEnable,
        kToken,
        kTokens,
        kRevoke,
        kLink
    };
    Action action = Action::kList;
    std::string db, name, display_name, label, unit, link_role = "system_admin";
    std::vector<std::string> roles, regions, parks, own, entities;
    int64_t days = 365, token = 0;
    bool write = false;
};
struct AuditOptions {
    enum class Action { kList, kVerify, kPrune };
    Action action = Action::kList;
    std::string db, account, act;
    size_t limit = 50;
    int64_t days = 0;
};
struct SchemaOptions {
    std::vector<std::string> folders;
};
struct OpenApiOptions {
    std::string db;  ///< empty: without the entities of a ledger
};
struct FeelOptions {
    std::string expression, context, help;
    bool wants_help = false;
};
struct DmnOptions {
    std::string model, decision, input;
    bool trace = false, unknown = false;
};
struct DmnSweepOptions {
    std::string db, decision, asked, entity, filter, on, as_of;
    std::string model, after_on, after_code;  ///< compare
    bool unknown = false, explain = false;
};
struct TckOptions {
    std::string folder;
    bool verbose = false;
    double at_least = 0;  ///< per cent of the cases run
};

int run_init(InitOptions const& options);
int run_image(ImageOptions const& options);
int run_serve(ServeOptions const& options);
int run_import(ImportOptions const& options);
int run_export(ExportOptions const& options);
int run_project(ProjectOptions const& options);
int run_figures(FiguresOptions const& options);
int run_verify(VerifyOptions const& options);
int run_backup(BackupOptions const& options);
int run_restore(RestoreOptions const& options);
int run_key(KeyOptions const& options);
int run_checkpoint(CheckpointOptions const& options);
int run_journal_export(JournalExportOptions const& options);
int run_erase(EraseOptions const& options);
int run_query(QueryOptions const& options);
int run_search(SearchOptions const& options);
int run_diff(DiffOptions const& options);
int run_restore_record(RestoreRecordOptions const& options);
int run_undo(UndoOptions const& options);
int run_user(UserOptions const& options);
int run_audit(AuditOptions const& options);
int run_schema(SchemaOptions const& options);
int run_openapi(OpenApiOptions const& options);
int run_feel(FeelOptions const& options);
int run_dmn_eval(DmnOptions const& options);
int run_dmn_check(DmnOptions const& options);
int run_dmn_sweep(DmnSweepOptions const& options);
int run_dmn_compare(DmnSweepOptions const& options);
int run_tck(TckOptions const& options);

/// Reads the arguments and runs the command.
int run_command_line(int argument_count, char const* const* arguments);

}  // namespace agglo::cli
