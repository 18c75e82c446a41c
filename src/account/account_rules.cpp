#include "account/account_rules.h"

#include <algorithm>

#include "base/text.h"

namespace agglo {

namespace {

bool is_name_character(char c) {
    bool const is_letter = c >= 'a' && c <= 'z';
    bool const is_digit = c >= '0' && c <= '9';
    return is_letter || is_digit || c == '.' || c == '_' || c == '-' || c == '@';
}

bool is_name(std::string_view name) {
    return name.size() >= kAccountNameMin && name.size() <= kAccountNameMax &&
           std::ranges::all_of(name, is_name_character);
}

// Roles and region codes are identifiers of the schema and the pack, never free text.
bool are_grants(std::vector<std::string> const& grants) {
    auto const is_grant = [](std::string const& grant) {
        auto const is_graphic = [](char c) { return c > ' ' && c < 0x7F; };
        return !grant.empty() && grant.size() <= kGrantBytesMax &&
               std::ranges::all_of(grant, is_graphic);
    };
    return grants.size() <= kGrantsMax && std::ranges::all_of(grants, is_grant);
}

Error check_failed(std::string field, std::string zh, std::string en) {
    Error error(ErrorCode::kCheckFailed, {field, std::move(zh), std::move(en)});
    return std::move(error).at(field);
}

Result<std::string> short_text(std::string const& text) {
    auto clean = TRY(clean_text(text));
    auto const length = code_point_count(clean);
    if (length <= kDisplayNameMax) return clean;
    return Error(ErrorCode::kTooLong, {std::to_string(kDisplayNameMax), std::to_string(length)});
}

}  // namespace

Result<void> check_account(Account& account) {
    if (!is_name(account.name)) {
        return check_failed("name", "2–64 个小写字母、数字或 . _ - @",
                            "2–64 lower-case letters, digits or . _ - @");
    }
    if (!are_grants(account.roles)) return check_failed("roles", "角色名无效", "not role names");
    if (!are_grants(account.region_codes))
        return check_failed("region_codes", "区划代码无效", "not region codes");
    account.display_name = TRY(short_text(account.display_name).at("display_name"));
    if (account.display_name.empty()) account.display_name = account.name;
    return {};
}

std::string folded_name(std::string_view name) {
    std::string folded(trim(name).substr(0, kAccountNameMax + 1));
    for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return folded;
}

Result<std::string> checked_label(std::string const& label) {
    return short_text(label).at("label");
}

}  // namespace agglo
