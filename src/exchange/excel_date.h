#pragma once
// Dates as Excel keeps them: a count of days from 1900 or 1904, shown as a date by a number format.
//
//   text_of_excel_serial(45047, false);      // "2023-05-01"
//   text_of_excel_serial(45047.5, false);    // "2023-05-01 12:00:00"
//   excel_serial_of(*Date::from_civil(2023, 5, 1));   // 45047
//
// The 1900 system counts 1900-02-29, which never was (ECMA-376 part 1 §18.17.4.1): earlier serials
// are shifted.
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace agglo {

/// Whether a built-in number format shows dates (§18.8.30, with the Chinese ones 27–36 and 50–58).
bool is_date_format(int built_in_id);
/// Whether a format code does: it holds y, m, d or h outside quotes and brackets. Elapsed time
/// ([h]:mm) does not.
bool is_date_format(std::string_view code);

/// Nothing when the serial is no date of the system. Times are rounded to the second.
std::optional<std::string> text_of_excel_serial(double serial, bool starts_1904);

/// In the 1900 system; nothing before 1900-03-01, where serials are not trustworthy.
std::optional<int> excel_serial_of(Date date);

}  // namespace agglo
