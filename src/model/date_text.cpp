#include "model/date_text.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "model/code_pattern.h"

namespace agglo {

namespace {

constexpr size_t kDateTextMax = 40;

Error bad_date(std::string_view text) {
    return Error(ErrorCode::kBadDate, {std::string(text)});
}

// "2023年5月1日" as "2023-5-1": every separator becomes a hyphen.
std::string with_hyphens(std::string_view text) {
    struct Separator {
        std::string_view from, to;
    };
    constexpr Separator kSeparators[] = {{"年", "-"}, {"月", "-"}, {"日", ""},
                                         {"号", ""},  {"/", "-"},  {".", "-"}};
    std::string out(text);
    for (auto const& [from, to] : kSeparators) {
        for (auto at = out.find(from); at != std::string::npos;
             at = out.find(from, at + to.size())) {
            out.replace(at, from.size(), to);
        }
    }
    if (out.ends_with('-')) out.pop_back();
    return out;
}

// "2023-5-1" → {2023, 5, 1}; nothing when a part is no number of one to four digits.
std::vector<int> parts_of(std::string_view text) {
    std::vector<int> parts;
    for (size_t from = 0; from <= text.size();) {
        auto const end = std::min(text.find('-', from), text.size());
        auto const part = text.substr(from, end - from);
        if (!all_digits(part) || part.size() > 4) return {};
        parts.push_back(number_of(part));
        from = end + 1;
    }
    return parts;
}

// The date without a time of day: "2023-05-01 00:00:00", "2023-05-01T00:00:00".
std::string date_part(std::string_view text) {
    auto folded = fold_text(text.substr(0, kDateTextMax));
    auto const time = folded.find(':');
    auto const end = folded.find_first_of(" t");
    if (time != std::string::npos && end != std::string::npos && end < time) folded.resize(end);
    return folded;
}

std::vector<int> date_parts(std::string_view text) {
    auto const folded = date_part(text);
    if (folded.size() == 8 && all_digits(folded)) {
        return {number_of(std::string_view(folded).substr(0, 4)),
                number_of(std::string_view(folded).substr(4, 2)),
                number_of(std::string_view(folded).substr(6))};
    }
    if (folded.size() == 6 && all_digits(folded)) {
        return {number_of(std::string_view(folded).substr(0, 4)),
                number_of(std::string_view(folded).substr(4))};
    }
    return parts_of(with_hyphens(folded));
}

}  // namespace

Result<Date> date_from_text(std::string_view text) {
    auto const parts = date_parts(text);
    if (parts.size() != 3 || parts[0] < 1000) return bad_date(text);
    auto const date = Date::from_civil(parts[0], parts[1], parts[2]);
    return date.ok() ? date : bad_date(text);
}

Result<Date> month_from_text(std::string_view text) {
    auto const parts = date_parts(text);
    if (parts.size() < 2 || parts.size() > 3 || parts[0] < 1000) return bad_date(text);
    if (parts.size() == 3) TRY(date_from_text(text));
    auto const month = Date::from_civil(parts[0], parts[1], 1);
    return month.ok() ? month : bad_date(text);
}

Result<Instant> instant_from_text(std::string_view text) {
    constexpr size_t kMinuteLength = std::string_view("2023-05-01 08:30").size();
    std::string stamp(trim(text));
    if (stamp.size() >= kMinuteLength && stamp[10] == ' ') {
        stamp[10] = 'T';
        if (stamp.size() == kMinuteLength) stamp += ":00";
        stamp += "+08:00";
    }
    return Instant::parse(stamp);
}

}  // namespace agglo
