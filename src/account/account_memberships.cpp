// Memberships given, taken and delegated.
#include <algorithm>

#include "account/account_rules.h"
#include "account/file_accounts.h"

namespace agglo {

namespace {

constexpr int64_t kDay_us = 24LL * 3600 * 1'000'000;

Error refused(char const* field, char const* zh, char const* en) {
    Error error(ErrorCode::kCheckFailed, {field, zh, en});
    return std::move(error).at(field);
}

Result<void> check_delegated_time(Membership const& part, Instant now) {
    if (!part.until) return Error(ErrorCode::kRequired, {"until"}).at("until");
    if (*part.until <= now) return refused("until", "已过去", "in the past");
    if (part.until->us - now.us > kDelegationDaysMax * kDay_us)
        return refused("until", "委托最长 90 天", "a delegation lasts 90 days at most");
    return {};
}

}  // namespace

Result<void> FileAccounts::check_may_hold(std::vector<Membership> memberships,
                                          Membership const& more) const {
    TRY(check_membership(more));
    if (memberships.size() >= kMembershipsMax)
        return Error(ErrorCode::kTooLarge, {"memberships", std::to_string(kMembershipsMax)});
    memberships.push_back(more);
    return check_duties(memberships, duty_of_, clock_());
}

Result<void> FileAccounts::set_memberships(std::string const& name,
                                           std::vector<Membership> memberships) {
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto checked = account;
        checked.memberships = memberships;
        TRY(check_account(checked));
        auto held = std::move(memberships);
        std::ranges::copy_if(account.memberships, std::back_inserter(held),
                             [](Membership const& each) { return each.delegated_from != 0; });
        TRY(check_duties(held, duty_of_, clock_()));
        auto transaction = TRY(file_.begin());
        TRY(file_.remove_given(account.id));
        for (auto const& each : checked.memberships)
            TRY(file_.insert_membership(account.id, each, clock_()));
        TRY(transaction.commit());
        cache_.forget_all();
    }
    changed();
    return {};
}

Result<Membership> FileAccounts::give(std::string const& name, Membership membership) {
    membership.delegated_from = 0;
    membership.delegated_by.clear();
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        TRY(check_may_hold(account.memberships, membership));
        membership.id = TRY(file_.insert_membership(account.id, membership, clock_()));
        cache_.forget_account(account.id);
    }
    changed();
    return membership;
}

Result<void> FileAccounts::take(std::string const& name, int64_t membership) {
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto const stored = TRY(file_.membership(membership));
        if (!stored || stored->account_id != account.id)
            return Error(ErrorCode::kNoSuchRecord, {"membership", std::to_string(membership)});
        TRY(file_.remove_membership(membership));
        cache_.forget_all();  // what was delegated from it goes along
    }
    changed();
    return {};
}

Result<Membership> FileAccounts::delegate(std::string const& delegator, std::string const& to,
                                          Membership part) {
    auto const now = clock_();
    TRY(check_delegated_time(part, now));
    {
        std::lock_guard const lock(mutex_);
        auto const owner = TRY(existing(delegator));
        auto const stored = TRY(file_.membership(part.delegated_from));
        if (!stored || stored->account_id != owner.id || !stored->membership.valid_at(now)) {
            return Error(ErrorCode::kNoSuchRecord,
                         {"membership", std::to_string(part.delegated_from)});
        }
        auto const& whole = stored->membership;
        if (whole.delegated_from != 0)
            return refused("delegated_from", "受托的角色不能再委托", "delegated itself");
        if (duty_of_(whole.role) != Duty::kBusiness)
            return refused("delegated_from", "管理员职责不能委托",
                           "an administrator's duty is not delegated");
        if (whole.until && *part.until > *whole.until)
            return refused("until", "晚于本人任期", "after one's own membership ends");
        auto const holder = TRY(existing(to));
        if (holder.id == owner.id) return refused("to", "不能委托给自己", "to oneself");
        if (holder.disabled) return refused("to", "账号已停用", "this account is disabled");
        TRY(check_narrower(part, whole));
        TRY(check_may_hold(holder.memberships, part));
        part.delegated_by = delegator;
        part.id = TRY(file_.insert_membership(holder.id, part, now));
        cache_.forget_account(holder.id);
    }
    changed();
    return part;
}

Result<std::vector<std::pair<std::string, Membership>>> FileAccounts::delegated(
    std::string const& delegator) const {
    std::lock_guard const lock(mutex_);
    auto const owner = TRY(existing(delegator));
    return file_.delegated_by(owner.id);
}

}  // namespace agglo
