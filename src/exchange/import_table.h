#pragma once
// Imports: a spreadsheet compared with the ledger, and applied as one command.
//
//   ImportRequest request{.entity = "project", .format = TableFormat::kXlsx, .bytes = body};
//   auto report = TRY(plan_import(*snapshot, viewer, request));     // the dry run: nothing is
//   written auto report = TRY(run_import(desk, viewer, request));           // applied unless
//   dry_run or rows are wrong
//
// A row is matched by the entity's code field if the sheet has it, else by its first unique field
// there, else by the record's id (`id` or 记录号). A row that matches nothing creates; one that
// matches updates the fields that differ; an empty cell of a mapped column clears. A sheet with
// 记录版本 says which version was edited: a record that has changed since is a conflict. References
// may name rows that earlier rows of the same file create.
#include "exchange/import_report.h"

namespace agglo {

class Desk;

enum class TableFormat : uint8_t { kXlsx, kCsv };

/// By name ("xlsx", "csv") and by the ending of a file's name.
std::optional<TableFormat> table_format_named(std::string_view name);
std::optional<TableFormat> table_format_of_file(std::string_view file_name);

struct ImportRequest {
    std::string entity;
    TableFormat format = TableFormat::kXlsx;
    std::string_view bytes;
    bool dry_run = true;
    bool skip_wrong = false;  ///< apply the good rows although others are wrong
    std::string reason;
    std::string idempotency_key;
    std::string request_digest;
};

/// Errors: kUnknownEntity, kForbidden, kBadTable, kTableTooLarge. Mistakes in rows stand in the
/// report.
Result<ImportReport> plan_import(Snapshot const& snapshot, Viewer const& viewer,
                                 ImportRequest const& request);

/// Plans, and applies unless dry_run is set, nothing differs, or mistakes were found and skip_wrong
/// is not set; then `batch` is 0. Errors: those of plan_import and of Desk::execute.
Result<ImportReport> run_import(Desk& desk, Viewer const& viewer, ImportRequest const& request);

}  // namespace agglo
