// The checks of one row that need more than its cells: required fields, unique values, versions,
// doubts.
#include "desk/permission_check.h"
#include "exchange/cell_integer.h"
#include "exchange/import_planner.h"
#include "model/fact.h"

namespace agglo {

void ImportPlanner::check_required(Draft& draft) {
    auto const& fields = view_.entity().fields;
    for (size_t f = 0; f < fields.size(); ++f) {
        if (!fields[f].required || !access_.may_read_field(f)) continue;
        auto const mapped = report_.headers.find(f);
        if (mapped ? !draft.values[*mapped].is_null() : draft.match.has_value()) continue;
        Error const error(ErrorCode::kRequired, {fields[f].labels.zh});
        if (mapped) {
            // A cell that could not be read has been reported already.
            if (table_->cell(draft.row, report_.headers.columns[*mapped].column).empty()) {
                mistake(draft, *mapped, error);
            }
            continue;
        }
        ++draft.mistakes;
        report_.errors.add(
            finding_of(error, draft.row.number, fields[f].labels.zh, fields[f].name, ""));
    }
}

void ImportPlanner::check_unique(Draft& draft, size_t mapped) {
    auto const& value = draft.values[mapped];
    if (value.is_null()) return;
    auto const field = report_.headers.columns[mapped].field;
    auto const& labels = view_.entity().fields[field].labels;
    auto const text = fact_to_text(*snapshot_->model, view_.entity().fields[field], value, true);
    auto const [first, is_new] = seen_[field].emplace(text, draft.row.number);
    if (!is_new) {
        mistake(draft, mapped,
                Error(ErrorCode::kRepeatedInFile,
                      {labels.zh, labels.en, text, std::to_string(first->second)}));
        return;
    }
    for (auto const row : view_.rows_equal(field, value)) {
        if (draft.match == row) continue;
        mistake(draft, mapped, Error(ErrorCode::kDuplicateValue, {labels.zh, text}));
        return;
    }
}

void ImportPlanner::check_version(Draft& draft) {
    auto const column = report_.headers.version_column;
    if (!column || !draft.match) return;
    bool differs = false;
    for (auto const one : draft.differs) differs = differs || one != 0;
    auto const text = table_->cell(draft.row, *column).text();
    auto const seen = integer_in(text);
    auto const now = view_.version(*draft.match);
    if (!differs || !seen || *seen == now) return;
    ++draft.mistakes;
    Error const error(ErrorCode::kVersionConflict, {std::string(text), std::to_string(now)});
    report_.errors.add(
        finding_of(error, draft.row.number, table_->headers()[*column], "version", text));
}

/// Fields the system keeps are set by its owner alone.
void ImportPlanner::check_rights(Draft& draft) {
    for (size_t i = 0; i < draft.values.size(); ++i) {
        auto const& field = view_.entity().fields[report_.headers.columns[i].field];
        bool const is_kept = field.reserved && field.type == FieldType::kBoolean;
        if (draft.differs[i] && is_kept && !viewer_->unrestricted) {
            mistake(draft, i, Error(ErrorCode::kReservedField, {field.name}));
        }
    }
    check_permission(draft);
}

/// Judged as the writer will; a row that is wrong already is not judged.
void ImportPlanner::check_permission(Draft& draft) {
    if (viewer_->unrestricted || draft.mistakes > 0) return;
    auto const& entity = view_.entity();
    auto const row = draft.match.value_or(view_.rows());
    RecordChange change{entity.name,
                        static_cast<RecordId>(row) + 1,
                        0,
                        draft.match ? ChangeKind::kUpdate : ChangeKind::kCreate,
                        {}};
    for (size_t i = 0; i < draft.values.size(); ++i) {
        auto const field = report_.headers.columns[i].field;
        if (draft.differs[i])
            change.fields.push_back({entity.fields[field].name, {}, draft.values[i], false});
    }
    if (draft.match && change.fields.empty()) return;
    ChangedFacts const after(*snapshot_, {&change, 1});
    auto const permitted = check_permitted(access_, after, change);
    if (permitted.ok()) return;
    auto const& error = permitted.error();
    for (size_t i = 0; i < draft.values.size(); ++i) {
        auto const field = report_.headers.columns[i].field;
        if (error.path() == "/fields/" + entity.fields[field].name) return mistake(draft, i, error);
    }
    ++draft.mistakes;
    auto const name = error.path().substr(error.path().rfind('/') + 1);
    report_.errors.add(
        finding_of(Error(error.code(), {entity.labels.zh}), draft.row.number, "", name, ""));
}

void ImportPlanner::warn(Draft const& draft, size_t mapped) {
    auto const& column = report_.headers.columns[mapped];
    auto const& field = view_.entity().fields[column.field];
    if (draft.values[mapped].is_null()) return;
    auto const found = fact_warning(field, draft.values[mapped]);
    if (!found) return;
    std::string const text(table_->cell(draft.row, column.column).text());
    Error const error(ErrorCode::kCheckFailed, {text, found->zh, found->en});
    report_.warnings.add(finding_of(error, draft.row.number, column.header, field.name, text));
}

}  // namespace agglo
