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
    if (account.memberships.size() > kMembershipsMax)
        return Error(ErrorCode::kTooLarge, {"memberships", std::to_string(kMembershipsMax)})
            .at("memberships");
    for (size_t i = 0; i < account.memberships.size(); ++i)
        TRY(check_membership(account.memberships[i]).at(std::to_string(i)).at("memberships"));
    account.display_name = TRY(checked_display_name(account.display_name, account.name));
    return {};
}

Result<std::string> checked_display_name(std::string const& text, std::string const& name) {
    auto clean = TRY(short_text(text).at("display_name"));
    return clean.empty() ? name : clean;
}

std::string folded_name(std::string_view name) {
    std::string folded(trim(name).substr(0, kAccountNameMax + 1));
    for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return folded;
}

std::string short_device(std::string_view device) {
    auto text = std::string(device.substr(0, Accounts::kDeviceBytesMax));
    while (!text.empty() && !is_utf8(text)) text.pop_back();
    return text;
}

Result<std::string> checked_label(std::string const& label) {
    return short_text(label).at("label");
}

}  // namespace agglo
