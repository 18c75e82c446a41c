#pragma once
// XlsxWorkbook: where the parts of a workbook lie and what its styles say of dates
// (ECMA-376 part 1, §12 package, §18.2 workbook, §18.8 styles).
#include <string>
#include <vector>

#include "exchange/zip_archive.h"

namespace agglo {

struct XlsxSheet {
    std::string name;
    std::string part;
    bool hidden = false;
};

struct XlsxWorkbook {
    std::vector<XlsxSheet> sheets;  ///< in the order of the tabs; worksheets only
    std::string shared_strings;     ///< part; empty: none
    bool starts_1904 = false;       ///< the date system
    std::vector<bool> date_styles;  ///< by index of a cell's style: numbers are dates
};

/// Errors: kBadTable, kTableTooLarge.
Result<XlsxWorkbook> read_xlsx_workbook(ZipArchive& archive);

}  // namespace agglo
