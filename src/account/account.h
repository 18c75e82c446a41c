#pragma once
// Accounts, sessions and tokens: who is asking. They live in a SQLite file of their own beside the
// journal, because they are secrets and not facts of the ledger. The file is readable by its owner
// only and holds passwords as argon2id and all other secrets as digests, but the keys of one-time
// codes, which must be known to be checked.
//
//   auto accounts = TRY(Accounts::open("zhaoqing.accounts.db"));
//   auto session = TRY(accounts->sign_in("chen", {password}, {remote, device}));
//   accounts->session(cookie);   // the session again, from a small cache
//
// A session ends 12 h after its last use and 7 days after sign-in, when its account is disabled and
// when its password changes. Safe from any thread; sign_in takes about 0.1 s.
//
// Who may change whose account is for the caller to decide (`api`); what no account may ever be is
// decided here.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "account/membership.h"
#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct Account {
    int64_t id = 0;
    std::string name = {};                     ///< 2–64 of a–z 0–9 . _ - @
    std::string display_name = {};             ///< empty: the name
    std::vector<Membership> memberships = {};  ///< also those over and those to come
    bool disabled = false;
    bool demo = false;              ///< made by the one-click demo roles
    bool second_factor = false;     ///< one-time codes are set up
    bool replace_password = false;  ///< the password is a one-time secret

    std::vector<Membership> memberships_at(Instant now) const;
};

/// Where a request came from, as it is shown to the owner of the session.
struct Origin {
    std::string remote = {};  ///< peer address
    std::string device = {};  ///< User-Agent, cut to kDeviceBytesMax
};

/// What somebody knows and has.
struct Proof {
    std::string password = {};
    std::string code = {};  ///< of the authenticator, or a recovery code
};

struct Session {
    std::string secret;  ///< 256 random bits in base64url; only its digest is stored
    std::string csrf;
    Account account;
    int64_t id = 0;
    Instant proved_at = {};  ///< when its owner last showed who he is
};

struct SessionInfo {
    int64_t id = 0;
    std::string account;
    Origin origin;
    Instant created_at, seen_at;
};

struct TokenScope {
    bool write = false;                      ///< else only what reads
    std::vector<std::string> entities = {};  ///< these alone; empty: all its account may
};

struct TokenInfo {
    int64_t id = 0;
    std::string label;
    std::string account;
    Instant created_at, expires_at;
    TokenScope scope = {};
};

struct TokenAccount {
    Account account;
    int64_t token_id = 0;
    TokenScope scope = {};
};

/// An identity of an OpenID provider (OpenID Connect Core 1.0 §2).
struct LinkedIdentity {
    std::string issuer;
    std::string subject;
    std::string account;
};

struct TotpEnrolment {
    std::string secret;  ///< base32, for who types it
    std::string uri;     ///< otpauth://totp/…
};

class Accounts {
public:
    static constexpr size_t kPasswordMin = 8;  ///< characters
    static constexpr size_t kPasswordMax = 256;
    static constexpr int64_t kSessionIdle_s = 12 * 3600;
    static constexpr int64_t kSessionAge_s = 7 * 24 * 3600;
    static constexpr int64_t kProofFresh_s = 600;  ///< how long dangerous acts stay open
    static constexpr int64_t kLinkAge_s = 24 * 3600;
    static constexpr int64_t kOneTimePasswordAge_s = 3 * 24 * 3600;
    static constexpr size_t kSessionsPerAccountMax = 32;  ///< the longest unused ends first
    static constexpr size_t kTokensPerAccountMax = 50;
    static constexpr int64_t kTokenAge_s = 366 * 24 * 3600;
    static constexpr size_t kDeviceBytesMax = 200;
    static constexpr size_t kRecoveryCodes = 10;

    using Clock = std::function<Instant()>;
    /// Makes the file if there is none. Errors: kStorageFailed, kBadFile (of a newer program).
    static Result<std::unique_ptr<Accounts>> open(std::string const& path,
                                                  Clock clock = &Instant::now);
    virtual ~Accounts() = default;

    /// What each role is for; until it is said, all are business.
    virtual void set_duties(DutyOf duty_of) = 0;
    /// Called after an account, its memberships, a session or a token was changed or ended, from
    /// whichever thread did it. What another process does is not told.
    virtual void on_change(std::function<void()> listener) = 0;

    virtual Result<bool> empty() const = 0;
    virtual Result<std::vector<Account>> list() const = 0;
    /// Error: kNoSuchRecord; so say all that take a name, but sign_in.
    virtual Result<Account> find(std::string const& name) const = 0;
    /// An empty password makes an account that can only use tokens or a provider.
    /// Errors: kDuplicateValue, kCheckFailed (name), kDutiesConflict, those of check_password.
    virtual Result<Account> create(Account account, std::string const& password) = 0;
    virtual Result<void> set_display_name(std::string const& name, std::string const& text) = 0;
    /// Ends all sessions. Errors: those of check_password.
    virtual Result<void> set_password(std::string const& name, std::string const& password) = 0;
    /// A one-time secret in place of the password, good for kOneTimePasswordAge_s and for nothing
    /// but choosing a password. Ends all sessions.
    virtual Result<std::string> reset_password(std::string const& name) = 0;
    /// The owner's own change; ends the other sessions. Errors: kBadCredentials (old password),
    /// kTooManyAttempts, those of check_password.
    virtual Result<void> change_password(Session const& session, std::string const& old_password,
                                         std::string const& password, Origin const& origin) = 0;
    /// To disable one ends its sessions and what it has delegated.
    virtual Result<void> set_disabled(std::string const& name, bool disabled) = 0;

    /// In place of all that were given to it; those delegated to it stay. Errors: kDutiesConflict,
    /// those of check_membership.
    virtual Result<void> set_memberships(std::string const& name,
                                         std::vector<Membership> memberships) = 0;
    virtual Result<Membership> give(std::string const& name, Membership membership) = 0;
    /// The membership and what was delegated from it. Error: kNoSuchRecord.
    virtual Result<void> take(std::string const& name, int64_t membership) = 0;
    /// `part` is the delegator's membership `part.delegated_from` or less of it, until a day.
    /// Errors: kCheckFailed (too wide, too long, to oneself, delegated on), kDutiesConflict.
    virtual Result<Membership> delegate(std::string const& delegator, std::string const& to,
                                        Membership part) = 0;
    /// What this account has delegated, with the name of who holds it.
    virtual Result<std::vector<std::pair<std::string, Membership>>> delegated(
        std::string const& delegator) const = 0;

    /// Errors: kBadCredentials (same time and words whether the name exists), kTooManyAttempts,
    /// kSecondFactorRequired and kBadSecondFactor (the password was right).
    virtual Result<Session> sign_in(std::string const& name, Proof const& proof,
                                    Origin const& origin) = 0;
    /// A session without password for a demo account of this role, made on first use.
    virtual Result<Session> sign_in_demo(std::string const& display_name, Membership membership,
                                         Origin const& origin) = 0;
    enum class Use : uint8_t { kCounts, kLooksOnly };
    /// The session's account, or nothing when it is unknown, expired or its account disabled. To
    /// look only does not keep it from ending unused.
    virtual Result<std::optional<Session>> session(std::string const& secret,
                                                   Use use = Use::kCounts) = 0;
    /// Proves again who sits there; errors as sign_in. A demo account needs no proof.
    virtual Result<void> confirm(Session const& session, Proof const& proof,
                                 Origin const& origin) = 0;
    /// The same, when a provider has vouched for it.
    virtual Result<void> confirm_linked(Session const& session, std::string const& issuer,
                                        std::string const& subject) = 0;
    virtual bool is_fresh(Session const& session) const = 0;
    virtual Result<void> sign_out(std::string const& secret) = 0;
    virtual Result<std::vector<SessionInfo>> sessions(std::string const& name) const = 0;
    virtual Result<void> end_session(std::string const& name, int64_t session) = 0;
    virtual Result<void> end_sessions(std::string const& name) = 0;

    /// A one-time secret for the first holder of an administrator's role, valid one day; making a
    /// new one revokes the old one of this role.
    virtual Result<std::string> create_link(std::string const& role) = 0;
    /// Makes the account with the link's role and spends the link, both or neither. Errors:
    /// kBadCredentials, and those of create, which leave the link unspent.
    virtual Result<Session> redeem_link(std::string const& secret, Account account,
                                        std::string const& password, Origin const& origin) = 0;

    /// "agt_…", shown once. Errors: kCheckFailed (expires_at: past, or later than kTokenAge_s from
    /// now), kTooLarge.
    virtual Result<std::string> create_token(std::string const& account, std::string const& label,
                                             TokenScope const& scope, Instant expires_at) = 0;
    /// Nothing when it does not hold. Error: kTooManyAttempts, only for those that do not.
    virtual Result<std::optional<TokenAccount>> token_account(std::string const& secret,
                                                              std::string const& remote) = 0;
    /// Of one account; empty name: all.
    virtual Result<std::vector<TokenInfo>> tokens(std::string const& account = "") const = 0;
    /// An empty name: whoever's it is.
    virtual Result<void> revoke_token(int64_t id, std::string const& account = "") = 0;

    /// One-time codes by RFC 6238. A key counts once a code of it was shown.
    virtual Result<TotpEnrolment> begin_totp(std::string const& name) = 0;
    /// Recovery codes, shown once. Errors: kBadSecondFactor, kNoSuchRecord (not begun).
    virtual Result<std::vector<std::string>> confirm_totp(std::string const& name,
                                                          std::string const& code) = 0;
    virtual Result<void> remove_totp(std::string const& name) = 0;
    virtual Result<size_t> recovery_codes_left(std::string const& name) const = 0;

    /// Error: kDuplicateValue.
    virtual Result<void> link_identity(LinkedIdentity const& identity) = 0;
    virtual Result<void> unlink_identity(LinkedIdentity const& identity) = 0;
    virtual Result<std::vector<LinkedIdentity>> identities(std::string const& name) const = 0;
    /// Error: kAccountNotLinked, also when its account is disabled.
    virtual Result<Session> sign_in_linked(std::string const& issuer, std::string const& subject,
                                           Origin const& origin) = 0;

    /// For failures outside of this class (a provider's answer). Error: kTooManyAttempts.
    virtual Result<void> count_failure(std::string const& what, std::string const& remote) = 0;
};

}  // namespace agglo
