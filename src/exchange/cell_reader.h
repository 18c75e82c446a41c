#pragma once
// CellReader: what a cell means for a field, as a settled Value.
//
//   CellReader read(*snapshot, viewer);
//   Value money = TRY(read.value(field, column.scale, table.cell(row, c)));
//
// Numbers are taken to the field's unit exactly; references and enumerations are found by code or
// label and remembered, because a column holds few of them many times.
#include <unordered_map>

#include "exchange/sheet_table.h"
#include "exchange/unit_scale.h"
#include "query/record_input.h"

namespace agglo {

class CellReader {
public:
    CellReader(Snapshot const& snapshot, Viewer const& viewer)
        : snapshot_(&snapshot), viewer_(&viewer) {}

    /// Null for an empty cell. Errors: those of settle_text; kMalformed for Excel's own errors
    /// ("#REF!").
    Result<Value> value(Field const& field, UnitScale scale, SheetCell const& cell);

private:
    Result<Value> number(Field const& field, UnitScale scale, SheetCell const& cell) const;
    Result<Value> named(Field const& field, std::string_view text);
    Result<Value> numbered(Field const& field, RecordId id) const;
    Result<Value> geometry(Field const& field, std::string_view text) const;
    Result<Value> settled(Field const& field, Value value) const {
        return settle_input(*snapshot_, *viewer_, field, std::move(value));
    }

    Snapshot const* snapshot_;
    Viewer const* viewer_;
    std::unordered_map<Field const*, std::unordered_map<std::string, Result<Value>>> named_;
};

}  // namespace agglo
