#include "exchange/import_table.h"

#include "base/text.h"
#include "desk/desk.h"
#include "exchange/import_planner.h"
#include "exchange/read_csv.h"
#include "exchange/read_xlsx.h"
#include "exchange/table_error.h"

namespace agglo {

std::optional<TableFormat> table_format_named(std::string_view name) {
    if (name == "xlsx") return TableFormat::kXlsx;
    if (name == "csv") return TableFormat::kCsv;
    return std::nullopt;
}

std::optional<TableFormat> table_format_of_file(std::string_view file_name) {
    auto const dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    return table_format_named(fold_text(file_name.substr(dot + 1)));
}

Result<ImportReport> plan_import(Snapshot const& snapshot, Viewer const& viewer,
                                 ImportRequest const& request) {
    auto const entity = snapshot.model->entity_index(request.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {request.entity});
    EntityAccess const access(snapshot, viewer, *entity);
    if (!access.may_read()) return Error(ErrorCode::kUnknownEntity, {request.entity});
    if (!access.may(Action::kCreate) && !access.may(Action::kEdit)) {
        auto const& labels = snapshot.model->entities[*entity].labels;
        return Error(ErrorCode::kForbidden, {labels.zh});
    }
    auto const table = TRY(request.format == TableFormat::kXlsx ? read_xlsx(request.bytes)
                                                                : read_csv(request.bytes));
    return ImportPlanner(snapshot, viewer, *entity, table).plan();
}

Result<ImportReport> run_import(Desk& desk, Viewer const& viewer, ImportRequest const& request) {
    auto const snapshot = desk.snapshot();
    auto report = TRY(plan_import(*snapshot, viewer, request));
    bool const is_good = report.errors.total == 0 || request.skip_wrong;
    if (request.dry_run || !is_good || report.changes.empty()) return report;
    Command command;
    command.viewer = viewer;
    command.reason = request.reason;
    command.idempotency_key = request.idempotency_key;
    command.request_digest = request.request_digest;
    command.is_import = true;
    command.changes = std::move(report.changes);
    auto const receipt = TRY(desk.execute(std::move(command)));
    report.batch = receipt.batch;
    report.sequence = receipt.sequence;
    return report;
}

}  // namespace agglo
