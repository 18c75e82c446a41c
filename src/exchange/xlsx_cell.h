#pragma once
// XlsxCellReader: turns what a `c` element holds (ECMA-376 part 1 §18.3.1.4) into a cell's kind and
// text.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/sheet_table.h"
#include "exchange/xlsx_workbook.h"

namespace agglo {

/// What the XML says of one cell.
struct XlsxCell {
    size_t column = 0;
    std::string type;   ///< `t`; empty: a number
    size_t style = 0;   ///< `s`
    std::string value;  ///< `v`, or the decoded text of `is`
};

/// "AB12" is column 27 (from 0). Errors: kBadTable, kTableTooLarge beyond SheetLimits::kColumnsMax.
Result<size_t> column_of_reference(std::string_view reference);

/// Writes `_x000D_` and the like (§22.9.2.19) as the character they stand for; carriage returns are
/// left out.
std::string without_escapes(std::string_view text);
/// The text that `without_escapes` reads back: a literal `_x0041_` becomes `_x005F_x0041_`.
std::string with_escapes(std::string_view text);

class XlsxCellReader {
public:
    XlsxCellReader(XlsxWorkbook const& workbook, std::vector<std::string_view> const& shared)
        : workbook_(&workbook), shared_(&shared) {}

    /// Errors: kBadTable, kTableTooLarge.
    Result<void> put(XlsxCell const& cell, SheetBuilder& builder) const;

private:
    Result<void> put_number(XlsxCell const& cell, SheetBuilder& builder) const;

    XlsxWorkbook const* workbook_;
    std::vector<std::string_view> const* shared_;
};

}  // namespace agglo
