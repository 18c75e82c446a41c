#include <algorithm>
#include <mutex>

#include "account/account.h"
#include "account/account_file.h"
#include "account/account_rules.h"
#include "account/password.h"
#include "account/secret.h"
#include "account/session_cache.h"
#include "account/throttle.h"

namespace agglo {

namespace {

constexpr int64_t kSecond_us = 1'000'000;
constexpr int64_t kSeenStep_s = 300;  // how exactly the last use is kept: a write in five minutes
constexpr std::string_view kTokenPrefix = "agt_";

Instant before(Instant now, int64_t seconds) {
    return {now.us - seconds * kSecond_us};
}

Error bad_credentials() {
    return Error(ErrorCode::kBadCredentials);
}

class FileAccounts final : public Accounts {
public:
    FileAccounts(AccountFile file, Clock clock)
        : file_(std::move(file)), clock_(std::move(clock)) {}

    Result<bool> empty() const override;
    Result<std::vector<Account>> list() const override;
    Result<Account> find(std::string const& name) const override;
    Result<Account> create(Account account, std::string const& password) override;
    Result<void> set_password(std::string const& name, std::string const& password) override;
    Result<void> set_roles(std::string const& name, std::vector<std::string> roles,
                           std::vector<std::string> region_codes) override;
    Result<void> set_disabled(std::string const& name, bool disabled) override;

    Result<Session> sign_in(std::string const& name, std::string const& password,
                            std::string const& remote) override;
    Result<Session> sign_in_demo(std::string const& role, std::string const& display_name,
                                 std::vector<std::string> region_codes) override;
    Result<std::optional<Session>> session(std::string const& secret) override;
    Result<void> sign_out(std::string const& secret) override;

    Result<std::string> create_link() override;
    Result<Session> redeem_link(std::string const& secret, Account account,
                                std::string const& password) override;

    Result<std::string> create_token(std::string const& account, std::string const& label,
                                     std::optional<Instant> expires_at) override;
    Result<std::optional<Account>> token_account(std::string const& secret) override;
    Result<std::vector<TokenInfo>> tokens() const override;
    Result<void> revoke_token(int64_t id) override;

private:
    // These expect the caller to hold mutex_.
    Result<Account> existing(std::string const& name) const;
    Result<Session> begin_session(Account account);
    Result<Account> demo_account(std::string const& role, std::string const& display_name,
                                 std::vector<std::string> region_codes);
    Result<std::optional<Session>> stored_session(std::string const& secret,
                                                  std::string const& digest);

    mutable std::mutex mutex_;  // guards file_, and keeps the cache in step with it
    mutable AccountFile file_;
    Clock const clock_;
    SessionCache cache_;
    Throttle throttle_;
};

Result<Account> FileAccounts::existing(std::string const& name) const {
    auto found = TRY(file_.by_name(name));
    if (!found) return Error(ErrorCode::kNoSuchRecord, {"account", name});
    return std::move(found->account);
}

Result<bool> FileAccounts::empty() const {
    std::lock_guard const lock(mutex_);
    return file_.empty();
}

Result<std::vector<Account>> FileAccounts::list() const {
    std::lock_guard const lock(mutex_);
    return file_.all();
}

Result<Account> FileAccounts::find(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    return existing(name);
}

Result<Account> FileAccounts::create(Account account, std::string const& password) {
    TRY(check_account(account));
    std::string hash;
    if (!password.empty()) {
        TRY(check_password(password));
        hash = TRY(hash_password(password));
    }
    std::lock_guard const lock(mutex_);
    account.id = TRY(file_.insert(account, hash, clock_()));
    return account;
}

// Whoever knew the old password is signed out.
Result<void> FileAccounts::set_password(std::string const& name, std::string const& password) {
    TRY(check_password(password));
    auto const hash = TRY(hash_password(password));
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    auto transaction = TRY(file_.begin());
    TRY(file_.set_hash(account.id, hash));
    TRY(file_.remove_sessions_of(account.id));
    TRY(transaction.commit());
    cache_.forget_account(account.id);
    return {};
}

Result<void> FileAccounts::set_roles(std::string const& name, std::vector<std::string> roles,
                                     std::vector<std::string> region_codes) {
    std::lock_guard const lock(mutex_);
    auto account = TRY(existing(name));
    account.roles = std::move(roles);
    account.region_codes = std::move(region_codes);
    TRY(check_account(account));
    TRY(file_.set_roles(account));
    cache_.forget_account(account.id);
    return {};
}

Result<void> FileAccounts::set_disabled(std::string const& name, bool disabled) {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    auto transaction = TRY(file_.begin());
    TRY(file_.set_disabled(account.id, disabled));
    if (disabled) TRY(file_.remove_sessions_of(account.id));
    TRY(transaction.commit());
    cache_.forget_account(account.id);
    return {};
}

// Every way to fail after admission costs one hash and says the same.
Result<Session> FileAccounts::sign_in(std::string const& name, std::string const& password,
                                      std::string const& remote) {
    auto const folded = folded_name(name);
    TRY(throttle_.admit(folded, remote, clock_()));
    StoredAccount stored;
    {
        std::lock_guard const lock(mutex_);
        stored = TRY(file_.by_name(folded)).value_or(StoredAccount{});
    }
    if (password.size() > kPasswordBytesMax) return bad_credentials();
    bool const fits = TRY(fits_password(stored.password_hash, password));
    if (!fits || stored.account.disabled) return bad_credentials();
    throttle_.forgive(folded, remote);
    std::lock_guard const lock(mutex_);
    // Disabled or given another password while we hashed: then this one no longer counts.
    auto const now_stored = TRY(file_.by_id(stored.account.id));
    if (!now_stored || now_stored->account.disabled) return bad_credentials();
    if (now_stored->password_hash != stored.password_hash) return bad_credentials();
    return begin_session(now_stored->account);
}

Result<Session> FileAccounts::begin_session(Account account) {
    auto const now = clock_();
    Session session{.secret = new_secret(), .csrf = {}, .account = std::move(account)};
    session.csrf = csrf_of(session.secret);
    auto const digest = secret_digest(session.secret);
    TRY(file_.remove_old_sessions(before(now, kSessionAge_s), before(now, kSessionIdle_s)));
    TRY(file_.insert_session(digest, {session.account.id, now, now}));
    TRY(file_.keep_newest_sessions(session.account.id, kSessionsPerAccountMax));
    return session;
}

Result<Account> FileAccounts::demo_account(std::string const& role, std::string const& display_name,
                                           std::vector<std::string> region_codes) {
    Account account{.name = "demo." + role,
                    .display_name = display_name,
                    .roles = {role},
                    .region_codes = std::move(region_codes),
                    .demo = true};
    TRY(check_account(account));
    auto const found = TRY(file_.by_name(account.name));
    if (!found) {
        account.id = TRY(file_.insert(account, "", clock_()));
        return account;
    }
    if (!found->account.demo || found->account.disabled) return bad_credentials();
    account.id = found->account.id;
    TRY(file_.set_roles(account));
    cache_.forget_account(account.id);
    return account;
}

Result<Session> FileAccounts::sign_in_demo(std::string const& role, std::string const& display_name,
                                           std::vector<std::string> region_codes) {
    std::lock_guard const lock(mutex_);
    return begin_session(TRY(demo_account(role, display_name, std::move(region_codes))));
}

Result<std::optional<Session>> FileAccounts::session(std::string const& secret) {
    auto const digest = secret_digest(secret);
    if (auto cached = cache_.find(digest, clock_())) return cached;
    std::lock_guard const lock(mutex_);
    return stored_session(secret, digest);
}

Result<std::optional<Session>> FileAccounts::stored_session(std::string const& secret,
                                                            std::string const& digest) {
    auto const now = clock_();
    auto const stored = TRY(file_.session(digest));
    if (!stored) return std::optional<Session>();
    bool const is_over = stored->created_at <= before(now, kSessionAge_s) ||
                         stored->seen_at <= before(now, kSessionIdle_s);
    auto const owner = TRY(file_.by_id(stored->account_id));
    if (is_over || !owner || owner->account.disabled) return std::optional<Session>();
    if (stored->seen_at <= before(now, kSeenStep_s)) TRY(file_.set_seen(digest, now));
    Session session{.secret = secret, .csrf = csrf_of(secret), .account = owner->account};
    cache_.put(digest, session, now);
    return std::optional(std::move(session));
}

Result<void> FileAccounts::sign_out(std::string const& secret) {
    auto const digest = secret_digest(secret);
    std::lock_guard const lock(mutex_);
    TRY(file_.remove_session(digest));
    cache_.forget(digest);
    return {};
}

Result<std::string> FileAccounts::create_link() {
    auto const secret = new_secret();
    std::lock_guard const lock(mutex_);
    TRY(file_.replace_link(secret_digest(secret), clock_()));
    return secret;
}

// The link is looked at twice: before the hashing, so that strangers cannot make us hash, and in
// the transaction that spends it.
Result<Session> FileAccounts::redeem_link(std::string const& secret, Account account,
                                          std::string const& password) {
    auto const digest = secret_digest(secret);
    auto const is_valid = [&] { return file_.has_link(digest, before(clock_(), kLinkAge_s)); };
    {
        std::lock_guard const lock(mutex_);
        if (!TRY(is_valid())) return bad_credentials();
    }
    TRY(check_account(account));
    TRY(check_password(password));
    auto const hash = TRY(hash_password(password));
    std::lock_guard const lock(mutex_);
    auto transaction = TRY(file_.begin());
    if (!TRY(is_valid())) return bad_credentials();
    account.id = TRY(file_.insert(account, hash, clock_()));
    TRY(file_.remove_links());
    auto session = TRY(begin_session(std::move(account)));
    TRY(transaction.commit());
    return session;
}

Result<std::string> FileAccounts::create_token(std::string const& account, std::string const& label,
                                               std::optional<Instant> expires_at) {
    auto const secret = std::string(kTokenPrefix) + new_secret();
    TokenInfo token{.label = TRY(checked_label(label)), .expires_at = expires_at};
    std::lock_guard const lock(mutex_);
    token.created_at = clock_();
    auto const owner = TRY(existing(account));
    TRY(file_.insert_token(secret_digest(secret), token, owner.id));
    return secret;
}

Result<std::optional<Account>> FileAccounts::token_account(std::string const& secret) {
    if (!secret.starts_with(kTokenPrefix)) return std::optional<Account>();
    std::lock_guard const lock(mutex_);
    auto const token = TRY(file_.token(secret_digest(secret)));
    if (!token) return std::optional<Account>();
    if (token->expires_at && *token->expires_at <= clock_()) return std::optional<Account>();
    auto const owner = TRY(file_.by_id(token->account_id));
    if (!owner || owner->account.disabled) return std::optional<Account>();
    return std::optional(owner->account);
}

Result<std::vector<TokenInfo>> FileAccounts::tokens() const {
    std::lock_guard const lock(mutex_);
    return file_.tokens();
}

Result<void> FileAccounts::revoke_token(int64_t id) {
    std::lock_guard const lock(mutex_);
    if (TRY(file_.remove_token(id))) return {};
    return Error(ErrorCode::kNoSuchRecord, {"token", std::to_string(id)});
}

}  // namespace

Result<std::unique_ptr<Accounts>> Accounts::open(std::string const& path, Clock clock) {
    auto file = TRY(AccountFile::open(path));
    return std::unique_ptr<Accounts>(
        std::make_unique<FileAccounts>(std::move(file), std::move(clock)));
}

}  // namespace agglo
