// One-time links of the first administrators, and tokens of programs.
#include <algorithm>

#include "account/account_rules.h"
#include "account/file_accounts.h"
#include "account/password.h"
#include "account/secret.h"

namespace agglo {

namespace {

constexpr std::string_view kTokenPrefix = "agt_";
constexpr size_t kTokenEntitiesMax = 200;

Result<void> check_expiry(Instant expires_at, Instant now) {
    auto const refused = [](char const* zh, char const* en) {
        return Error(ErrorCode::kCheckFailed, {"expires_at", zh, en}).at("expires_at");
    };
    if (expires_at <= now) return refused("已过去", "in the past");
    if (before(expires_at, Accounts::kTokenAge_s) > now)
        return refused("最长一年", "a year from now at most");
    return {};
}

Result<void> check_scope(TokenScope const& scope) {
    auto const is_name = [](std::string const& name) {
        return !name.empty() && name.size() <= kCodeBytesMax &&
               std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; });
    };
    if (scope.entities.size() > kTokenEntitiesMax)
        return Error(ErrorCode::kTooLarge, {"entities", std::to_string(kTokenEntitiesMax)})
            .at("entities");
    if (!std::ranges::all_of(scope.entities, is_name))
        return Error(ErrorCode::kCheckFailed, {"entities", "实体名无效", "not names of entities"})
            .at("entities");
    return {};
}

}  // namespace

Result<std::string> FileAccounts::create_link(std::string const& role) {
    auto const secret = new_secret();
    std::lock_guard const lock(mutex_);
    TRY(file_.replace_link(secret_digest(secret), role, clock_()));
    return secret;
}

// The link is looked at twice: before the hashing, so that strangers cannot make us hash, and in
// the transaction that spends it.
Result<Session> FileAccounts::redeem_link(std::string const& secret, Account account,
                                          std::string const& password, Origin const& origin) {
    auto const digest = secret_digest(secret);
    auto const role = [&] { return file_.link(digest, before(clock_(), kLinkAge_s)); };
    {
        std::lock_guard const lock(mutex_);
        auto const found = TRY(role());
        if (!found) return Error(ErrorCode::kBadCredentials);
        account.memberships = {Membership{.role = *found}};
    }
    TRY(check_account(account));
    TRY(check_password(password, account.name));
    auto const hash = TRY(hash_password(password));
    std::lock_guard const lock(mutex_);
    auto transaction = TRY(file_.begin());
    if (!TRY(role())) return Error(ErrorCode::kBadCredentials);
    TRY(file_.insert(account, hash, clock_()));
    TRY(file_.remove_link(digest));
    auto made = TRY(existing(account.name));
    auto session = TRY(begin_session(std::move(made), origin));
    TRY(transaction.commit());
    return session;
}

Result<std::string> FileAccounts::create_token(std::string const& account, std::string const& label,
                                               TokenScope const& scope, Instant expires_at) {
    auto const secret = std::string(kTokenPrefix) + new_secret();
    auto const clean = TRY(checked_label(label));
    TRY(check_scope(scope));
    std::lock_guard const lock(mutex_);
    auto const now = clock_();
    TRY(check_expiry(expires_at, now));
    auto const owner = TRY(existing(account));
    auto const all = TRY(file_.tokens());
    auto const of_owner =
        std::ranges::count_if(all, [&](TokenInfo const& each) { return each.account == account; });
    if (static_cast<size_t>(of_owner) >= kTokensPerAccountMax)
        return Error(ErrorCode::kTooLarge, {"tokens", std::to_string(kTokensPerAccountMax)});
    TokenInfo const token{0, clean, account, now, expires_at, scope};
    TRY(file_.insert_token(secret_digest(secret), token, owner.id));
    return secret;
}

Result<std::optional<TokenAccount>> FileAccounts::token_account(std::string const& secret,
                                                                std::string const& remote) {
    auto const none = [&]() -> Result<std::optional<TokenAccount>> {
        TRY(throttle_.count_failure("token", remote, clock_()));
        return std::optional<TokenAccount>();
    };
    if (!secret.starts_with(kTokenPrefix)) return none();
    std::lock_guard const lock(mutex_);
    auto const token = TRY(file_.token(secret_digest(secret)));
    if (!token || token->expires_at <= clock_()) return none();
    auto owner = TRY(file_.by_id(token->account_id));
    if (!owner || owner->account.disabled) return none();
    return std::optional(TokenAccount{std::move(owner->account), token->id, token->scope});
}

Result<std::vector<TokenInfo>> FileAccounts::tokens(std::string const& account) const {
    std::lock_guard const lock(mutex_);
    auto found = TRY(file_.tokens());
    if (!account.empty())
        std::erase_if(found, [&](TokenInfo const& each) { return each.account != account; });
    return found;
}

Result<void> FileAccounts::revoke_token(int64_t id, std::string const& account) {
    Error const unknown(ErrorCode::kNoSuchRecord, {"token", std::to_string(id)});
    {
        std::lock_guard const lock(mutex_);
        auto const all = TRY(file_.tokens());
        auto const found = std::ranges::find(all, id, &TokenInfo::id);
        if (found == all.end() || (!account.empty() && found->account != account)) return unknown;
        TRY(file_.remove_token(id));
    }
    changed();
    return {};
}

}  // namespace agglo
