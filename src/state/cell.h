#pragma once
// Cell: how a field's Value lies in its column, and back.
#include "base/value.h"
#include "column/table.h"
#include "model/field.h"

namespace agglo {

Storage storage_of(Field const& field);

/// Whether the field's column can hold the value. A value written while the schema gave the field
/// another type may not fit.
bool can_hold(Field const& field, Value const& value);

/// Writes a settled value (model/fact.h); null clears.
void write_cell(TableWriter& writer, size_t row, size_t column, Field const& field,
                Value const& value);

/// Null when the cell is empty.
Value read_cell(Table const& table, size_t row, size_t column, Field const& field);

/// The int64 a settled non-null value of a number, date, boolean, instant or reference field is
/// held as; texts have codes instead.
int64_t wide_of(Field const& field, Value const& value);

/// The Value that a column's int64 stands for.
Value value_of_wide(Table const& table, size_t column, Field const& field, int64_t wide);

/// Items of a list as one dictionary text, and back; items hold no control characters, so U+001F
/// parts them.
std::string joined_list(ValueList const& list);
ValueList parted_list(std::string_view text);

}  // namespace agglo
