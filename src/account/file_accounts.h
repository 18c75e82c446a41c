#pragma once
// FileAccounts: Accounts over an AccountFile; its parts stand in accounts.cpp,
// account_sessions.cpp, account_memberships.cpp, account_tokens.cpp and account_factors.cpp.
#include <mutex>

#include "account/account.h"
#include "account/account_file.h"
#include "account/session_cache.h"
#include "account/throttle.h"

namespace agglo {

class FileAccounts final : public Accounts {
public:
    FileAccounts(AccountFile file, Clock clock)
        : file_(std::move(file)), clock_(std::move(clock)) {}

    void set_duties(DutyOf duty_of) override;
    void on_change(std::function<void()> listener) override;

    Result<bool> empty() const override;
    Result<std::vector<Account>> list() const override;
    Result<Account> find(std::string const& name) const override;
    Result<Account> create(Account account, std::string const& password) override;
    Result<void> set_display_name(std::string const& name, std::string const& text) override;
    Result<void> set_password(std::string const& name, std::string const& password) override;
    Result<std::string> reset_password(std::string const& name) override;
    Result<void> change_password(Session const& session, std::string const& old_password,
                                 std::string const& password, Origin const& origin) override;
    Result<void> set_disabled(std::string const& name, bool disabled) override;

    Result<void> set_memberships(std::string const& name,
                                 std::vector<Membership> memberships) override;
    Result<Membership> give(std::string const& name, Membership membership) override;
    Result<void> take(std::string const& name, int64_t membership) override;
    Result<Membership> delegate(std::string const& delegator, std::string const& to,
                                Membership part) override;
    Result<std::vector<std::pair<std::string, Membership>>> delegated(
        std::string const& delegator) const override;

    Result<Session> sign_in(std::string const& name, Proof const& proof,
                            Origin const& origin) override;
    Result<Session> sign_in_demo(std::string const& display_name, Membership membership,
                                 Origin const& origin) override;
    Result<std::optional<Session>> session(std::string const& secret, Use use) override;
    Result<void> confirm(Session const& session, Proof const& proof, Origin const& origin) override;
    Result<void> confirm_linked(Session const& session, std::string const& issuer,
                                std::string const& subject) override;
    bool is_fresh(Session const& session) const override;
    Result<void> sign_out(std::string const& secret) override;
    Result<std::vector<SessionInfo>> sessions(std::string const& name) const override;
    Result<void> end_session(std::string const& name, int64_t session) override;
    Result<void> end_sessions(std::string const& name) override;

    Result<std::string> create_link(std::string const& role) override;
    Result<Session> redeem_link(std::string const& secret, Account account,
                                std::string const& password, Origin const& origin) override;

    Result<std::string> create_token(std::string const& account, std::string const& label,
                                     TokenScope const& scope, Instant expires_at) override;
    Result<std::optional<TokenAccount>> token_account(std::string const& secret,
                                                      std::string const& remote) override;
    Result<std::vector<TokenInfo>> tokens(std::string const& account) const override;
    Result<void> revoke_token(int64_t id, std::string const& account) override;

    Result<TotpEnrolment> begin_totp(std::string const& name) override;
    Result<std::vector<std::string>> confirm_totp(std::string const& name,
                                                  std::string const& code) override;
    Result<void> remove_totp(std::string const& name) override;
    Result<size_t> recovery_codes_left(std::string const& name) const override;

    Result<void> link_identity(LinkedIdentity const& identity) override;
    Result<void> unlink_identity(LinkedIdentity const& identity) override;
    Result<std::vector<LinkedIdentity>> identities(std::string const& name) const override;
    Result<Session> sign_in_linked(std::string const& issuer, std::string const& subject,
                                   Origin const& origin) override;

    Result<void> count_failure(std::string const& what, std::string const& remote) override;

private:
    /// The stored account, when the password fits and it may sign in so.
    Result<StoredAccount> proved(std::string const& name, std::string const& password,
                                 Origin const& origin);
    Result<void> check_second_factor(StoredAccount const& stored, std::string const& code);
    void changed();

    // These expect the caller to hold mutex_.
    Result<Account> existing(std::string const& name) const;
    Result<Session> begin_session(Account account, Origin const& origin);
    Result<Account> demo_account(std::string const& display_name, Membership membership);
    Result<std::optional<Session>> stored_session(std::string const& secret,
                                                  std::string const& digest, Use use);
    Result<void> check_may_hold(std::vector<Membership> memberships, Membership const& more) const;
    Result<bool> spend_code(StoredAccount const& stored, std::string const& code);

    mutable std::mutex mutex_;  // guards file_, and keeps the cache in step with it
    mutable AccountFile file_;
    Clock const clock_;
    SessionCache cache_;
    Throttle throttle_;
    DutyOf duty_of_ = [](std::string_view) { return Duty::kBusiness; };
    mutable std::mutex listeners_mutex_;
    std::vector<std::function<void()>> listeners_;
};

inline Instant before(Instant now, int64_t seconds) {
    return {now.us - seconds * 1'000'000};
}

}  // namespace agglo
