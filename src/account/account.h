#pragma once
// Accounts, sessions and tokens: who is asking. They live in a SQLite file of their own beside the
// journal, because they are secrets and not facts of the ledger. The file is readable by its owner
// only and holds passwords as argon2id and all other secrets as digests.
//
//   auto accounts = TRY(Accounts::open("zhaoqing.accounts.db"));
//   auto session = TRY(accounts->sign_in("chen", password, remote));
//   accounts->session(cookie);   // the session again, from a small cache
//
// A session ends 12 h after its last use and 7 days after sign-in, when its account is disabled and
// when its password changes. Safe from any thread; sign_in takes about 0.1 s.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct Account {
    int64_t id = 0;
    std::string name = {};                       ///< 2–64 of a–z 0–9 . _ - @
    std::string display_name = {};               ///< empty: the name
    std::vector<std::string> roles = {};         ///< names of schema roles
    std::vector<std::string> region_codes = {};  ///< row scope of roles scoped by region
    bool disabled = false;
    bool demo = false;  ///< made by the one-click demo roles
};

struct Session {
    std::string secret;  ///< 256 random bits in base64url; only its digest is stored
    std::string csrf;
    Account account;
};

struct TokenInfo {
    int64_t id = 0;
    std::string label;
    std::string account;
    Instant created_at;
    std::optional<Instant> expires_at;
};

class Accounts {
public:
    static constexpr size_t kPasswordMin = 8;  ///< characters
    static constexpr size_t kPasswordMax = 256;
    static constexpr int64_t kSessionIdle_s = 12 * 3600;
    static constexpr int64_t kSessionAge_s = 7 * 24 * 3600;
    static constexpr int64_t kLinkAge_s = 24 * 3600;
    static constexpr size_t kSessionsPerAccountMax = 32;  ///< the longest unused ends first

    using Clock = std::function<Instant()>;
    /// Makes the file if there is none. Errors: kStorageFailed, kBadFile (of a newer program).
    static Result<std::unique_ptr<Accounts>> open(std::string const& path,
                                                  Clock clock = &Instant::now);
    virtual ~Accounts() = default;

    virtual Result<bool> empty() const = 0;
    virtual Result<std::vector<Account>> list() const = 0;
    /// Error: kNoSuchRecord; so say all that take a name, but sign_in.
    virtual Result<Account> find(std::string const& name) const = 0;
    /// An empty password makes an account that can only use tokens.
    /// Errors: kDuplicateValue, kCheckFailed (name), kTooLong / kBelowMinimum (password).
    virtual Result<Account> create(Account account, std::string const& password) = 0;
    virtual Result<void> set_password(std::string const& name, std::string const& password) = 0;
    virtual Result<void> set_roles(std::string const& name, std::vector<std::string> roles,
                                   std::vector<std::string> region_codes) = 0;
    virtual Result<void> set_disabled(std::string const& name, bool disabled) = 0;

    /// Errors: kBadCredentials (same time and words whether the name exists), kTooManyAttempts.
    virtual Result<Session> sign_in(std::string const& name, std::string const& password,
                                    std::string const& remote) = 0;
    /// A session without password for a demo account of this role, made on first use.
    virtual Result<Session> sign_in_demo(std::string const& role, std::string const& display_name,
                                         std::vector<std::string> region_codes) = 0;
    /// The session's account, or nothing when it is unknown, expired or its account disabled.
    virtual Result<std::optional<Session>> session(std::string const& secret) = 0;
    virtual Result<void> sign_out(std::string const& secret) = 0;

    /// A one-time secret for the first administrator, valid one day; making a new one revokes the
    /// old.
    virtual Result<std::string> create_link() = 0;
    /// Makes the account and spends the link, both or neither. Errors: kBadCredentials, and those
    /// of create, which leave the link unspent.
    virtual Result<Session> redeem_link(std::string const& secret, Account account,
                                        std::string const& password) = 0;

    /// "agt_…", shown once.
    virtual Result<std::string> create_token(std::string const& account, std::string const& label,
                                             std::optional<Instant> expires_at) = 0;
    virtual Result<std::optional<Account>> token_account(std::string const& secret) = 0;
    virtual Result<std::vector<TokenInfo>> tokens() const = 0;
    virtual Result<void> revoke_token(int64_t id) = 0;
};

}  // namespace agglo
