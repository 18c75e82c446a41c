#include "state/fold.h"

#include "state/cell.h"

namespace agglo {

namespace {

size_t column_of(Entity const& entity, SystemColumn column) {
    return entity.fields.size() + static_cast<size_t>(column);
}

}  // namespace

std::optional<size_t> field_of(Entity const& entity, std::string_view name) {
    if (auto const index = entity.field_index(name)) return index;
    for (size_t i = 0; i < entity.fields.size(); ++i) {
        if (!entity.fields[i].was.empty() && entity.fields[i].was == name) return i;
    }
    return std::nullopt;
}

bool is_indexed(Entity const& entity, size_t field) {
    Field const& f = entity.fields[field];
    bool const title = entity.title_field == field && f.is_text();
    return f.unique || entity.code_field == field || title || f.type == FieldType::kReference;
}

std::vector<Storage> table_layout(Entity const& entity) {
    std::vector<Storage> layout;
    for (auto const& field : entity.fields) layout.push_back(storage_of(field));
    layout.push_back(Storage::kBool8);                                 // kLive
    layout.insert(layout.end(), kSystemColumns - 1, Storage::kInt64);  // the others
    return layout;
}

SnapshotPtr empty_snapshot(std::shared_ptr<Model const> model, Checkpoint genesis) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->point = genesis;
    for (auto const& entity : model->entities) {
        EntityState state;
        state.table = std::make_shared<Table const>(table_layout(entity));
        state.postings.resize(entity.fields.size());
        snapshot->entities.push_back(std::move(state));
    }
    snapshot->model = std::move(model);
    return snapshot;
}

LedgerFold::LedgerFold(SnapshotPtr base, TableWriter::Tail tail)
    : snapshot_(std::make_shared<Snapshot>(*base)), tail_(tail), work_(base->entities.size()) {
    for (size_t e = 0; e < work_.size(); ++e)
        work_[e].postings.resize(base->entities[e].postings.size());
}

TableWriter& LedgerFold::writer_of(size_t entity) {
    auto& writer = work_[entity].writer;
    if (!writer) {
        writer.emplace(snapshot_->entities[entity].table, tail_);
        snapshot_->entities[entity].table = writer->table();
    }
    return *writer;
}

void LedgerFold::set_live(size_t entity, size_t row, bool live) {
    auto& writer = writer_of(entity);
    writer.set(row, column_of(snapshot_->model->entities[entity], SystemColumn::kLive), live);
    writer.add_live_rows(live ? 1 : -1);
    snapshot_->record_count += live ? 1 : static_cast<size_t>(-1);
}

void LedgerFold::set_field(size_t entity, size_t row, FieldChange const& change,
                           Value const& value) {
    Entity const& kind = snapshot_->model->entities[entity];
    auto const field = field_of(kind, change.field);
    // What was once stored and is now derived stays in the journal alone.
    if (!field || change.redacted || kind.fields[*field].is_derived()) return;
    if (!value.is_null() && !can_hold(kind.fields[*field], value)) {
        return writer_of(entity).clear(row, *field);
    }
    write_cell(writer_of(entity), row, *field, kind.fields[*field], value);
    if (!value.is_null() && is_indexed(kind, *field)) {
        // A number is looked up at the field's scale, whatever scale it was written at.
        bool const number = kind.fields[*field].is_number();
        auto const held =
            number ? read_cell(*writer_of(entity).table(), row, *field, kind.fields[*field])
                   : value;
        work_[entity].postings[*field].push_back({posting_key(held), row});
    }
}

void LedgerFold::apply_change(RecordChange const& change, Sequence sequence) {
    auto const entity = snapshot_->model->entity_index(change.entity);
    if (!entity) return;
    Entity const& kind = snapshot_->model->entities[*entity];
    auto& writer = writer_of(*entity);
    auto const row = static_cast<size_t>(change.id) - 1;
    if (change.kind == ChangeKind::kCreate) {
        size_t const appended = writer.append();
        AGGLO_ASSERT(appended == row);
        writer.set(row, column_of(kind, SystemColumn::kCreated), static_cast<int64_t>(sequence));
        writer.set(row, column_of(kind, SystemColumn::kId), change.id);
    }
    AGGLO_ASSERT(row < writer.table()->rows());
    for (auto const& field : change.fields) set_field(*entity, row, field, field.after);
    if (change.kind != ChangeKind::kUpdate)
        set_live(*entity, row, change.kind != ChangeKind::kDelete);
    writer.set(row, column_of(kind, SystemColumn::kVersion), change.version);
    writer.set(row, column_of(kind, SystemColumn::kChanged), static_cast<int64_t>(sequence));
    work_[*entity].history.push_back({row, sequence});
}

void LedgerFold::apply(Entry const& entry) {
    bool defines = false;
    for (auto const& change : entry.changes) {
        apply_change(change, entry.sequence);
        defines = defines || change.entity == "definition";
    }
    snapshot_->point = {entry.sequence, {}, entry.recorded_at};
    batches_.add(*snapshot_, entry.batch, entry.sequence);
    snapshot_->schema_version =
        defines ? static_cast<int64_t>(entry.sequence) : entry.schema_version;
}

void LedgerFold::undo_change(RecordChange const& change) {
    auto const entity = snapshot_->model->entity_index(change.entity);
    if (!entity) return;
    Entity const& kind = snapshot_->model->entities[*entity];
    auto const row = static_cast<size_t>(change.id) - 1;
    if (change.kind != ChangeKind::kUpdate)
        set_live(*entity, row, change.kind == ChangeKind::kDelete);
    auto& writer = writer_of(*entity);
    if (change.kind == ChangeKind::kCreate) return writer.truncate(row);
    for (auto const& field : change.fields) set_field(*entity, row, field, field.before);
    writer.set(row, column_of(kind, SystemColumn::kVersion), change.version - 1);
    // The entry before this one in the record's history.
    int64_t previous = 0;
    snapshot_->entities[*entity].history->for_each(row, [&](uint64_t sequence) {
        if (sequence < snapshot_->point.sequence)
            previous = std::max(previous, static_cast<int64_t>(sequence));
    });
    writer.set(row, column_of(kind, SystemColumn::kChanged), previous);
}

void LedgerFold::undo(Entry const& entry) {
    AGGLO_ASSERT(tail_ == TableWriter::Tail::kCopy && entry.sequence == snapshot_->point.sequence);
    for (auto change = entry.changes.rbegin(); change != entry.changes.rend(); ++change)
        undo_change(*change);
    snapshot_->point = {entry.sequence - 1, {}, {}};
    snapshot_->schema_version = entry.schema_version;
}

void LedgerFold::flush_postings() {
    for (size_t e = 0; e < work_.size(); ++e) {
        auto& work = work_[e];
        if (!work.writer) continue;
        auto& state = snapshot_->entities[e];
        for (size_t f = 0; f < work.postings.size(); ++f) {
            if (work.postings[f].empty()) continue;
            state.postings[f] = Postings::with(state.postings[f], std::move(work.postings[f]));
            work.postings[f].clear();
        }
        if (work.history.empty()) continue;
        state.history = Postings::with(state.history, std::move(work.history));
        work.history.clear();
    }
}

Snapshot const& LedgerFold::working() {
    flush_postings();
    return *snapshot_;
}

SnapshotPtr LedgerFold::finish(Checkpoint const& head) {
    AGGLO_ASSERT(snapshot_->point.sequence == head.sequence);
    flush_postings();
    snapshot_->point = head;
    return std::move(snapshot_);
}

}  // namespace agglo
