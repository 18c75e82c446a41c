#include "query/record_columns.h"

#include <algorithm>

#include "state/cell.h"

namespace agglo {

namespace {

using feel::ColumnKind;

ColumnKind kind_of(Field const& field) {
    if (field.is_number()) return ColumnKind::kNumber;
    if (field.is_date()) return ColumnKind::kDate;
    if (field.is_text()) return ColumnKind::kText;
    switch (field.type) {
        case FieldType::kBoolean: return ColumnKind::kBoolean;
        case FieldType::kInstant: return ColumnKind::kDateTime;
        case FieldType::kEnumeration: return ColumnKind::kText;
        default: return ColumnKind::kOther;
    }
}

/// By row of an entity: whether the viewer may follow a reference to it; nullptr: to all.
std::shared_ptr<std::vector<uint8_t> const> readable_rows(EntityAccess const& rights, size_t rows) {
    if (rights.all_rows()) return nullptr;
    auto readable = std::make_shared<std::vector<uint8_t>>(rows);
    for (size_t row = 0; row < rows; ++row) (*readable)[row] = rights.may_read_row(row);
    return readable;
}

/// Between which values a column's lie.
ChunkBounds bounds_of(Table const& table, size_t column) {
    ChunkBounds all;
    for (size_t group = 0; group < table.groups(); ++group) {
        auto const* chunk = table.chunk(group, column);
        auto const bounds = chunk ? chunk->bounds(table.group_rows(group)) : ChunkBounds{};
        all.low = std::min(all.low, bounds.low);
        all.high = std::max(all.high, bounds.high);
    }
    return all;
}

}  // namespace

RecordColumns::RecordColumns(RecordExpression const& expression)
    : access_(expression.shared_access()),
      records_(expression.records()),
      entity_(expression.entity()) {}

Table const& RecordColumns::table() const {
    return *access_->snapshot().entities[entity_].table;
}

Field const& RecordColumns::field_of(size_t member) const {
    return access_->snapshot().model->entities[entity_].fields[records_->field_of(member)];
}

bool RecordColumns::is_small(size_t size) const {
    return size <= std::max(kDomainMax, table().rows() / 4);
}

std::optional<feel::BoundColumn> RecordColumns::column(size_t member) const {
    auto const& field = field_of(member);
    ColumnSource source{{{&table(), records_->field_of(member), {}}}};
    if (field.type == FieldType::kReference) {
        auto const& rights = access_->of(*field.target);
        auto const& target = *access_->snapshot().entities[*field.target].table;
        EntityView const view(access_->snapshot(), *field.target);
        source.steps.push_back(
            {&target, view.system(SystemColumn::kId), readable_rows(rights, target.rows())});
    }
    return feel::BoundColumn{kind_of(field), field.scale, std::move(source)};
}

std::optional<feel::BoundColumn> RecordColumns::entry(size_t member, std::string_view name) const {
    auto const& field = field_of(member);
    if (!field.target) return std::nullopt;
    auto const& target = access_->snapshot().model->entities[*field.target];
    for (auto const each : records_->fields_referred(member)) {
        auto const& entry = target.fields[each];
        if (entry.name != name) continue;
        auto const& held = *access_->snapshot().entities[*field.target].table;
        auto readable = readable_rows(access_->of(*field.target), held.rows());
        ColumnSource source{
            {{&table(), records_->field_of(member), {}}, {&held, each, std::move(readable)}}};
        return feel::BoundColumn{kind_of(entry), entry.scale, std::move(source)};
    }
    return std::nullopt;
}

std::optional<feel::ColumnBinding::Domain> RecordColumns::domain(size_t member) const {
    auto const& field = field_of(member);
    size_t const column = records_->field_of(member);
    ColumnSource source{{{&table(), column, {}}}};
    if (field.type == FieldType::kBoolean) return Domain{std::move(source), 0, 2};
    if (table().storage(column) == Storage::kCode32) {
        size_t const size = table().dictionary(column).size();
        return is_small(size) ? std::optional(Domain{std::move(source), 0, size}) : std::nullopt;
    }
    if (field.target) {
        size_t const size = access_->snapshot().entities[*field.target].table->rows() + 1;
        return is_small(size) ? std::optional(Domain{std::move(source), 0, size}) : std::nullopt;
    }
    auto const bounds = bounds_of(table(), column);
    auto const span = static_cast<uint64_t>(bounds.high) - static_cast<uint64_t>(bounds.low);
    if (span >= kDomainMax) return std::nullopt;
    return Domain{std::move(source), bounds.low, static_cast<size_t>(span) + 1};
}

feel::Value RecordColumns::value_at(size_t member, int64_t wide) const {
    return records_->input_of(
        member, value_of_wide(table(), records_->field_of(member), field_of(member), wide));
}

feel::Value RecordColumns::value(size_t member, size_t row) const {
    EntityView const view(access_->snapshot(), entity_);
    return records_->input_of(member, view.value(row, records_->field_of(member)));
}

}  // namespace agglo
