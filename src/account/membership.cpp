#include "account/membership.h"

#include <algorithm>

namespace agglo {

namespace {

Error check_failed(std::string field, std::string zh, std::string en) {
    Error error(ErrorCode::kCheckFailed, {field, std::move(zh), std::move(en)});
    return std::move(error).at(field);
}

// Roles and codes are identifiers of the schema and the pack, never free text.
bool is_code(std::string_view code) {
    auto const is_graphic = [](char c) { return c > ' ' && c != 0x7F; };
    return !code.empty() && code.size() <= kCodeBytesMax && std::ranges::all_of(code, is_graphic);
}

Result<void> check_codes(std::vector<std::string> const& codes, char const* field) {
    if (codes.size() > kPlacesMax)
        return Error(ErrorCode::kTooLarge, {field, std::to_string(kPlacesMax)}).at(field);
    if (!std::ranges::all_of(codes, is_code)) return check_failed(field, "代码无效", "not a code");
    return {};
}

// Business roles count as one: an account may hold several.
struct DutyWords {
    char const* zh;
    char const* en;
};

DutyWords words_of(Duty duty) {
    switch (duty) {
        case Duty::kBusiness: return {"业务人员", "a business role"};
        case Duty::kSystem: return {"系统管理员", "a system administrator"};
        case Duty::kSecurity: return {"安全管理员", "a security administrator"};
        case Duty::kAudit: return {"审计管理员", "an audit administrator"};
    }
    return {"", ""};
}

template <class Place>
bool within(std::vector<Place> const& part, std::vector<Place> const& whole) {
    if (part.empty()) return whole.empty();
    return std::ranges::all_of(
        part, [&](Place const& place) { return std::ranges::find(whole, place) != whole.end(); });
}

}  // namespace

std::string_view name_of(Duty duty) {
    switch (duty) {
        case Duty::kBusiness: return "business";
        case Duty::kSystem: return "system";
        case Duty::kSecurity: return "security";
        case Duty::kAudit: return "audit";
    }
    return "";
}

Result<void> check_membership(Membership const& membership) {
    if (!is_code(membership.role))
        return check_failed("role", "角色名无效", "not the name of a role");
    if (!membership.unit.empty() && !is_code(membership.unit))
        return check_failed("unit", "代码无效", "not a code");
    TRY(check_codes(membership.regions, "regions"));
    TRY(check_codes(membership.parks, "parks"));
    if (membership.own.size() > kPlacesMax)
        return Error(ErrorCode::kTooLarge, {"own", std::to_string(kPlacesMax)}).at("own");
    for (auto const& own : membership.own) {
        if (!is_code(own.entity) || !is_code(own.code))
            return check_failed("own", "代码无效", "not a code");
    }
    if (membership.from && membership.until && *membership.until <= *membership.from)
        return check_failed("until", "不晚于开始时间", "not after the beginning");
    return {};
}

Result<void> check_duties(std::vector<Membership> const& memberships, DutyOf const& duty_of,
                          Instant now) {
    std::optional<Duty> held;
    for (auto const& membership : memberships) {
        if (membership.until && *membership.until <= now) continue;
        auto const duty = duty_of(membership.role);
        if (held && *held != duty) {
            auto const first = words_of(*held);
            auto const second = words_of(duty);
            return Error(ErrorCode::kDutiesConflict, {first.zh, second.zh, first.en, second.en});
        }
        held = duty;
    }
    return {};
}

Result<void> check_narrower(Membership const& narrower, Membership const& whole) {
    char const* const zh = "超出所委托的范围";
    char const* const en = "wider than what is delegated";
    if (narrower.role != whole.role) return check_failed("role", zh, en);
    if (narrower.unit != whole.unit) return check_failed("unit", zh, en);
    if (!within(narrower.regions, whole.regions)) return check_failed("regions", zh, en);
    if (!within(narrower.parks, whole.parks)) return check_failed("parks", zh, en);
    if (!within(narrower.own, whole.own)) return check_failed("own", zh, en);
    return {};
}

}  // namespace agglo
