// Signing in and out, and proving again who sits there.
#include <algorithm>

#include "account/account_rules.h"
#include "account/file_accounts.h"
#include "account/password.h"
#include "account/secret.h"

namespace agglo {

namespace {

constexpr int64_t kSeenStep_s = 300;  // how exactly the last use is kept: a write in five minutes

Error bad_credentials() {
    return Error(ErrorCode::kBadCredentials);
}

// What it was given is this membership and no other, so that what was delegated from it stays.
bool holds_alone(Account const& account, Membership membership) {
    auto const given = [](Membership const& each) { return each.delegated_from == 0; };
    auto const held = std::ranges::find_if(account.memberships, given);
    if (std::ranges::count_if(account.memberships, given) != 1) return false;
    membership.id = held->id;
    return *held == membership;
}

}  // namespace

// Every way to fail after admission costs one hash and says the same.
Result<StoredAccount> FileAccounts::proved(std::string const& name, std::string const& password,
                                           Origin const& origin) {
    TRY(throttle_.admit(name, origin.remote, clock_()));
    StoredAccount stored;
    {
        std::lock_guard const lock(mutex_);
        stored = TRY(file_.by_name(name)).value_or(StoredAccount{});
    }
    if (password.size() > kPasswordBytesMax) return bad_credentials();
    bool const fits = TRY(fits_password(stored.password_hash, password));
    if (!fits || stored.account.disabled) return bad_credentials();
    bool const is_old = stored.password_at <= before(clock_(), kOneTimePasswordAge_s);
    if (stored.account.replace_password && is_old) return bad_credentials();
    throttle_.forgive(name, origin.remote);
    return stored;
}

Result<Session> FileAccounts::sign_in(std::string const& name, Proof const& proof,
                                      Origin const& origin) {
    auto const stored = TRY(proved(folded_name(name), proof.password, origin));
    TRY(check_second_factor(stored, proof.code));
    std::lock_guard const lock(mutex_);
    // Disabled or given another password while we hashed: then this one no longer counts.
    auto const now_stored = TRY(file_.by_id(stored.account.id));
    if (!now_stored || now_stored->account.disabled) return bad_credentials();
    if (now_stored->password_hash != stored.password_hash) return bad_credentials();
    return begin_session(now_stored->account, origin);
}

Result<Session> FileAccounts::begin_session(Account account, Origin const& origin) {
    auto const now = clock_();
    Session session{.secret = new_secret(), .csrf = {}, .account = std::move(account)};
    session.csrf = csrf_of(session.secret);
    session.proved_at = now;
    auto const digest = secret_digest(session.secret);
    TRY(file_.remove_old_sessions(before(now, kSessionAge_s), before(now, kSessionIdle_s)));
    Origin const kept{origin.remote, short_device(origin.device)};
    session.id = TRY(file_.insert_session(digest, {0, session.account.id, now, now, now}, kept));
    TRY(file_.keep_newest_sessions(session.account.id, kSessionsPerAccountMax));
    return session;
}

Result<Account> FileAccounts::demo_account(std::string const& display_name, Membership membership) {
    Account account{.name = "demo." + membership.role,
                    .display_name = display_name,
                    .memberships = {std::move(membership)},
                    .demo = true};
    TRY(check_account(account));
    auto const found = TRY(file_.by_name(account.name));
    if (!found) {
        account.id = TRY(file_.insert(account, "", clock_()));
        return existing(account.name);
    }
    if (!found->account.demo || found->account.disabled) return bad_credentials();
    if (holds_alone(found->account, account.memberships.front())) return found->account;
    TRY(file_.remove_given(found->account.id));
    TRY(file_.insert_membership(found->account.id, account.memberships.front(), clock_()));
    cache_.forget_account(found->account.id);
    return existing(account.name);
}

Result<Session> FileAccounts::sign_in_demo(std::string const& display_name, Membership membership,
                                           Origin const& origin) {
    std::lock_guard const lock(mutex_);
    auto transaction = TRY(file_.begin());
    auto account = TRY(demo_account(display_name, std::move(membership)));
    auto session = TRY(begin_session(std::move(account), origin));
    TRY(transaction.commit());
    return session;
}

Result<std::optional<Session>> FileAccounts::session(std::string const& secret, Use use) {
    auto const digest = secret_digest(secret);
    if (auto cached = cache_.find(digest, clock_())) return cached;
    std::lock_guard const lock(mutex_);
    return stored_session(secret, digest, use);
}

Result<std::optional<Session>> FileAccounts::stored_session(std::string const& secret,
                                                            std::string const& digest, Use use) {
    auto const now = clock_();
    auto const stored = TRY(file_.session(digest));
    if (!stored) return std::optional<Session>();
    bool const is_over = stored->created_at <= before(now, kSessionAge_s) ||
                         stored->seen_at <= before(now, kSessionIdle_s);
    auto const owner = TRY(file_.by_id(stored->account_id));
    if (is_over || !owner || owner->account.disabled) return std::optional<Session>();
    bool const counts = use == Use::kCounts;
    if (counts && stored->seen_at <= before(now, kSeenStep_s)) TRY(file_.set_seen(digest, now));
    Session session{.secret = secret,
                    .csrf = csrf_of(secret),
                    .account = owner->account,
                    .id = stored->id,
                    .proved_at = stored->proved_at};
    if (counts) cache_.put(digest, session, now);
    return std::optional(std::move(session));
}

Result<void> FileAccounts::confirm(Session const& session, Proof const& proof,
                                   Origin const& origin) {
    if (!session.account.demo) {
        auto const stored = TRY(proved(session.account.name, proof.password, origin));
        TRY(check_second_factor(stored, proof.code));
    }
    std::lock_guard const lock(mutex_);
    cache_.forget(secret_digest(session.secret));
    return file_.set_proved(session.id, clock_());
}

Result<void> FileAccounts::confirm_linked(Session const& session, std::string const& issuer,
                                          std::string const& subject) {
    std::lock_guard const lock(mutex_);
    auto const owner = TRY(file_.identified(issuer, subject));
    if (!owner || *owner != session.account.id) return Error(ErrorCode::kAccountNotLinked);
    cache_.forget(secret_digest(session.secret));
    return file_.set_proved(session.id, clock_());
}

bool FileAccounts::is_fresh(Session const& session) const {
    return session.proved_at > before(clock_(), kProofFresh_s);
}

Result<void> FileAccounts::sign_out(std::string const& secret) {
    auto const digest = secret_digest(secret);
    {
        std::lock_guard const lock(mutex_);
        TRY(file_.remove_session(digest));
        cache_.forget(digest);
    }
    changed();
    return {};
}

Result<std::vector<SessionInfo>> FileAccounts::sessions(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    auto found = TRY(file_.sessions_of(account.id));
    auto const now = clock_();
    std::erase_if(found, [&](SessionInfo const& each) {
        return each.created_at <= before(now, kSessionAge_s) ||
               each.seen_at <= before(now, kSessionIdle_s);
    });
    return found;
}

Result<void> FileAccounts::end_session(std::string const& name, int64_t session) {
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        if (!TRY(file_.remove_session(session, account.id)))
            return Error(ErrorCode::kNoSuchRecord, {"session", std::to_string(session)});
        cache_.forget_account(account.id);
    }
    changed();
    return {};
}

Result<void> FileAccounts::end_sessions(std::string const& name) {
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        TRY(file_.remove_sessions_of(account.id));
        cache_.forget_account(account.id);
    }
    changed();
    return {};
}

Result<void> FileAccounts::count_failure(std::string const& what, std::string const& remote) {
    return throttle_.count_failure(what, remote, clock_());
}

}  // namespace agglo
