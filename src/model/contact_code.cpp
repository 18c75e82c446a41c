#include "model/contact_code.h"

#include <string>

#include "model/code_pattern.h"

namespace agglo {

namespace {

constexpr size_t kInternationalDigitsMin = 7;
constexpr size_t kInternationalDigitsMax = 15;  // ITU-T E.164

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

// Area code of three digits (010, 02x) or four, then seven or eight digits of the subscriber.
bool is_landline(std::string_view digits) {
    if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0') return false;
    bool const short_area = digits[1] == '1' || digits[1] == '2';
    auto const subscriber = digits.size() - (short_area ? 3 : 4);
    return subscriber == 7 || subscriber == 8;
}

bool is_service(std::string_view digits) {
    if (digits.size() == 10) return digits.starts_with("400") || digits.starts_with("800");
    return digits.size() >= 3 && digits.size() <= 5 && (digits[0] == '1' || digits[0] == '9');
}

bool is_local_number(std::string_view digits) {
    return all_digits(digits) && (is_mobile(digits) || is_landline(digits) || is_service(digits));
}

// "0758-1234567-801": what follows the second hyphen is an extension.
std::string_view without_extension(std::string_view text) {
    auto const last = text.rfind('-');
    bool const two = last != std::string_view::npos && text.find('-') != last;
    bool const extension = two && text.starts_with('0') && text.size() - last <= 7;
    return extension ? text.substr(0, last) : text;
}

std::string without_grouping(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (c != ' ' && c != '-' && c != '(' && c != ')') digits += c;
    }
    return digits;
}

}  // namespace

CheckFinding check_phone(std::string_view text) {
    Labels const finding{"不像电话号码", "does not look like a telephone number"};
    if (text.starts_with('+')) {
        auto const digits = without_grouping(text.substr(1));
        bool const length =
            digits.size() >= kInternationalDigitsMin && digits.size() <= kInternationalDigitsMax;
        return length && all_digits(digits) ? CheckFinding() : finding;
    }
    if (is_local_number(without_grouping(text))) return std::nullopt;
    return is_local_number(without_grouping(without_extension(text))) ? CheckFinding() : finding;
}

CheckFinding check_email(std::string_view text) {
    Labels const finding{"不像邮箱地址", "does not look like a mail address"};
    auto const at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find_first_of(" \t\n,;") != text.npos)
        return finding;
    auto const domain = text.substr(at + 1);
    auto const dot = domain.rfind('.');
    bool const inside = dot != domain.npos && dot > 0 && dot + 1 < domain.size();
    return inside && domain.find('@') == domain.npos ? CheckFinding() : finding;
}

}  // namespace agglo
