#include "model/national_code.h"

#include <array>

#include "model/code_pattern.h"

namespace agglo {

namespace {

// GB/T 2260: provinces, autonomous regions, municipalities, special administrative regions.
constexpr std::array<int, 34> kProvinces = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                            35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                            53, 54, 61, 62, 63, 64, 65, 71, 81, 82};

// GB/T 4754-2017: the last division of each section A–T.
constexpr std::array<int, 20> kLastDivisions = {5,  12, 43, 46, 50, 52, 60, 62, 65, 69,
                                                70, 72, 75, 79, 82, 83, 85, 90, 96, 97};
constexpr int kLandUseClassMax = 24;

bool is_province(int code) {
    return std::find(kProvinces.begin(), kProvinces.end(), code) != kProvinces.end();
}

bool is_section(char c) {
    return c >= 'A' && c <= 'T';
}

char section_of(int division) {
    auto const last = std::lower_bound(kLastDivisions.begin(), kLastDivisions.end(), division);
    return static_cast<char>('A' + (last - kLastDivisions.begin()));
}

}  // namespace

CheckFinding check_project_code(std::string_view text) {
    constexpr std::string_view kPattern = "9999-999999-99-99-999999";
    if (!matches_pattern(text, kPattern)) {
        return Labels{"应形如 2304-441284-04-01-123456",
                      "should look like 2304-441284-04-01-123456"};
    }
    int const month = number_of(text.substr(2, 2));
    if (month < 1 || month > 12)
        return Labels{"第 3、4 位应为月份", "digits 3 and 4 should be a month"};
    return std::nullopt;
}

CheckFinding check_region_code(std::string_view text) {
    bool const length = text.size() == 6 || text.size() == 9 || text.size() == 12;
    if (!length || !all_digits(text)) {
        return Labels{"应为 6 位、9 位或 12 位数字", "should be 6, 9 or 12 digits"};
    }
    if (!is_province(number_of(text.substr(0, 2)))) {
        return Labels{"前两位不是省级代码", "the first two digits are no province"};
    }
    return std::nullopt;
}

CheckFinding check_industry_code(std::string_view text) {
    auto digits = text;
    std::optional<char> section;
    if (!text.empty() && is_section(text.front())) {
        section = text.front();
        digits.remove_prefix(1);
        if (digits.empty()) return std::nullopt;
    }
    if (digits.size() < 2 || digits.size() > 4 || !all_digits(digits)) {
        return Labels{"应为门类字母或 2–4 位数字", "should be a section letter or 2 to 4 digits"};
    }
    int const division = number_of(digits.substr(0, 2));
    if (division < 1 || division > kLastDivisions.back()) {
        return Labels{"没有这个大类", "there is no such division"};
    }
    if (section && *section != section_of(division)) {
        return Labels{"门类与大类不符", "the division is not of this section"};
    }
    return std::nullopt;
}

CheckFinding check_land_use_code(std::string_view text) {
    bool const length = text.size() == 2 || text.size() == 4 || text.size() == 6;
    if (!length || !all_digits(text)) {
        return Labels{"应为 2 位、4 位或 6 位数字", "should be 2, 4 or 6 digits"};
    }
    int const land_class = number_of(text.substr(0, 2));
    if (land_class < 1 || land_class > kLandUseClassMax) {
        return Labels{"没有这个一级类", "there is no such class"};
    }
    return std::nullopt;
}

}  // namespace agglo
