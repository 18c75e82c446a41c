#pragma once
// Reads CSV as people have it: UTF-8 with or without byte order mark, GB 18030 otherwise; separated
// by comma, semicolon or tab, whichever the header row holds most of; quotes as RFC 4180 §2; any
// line ends.
//
// All cells are texts. An apostrophe before = + - @ or tab is taken off: exports put it there so
// that a spreadsheet does not take a text for a formula (export_csv.cpp).
#include "exchange/sheet_table.h"

namespace agglo {

/// Errors: kBadTable, kTableTooLarge.
Result<SheetTable> read_csv(std::string_view bytes);

/// Whether a spreadsheet that opens a CSV file might take this text for a formula: it begins so
/// after any apostrophes, one of which an export has put there.
bool looks_like_formula(std::string_view text);

}  // namespace agglo
