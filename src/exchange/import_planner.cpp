#include "exchange/import_planner.h"

#include "base/text.h"
#include "exchange/cell_integer.h"
#include "exchange/table_error.h"

namespace agglo {

ImportPlanner::ImportPlanner(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                             SheetTable const& table)
    : snapshot_(&snapshot),
      viewer_(&viewer),
      view_(snapshot, entity),
      access_(snapshot, viewer, entity),
      table_(&table),
      reader_(snapshot, viewer),
      shown_(snapshot, viewer) {
    report_.entity = entity;
    report_.sequence = snapshot.point.sequence;
    report_.headers = map_headers(table.headers(), *snapshot.model, view_.entity(), access_);
}

Result<ImportReport> ImportPlanner::plan() {
    if (report_.headers.columns.empty()) {
        return bad_table("没有一个表头能对应到字段", "no header stands for a field");
    }
    report_headers();
    choose_key();
    for (auto const& row : table_->rows()) plan_row(row);
    if (report_.changes.size() > Command::kChangesMax) {
        return table_too_large("变更行数", "changed rows", Command::kChangesMax);
    }
    return std::move(report_);
}

void ImportPlanner::report_headers() {
    for (auto const& repeated : report_.headers.repeated) {
        auto const error = Error(ErrorCode::kRepeatedHeader, {repeated.header, repeated.other});
        report_.errors.add(
            finding_of(error, table_->header_row(), repeated.header, "", repeated.header));
    }
    for (auto const& column : report_.headers.computed) {
        auto const& field = view_.entity().fields[column.field];
        auto const error = Error(ErrorCode::kComputedField, {field.labels.zh, field.labels.en});
        report_.warnings.add(
            finding_of(error, table_->header_row(), column.header, field.name, column.header));
    }
}

void ImportPlanner::choose_key() {
    auto const& entity = view_.entity();
    if (entity.code_field) key_ = report_.headers.find(*entity.code_field);
    for (size_t f = 0; f < entity.fields.size() && !key_; ++f) {
        if (entity.fields[f].unique) key_ = report_.headers.find(f);
    }
}

void ImportPlanner::plan_row(SheetRow const& row) {
    ++report_.rows;
    auto const columns = report_.headers.columns.size();
    Draft draft{row, std::nullopt, std::vector<Value>(columns), std::vector<uint8_t>(columns), 0};
    match(draft);
    for (size_t i = 0; i < columns; ++i) read_cell(draft, i);
    check_required(draft);
    check_version(draft);
    check_rights(draft);
    draft.mistakes == 0 ? settle(draft) : void(++report_.wrong);
}

/// Finds the record the row speaks of and refuses a key that another row had.
void ImportPlanner::match(Draft& draft) {
    if (!key_) return match_by_id(draft);
    auto const field = report_.headers.columns[*key_].field;
    auto const key = cell_value(draft, *key_);
    if (!key.ok()) return;  // reported with the other cells
    if (key->is_null()) return match_by_id(draft);
    auto const rows = view_.rows_equal(field, *key);
    if (!rows.empty() && access_.may_read_row(rows.front())) draft.match = rows.front();
}

void ImportPlanner::match_by_id(Draft& draft) {
    auto const column = report_.headers.id_column;
    if (!column) return;
    auto const text = table_->cell(draft.row, *column).text();
    if (text.empty()) return;
    auto const id = integer_in(text);
    draft.match = id ? view_.live_row_of(*id) : std::nullopt;
    if (draft.match && !access_.may_read_row(*draft.match)) draft.match.reset();
    auto const& header = table_->headers()[*column];
    std::optional<Error> error;
    if (!draft.match) {
        error = Error(ErrorCode::kNoSuchRecord, {view_.entity().labels.zh, std::string(text)});
    } else if (auto const [first, is_new] = seen_ids_.emplace(*id, draft.row.number); !is_new) {
        error = Error(ErrorCode::kRepeatedInFile,
                      {header, header, std::string(text), std::to_string(first->second)});
    }
    if (!error) return;
    ++draft.mistakes;
    report_.errors.add(finding_of(*error, draft.row.number, header, "", text));
}

Result<Value> ImportPlanner::cell_value(Draft const& draft, size_t mapped) {
    auto const& column = report_.headers.columns[mapped];
    auto const& field = view_.entity().fields[column.field];
    auto const cell = table_->cell(draft.row, column.column);
    auto value = reader_.value(field, column.scale, cell);
    bool const is_own_reference = field.target && *field.target == view_.index();
    if (!value.ok() && is_own_reference && value.error().code() == ErrorCode::kNoSuchReference) {
        auto const made = created_.find(fold_text(cell.text()));
        if (made != created_.end()) return Value(Reference{-made->second});
    }
    return value;
}

Value ImportPlanner::present(Draft const& draft, size_t field) const {
    return draft.match ? view_.value(*draft.match, field) : Value();
}

void ImportPlanner::read_cell(Draft& draft, size_t mapped) {
    auto const& column = report_.headers.columns[mapped];
    auto const& field = view_.entity().fields[column.field];
    auto const now = present(draft, column.field);
    auto value = cell_value(draft, mapped);
    bool const is_same = value.ok() && *value == now;
    if (!is_same && !now.is_null() && !field.is_number()) {
        auto const text = table_->cell(draft.row, column.column).text();
        if (text == shown_.of(field, now)) value = now;  // exported and not edited
    }
    if (!value.ok()) return mistake(draft, mapped, value.error());
    draft.differs[mapped] = !(*value == now);
    draft.values[mapped] = std::move(*value);
    if (field.unique || key_ == mapped) check_unique(draft, mapped);
    if (draft.differs[mapped]) warn(draft, mapped);
}

void ImportPlanner::mistake(Draft& draft, size_t mapped, Error const& error) {
    ++draft.mistakes;
    auto const& column = report_.headers.columns[mapped];
    report_.errors.add(finding_of(error, draft.row.number, column.header,
                                  view_.entity().fields[column.field].name,
                                  table_->cell(draft.row, column.column).text()));
}

/// Turns a row without mistakes into a change, or counts it as the same.
void ImportPlanner::settle(Draft& draft) {
    CommandChange change;
    change.entity = view_.entity().name;
    change.kind = draft.match ? ChangeKind::kUpdate : ChangeKind::kCreate;
    for (size_t i = 0; i < draft.values.size(); ++i) {
        if (!draft.differs[i]) continue;
        auto const field = report_.headers.columns[i].field;
        change.facts.push_back({view_.entity().fields[field].name, draft.values[i]});
    }
    if (draft.match && change.facts.empty()) return void(++report_.same);
    if (draft.match) {
        change.id = static_cast<RecordId>(*draft.match) + 1;
        change.version = view_.version(*draft.match);
    }
    ++(draft.match ? report_.changed : report_.created);
    report_.changes.push_back(std::move(change));
    if (!draft.match) remember_created(draft);
    if (report_.preview.size() < ImportReport::kPreviewMax) add_preview(draft);
}

void ImportPlanner::remember_created(Draft const& draft) {
    auto const number = static_cast<RecordId>(report_.changes.size());
    for (auto const field : {view_.entity().code_field, view_.entity().title_field}) {
        auto const text = text_in(draft, field);
        if (!text.empty()) created_.emplace(fold_text(text), number);
    }
}

/// The text of a field after the row is applied.
std::string ImportPlanner::text_in(Draft const& draft, std::optional<size_t> field) const {
    if (!field || !access_.may_read_field(*field)) return "";
    auto const mapped = report_.headers.find(*field);
    auto const value = mapped ? draft.values[*mapped] : present(draft, *field);
    auto const* const text = value.get<std::string>();
    return text ? *text : "";
}

void ImportPlanner::add_preview(Draft const& draft) {
    auto const& entity = view_.entity();
    ImportReport::Preview preview{draft.row.number,
                                  report_.changes.back().kind,
                                  text_in(draft, entity.code_field),
                                  text_in(draft, entity.title_field),
                                  {}};
    for (size_t i = 0; i < draft.values.size(); ++i) {
        if (!draft.differs[i]) continue;
        auto const field = report_.headers.columns[i].field;
        preview.changes.push_back({field, present(draft, field), draft.values[i]});
    }
    report_.preview.push_back(std::move(preview));
}

}  // namespace agglo
