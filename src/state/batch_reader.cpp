#include "state/batch_reader.h"

#include <algorithm>
#include <utility>

#include "state/cell.h"

namespace agglo {

namespace {

/// Some hundred columns grow side by side, more than the processor follows by itself: the memory a
/// few cells on is asked for while these are written.
void put(CellBatch& batch, size_t slot, CellWrite const& cell) {
    static constexpr size_t kCellsAhead = 8;
    auto& column = batch.columns[slot];
    column.push_back(cell);
    __builtin_prefetch(column.data() + column.size() + kCellsAhead, 1);
    ++batch.cells;
}

void put_number(CellBatch& batch, size_t slot, size_t row, int64_t number) {
    put(batch, slot, {number, static_cast<uint32_t>(row), CellWrite::kNumber});
}

void put_clear(CellBatch& batch, size_t slot, size_t row) {
    put(batch, slot, {0, static_cast<uint32_t>(row), CellWrite::kClear});
}

void put_text(CellBatch& batch, size_t slot, size_t row, std::string_view text) {
    auto const at = static_cast<int64_t>(batch.texts.size());
    batch.texts.append(text);
    put(batch, slot, {at, static_cast<uint32_t>(row), static_cast<uint32_t>(text.size())});
}

/// The number as the field's column holds it; nothing when the field cannot hold it (cell.h).
std::optional<int64_t> number_of(Field const& field, RawValue const& value) {
    switch (value.tag) {
        case ValueTag::kInteger:
        case ValueTag::kDecimal: {
            if (!field.is_number()) return std::nullopt;
            if (value.scale == field.scale) return value.number;
            auto const scaled = Decimal{value.number, value.scale}.rescaled(field.scale);
            return scaled ? std::optional(scaled->mantissa) : std::nullopt;
        }
        case ValueTag::kDate: return field.is_date() ? std::optional(value.number) : std::nullopt;
        case ValueTag::kInstant:
            return field.type == FieldType::kInstant ? std::optional(value.number) : std::nullopt;
        case ValueTag::kReference:
            return field.type == FieldType::kReference ? std::optional(value.number) : std::nullopt;
        case ValueTag::kFalse:
        case ValueTag::kTrue:
            if (field.type != FieldType::kBoolean) return std::nullopt;
            return value.tag == ValueTag::kTrue;
        default: return std::nullopt;
    }
}

bool holds_text(Field const& field, ValueTag tag) {
    if (field.type == FieldType::kList) return tag == ValueTag::kList;
    return tag == (field.is_geometry() ? ValueTag::kGeometry : ValueTag::kText);
}

void put_odd_value(CellBatch& batch, FieldTarget const& target, size_t row, RawValue const& value) {
    Field const& field = *target.field;
    if (!target.coded) {
        auto const number = number_of(field, value);
        return number ? put_number(batch, target.slot, row, *number)
                      : put_clear(batch, target.slot, row);
    }
    if (!holds_text(field, value.tag)) return put_clear(batch, target.slot, row);
    if (value.tag != ValueTag::kList) return put_text(batch, target.slot, row, value.bytes);
    auto const list = ByteReader(value.bytes).value();
    put_text(batch, target.slot, row, joined_list(*list.get<ValueList>()));
}

void put_value(CellBatch& batch, FieldTarget const& target, size_t row, RawValue const& value) {
    if (target.usual != value.tag || target.scale != value.scale)
        return put_odd_value(batch, target, row, value);
    if (target.coded) return put_text(batch, target.slot, row, value.bytes);
    put_number(batch, target.slot, row, value.number);
}

struct NoteTexts {
    std::string_view actor, command, digest;
};

void add_note(CellBatch& batch, NoteTexts const& texts, size_t changes) {
    EntryNote note{batch.last, batch.recorded_at, batch.texts.size()};
    note.actor_size = static_cast<uint32_t>(texts.actor.size());
    note.command_size = static_cast<uint32_t>(texts.command.size());
    note.digest_size = static_cast<uint32_t>(texts.digest.size());
    note.changes = changes;
    batch.texts.append(texts.actor).append(texts.command).append(texts.digest);
    batch.notes.push_back(note);
}

}  // namespace

/// The values of a body one after another, in either form (docs/journal.md).
struct BatchReader::BodyBytes {
    ByteReader reader;
    bool whole = false;

    explicit BodyBytes(std::string_view body) : reader(body) {
        uint8_t const form = reader.byte();
        whole = form == kWholeForm;
        if (!whole && form != kOpenedForm) reader.fail(EncodingFault::kUnknownTag);
        if (whole) (void)reader.raw(sizeof(EntrySecret));
    }
    /// Into `value`, which is fresh; false: it has been redacted.
    bool next(RawValue& value) {
        if (!whole) {
            uint8_t const mark = reader.byte();
            if (mark != kPresentMark) {
                if (mark != kRedactedMark) reader.fail(EncodingFault::kUnknownTag);
                (void)reader.raw(sizeof(Digest));
                return false;
            }
            (void)reader.raw(sizeof(Salt));
        }
        reader.raw_value(value);
        return true;
    }
    std::string_view next_text() {
        RawValue value;
        if (next(value) && value.tag != ValueTag::kText) reader.fail(EncodingFault::kUnknownTag);
        return value.bytes;
    }
};

struct BatchReader::Change {
    size_t entity;
    size_t row;
    ChangeKind kind;
    int64_t version;
    Sequence sequence;
};

BatchReader::BatchReader(Snapshot const& base) : slots_(*base.model), names_(*base.model, slots_) {}

Result<void> BatchReader::add(EntryBytes const& bytes, BatchRoom& room, bool noted) {
    if (read(bytes, room, noted)) return {};
    auto const decoded = decode_entry(bytes);  // says what is wrong
    AGGLO_ASSERT(!decoded.ok());
    return decoded.error();
}

bool BatchReader::read(EntryBytes const& bytes, BatchRoom& room, bool noted) {
    if (bytes.head.size() + bytes.body.size() > EntryLimits::kBytesMax) return false;
    ByteReader head(bytes.head);
    BodyBytes body(bytes.body);
    if (head.byte() != kFormat) return false;
    uint8_t const algorithm = head.byte();
    Sequence const sequence = head.varint();
    Instant const recorded_at{head.zigzag()};
    uint64_t const flags = head.varint();
    NoteTexts texts;
    texts.actor = head.text();
    texts.command = head.text();
    int64_t const import = head.natural();
    int64_t const schema_version = head.natural();
    if (!read_names(head) || sequence != bytes.sequence) return false;
    if (algorithm < 1 || algorithm > 2 || flags > kSyntheticFlag) return false;

    (void)body.next_text();  // the reason
    texts.digest = body.next_text();
    if (!read_changes(head, body, sequence, room)) return false;
    auto& batch = *room.batch;
    batch.last = sequence;
    batch.recorded_at = recorded_at;
    if (noted) add_note(batch, texts, changes_);
    if (import != 0) batch.imports.emplace_back(import, sequence);
    batch.schema_version = defines_ ? static_cast<int64_t>(sequence) : schema_version;
    return true;
}

/// To the end of both, head and body.
bool BatchReader::read_changes(ByteReader& head, BodyBytes& body, Sequence sequence,
                               BatchRoom& room) {
    defines_ = false;
    changes_ = head.count(EntryLimits::kChangesMax);
    for (size_t i = 0; i < changes_; ++i) {
        if (room.batch->cells >= room.cells_full) room.batch = room.exchange(room.batch);
        if (!read_change(head, body, sequence, *room.batch)) return false;
    }
    head.end();
    body.reader.end();
    return head.ok() && body.reader.ok() && used_ == list_.size();
}

/// Names differ from each other.
bool BatchReader::read_names(ByteReader& head) {
    size_t const count = head.count(EntryLimits::kNamesMax);
    names_.begin();
    list_.clear();
    used_ = 0;
    ++entries_;
    for (size_t i = 0; i < count && head.ok(); ++i) {
        auto* const name = names_.of(head.raw(head.varint()));
        if (!name || std::exchange(name->last_use, entries_) == entries_) return false;
        list_.push_back(name);
    }
    return head.ok();
}

/// Names stand in the order of their first use; nullptr: this one does not.
NameTarget const* BatchReader::use_name(ByteReader& head) {
    uint64_t const index = head.varint();
    if (index > used_ || index >= list_.size()) return nullptr;
    if (index == used_) ++used_;
    return list_[index];
}

bool BatchReader::read_change(ByteReader& head, BodyBytes& body, Sequence sequence,
                              CellBatch& batch) {
    static constexpr FieldTarget kNowhere;
    auto const* const target = use_name(head);
    if (!target) return false;
    auto const entity = target->entity;
    int64_t const id = head.natural();
    int64_t const version = head.natural();
    uint8_t const kind = head.byte();
    if (kind < 1 || kind > 4 || !head.ok()) return false;
    Change const change{entity.value_or(0), static_cast<size_t>(id) - 1,
                        static_cast<ChangeKind>(kind), version, sequence};
    defines_ = defines_ || target->defines;
    if (entity) note_row(change, batch);
    size_t const fields = head.count(EntryLimits::kNamesMax);
    for (size_t i = 0; i < fields; ++i) {
        auto const* const name = use_name(head);
        uint8_t const sides = head.byte();
        if (!name || sides < kBeforeBit || sides > (kBeforeBit | kAfterBit)) return false;
        read_field(sides, entity ? name->fields[*entity] : kNowhere, change.row, body, batch);
    }
    if (!head.ok() || !body.reader.ok()) return false;
    return true;
}

/// Records are created one after another; whoever folds compares with the rows there are.
void BatchReader::note_row(Change const& change, CellBatch& batch) {
    batch.touches[change.entity].push_back(
        {change.sequence, change.version, static_cast<uint32_t>(change.row), change.kind});
    ++batch.cells;
    auto& touched = batch.rows_touched[change.entity];
    AGGLO_ASSERT(change.row != SIZE_MAX);  // no record has id 0
    touched = std::max(touched, change.row + 1);
    if (change.kind == ChangeKind::kUpdate) return;
    batch.live[change.entity] += change.kind == ChangeKind::kDelete ? -1 : 1;
    if (change.kind != ChangeKind::kCreate) return;
    auto& first = batch.first_appended[change.entity];
    auto& appended = batch.appended[change.entity];
    if (appended == 0) first = change.row;
    AGGLO_ASSERT(change.row == first + appended);
    ++appended;
}

void BatchReader::read_field(uint8_t sides, FieldTarget const& target, size_t row, BodyBytes& body,
                             CellBatch& batch) {
    bool whole = true;
    if (sides & kBeforeBit) {
        RawValue before;
        whole = body.next(before);
    }
    RawValue after;  // null where there is none
    if (sides & kAfterBit) whole = body.next(after) && whole;
    if (target.field && whole && body.reader.ok()) put_value(batch, target, row, after);
}

}  // namespace agglo
