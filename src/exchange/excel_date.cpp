#include "exchange/excel_date.h"

#include <cmath>
#include <cstdio>

namespace agglo {

namespace {

constexpr int kEpoch1900_days = -25'569;  // 1899-12-30, right for serials from 61
constexpr int kEpoch1904_days = -24'107;  // 1904-01-01
constexpr int kLeapDayThatNeverWas = 60;
constexpr double kSerialMax = 2'958'466;  // 10000-01-01
constexpr int kSecondsPerDay = 86'400;

}  // namespace

bool is_date_format(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 ||
           (id >= 50 && id <= 58);
}

bool is_date_format(std::string_view code) {
    for (size_t i = 0; i < code.size(); ++i) {
        switch (code[i]) {
            case '"':
            case '[': {
                auto const end = code.find(code[i] == '"' ? '"' : ']', i + 1);
                if (end == std::string_view::npos) return false;
                auto const inside = code.substr(i + 1, end - i - 1);
                bool const elapsed =
                    code[i] == '[' && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
                if (elapsed) return false;
                i = end;
                break;
            }
            case '\\':
            case '_':
            case '*': ++i; break;
            case 'y':
            case 'Y':
            case 'm':
            case 'M':
            case 'd':
            case 'D':
            case 'h':
            case 'H': return true;
            default: break;
        }
    }
    return false;
}

std::optional<std::string> text_of_excel_serial(double serial, bool starts_1904) {
    if (!(serial >= 0 && serial < kSerialMax)) return std::nullopt;
    auto days = static_cast<int>(serial);
    auto seconds = static_cast<int>(std::lround((serial - days) * kSecondsPerDay));
    days += seconds / kSecondsPerDay;
    seconds %= kSecondsPerDay;
    if (!starts_1904 && (days == 0 || days == kLeapDayThatNeverWas)) return std::nullopt;
    int const shift = !starts_1904 && days < kLeapDayThatNeverWas ? 1 : 0;
    Date const date{days + shift + (starts_1904 ? kEpoch1904_days : kEpoch1900_days)};
    auto text = date.to_string();
    if (seconds == 0) return text;
    char clock[16];
    std::snprintf(clock, sizeof clock, " %02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60,
                  seconds % 60);
    return text + clock;
}

std::optional<int> excel_serial_of(Date date) {
    int const serial = date.days - kEpoch1900_days;
    if (serial <= kLeapDayThatNeverWas || serial >= kSerialMax) return std::nullopt;
    return serial;
}

}  // namespace agglo
