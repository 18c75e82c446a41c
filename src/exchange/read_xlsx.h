#pragma once
// Reads the first visible sheet with a header row of an .xlsx workbook (ECMA-376), under
// SheetLimits.
//
// Read: shared and inline strings (phonetic runs left out), numbers, booleans, dates by style in
// both date systems, cached values of formulas, errors. Passed over: everything else, among it
// hidden sheets, external links, macros. Memory is bounded by the limits whatever the file declares
// of itself.
#include "exchange/sheet_table.h"

namespace agglo {

/// Errors: kBadTable, kTableTooLarge.
Result<SheetTable> read_xlsx(std::string_view bytes);

}  // namespace agglo
