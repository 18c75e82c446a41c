#pragma once
// Accounts, sessions and tokens: who is asking. They live in a SQLite file of their own beside the journal, because they are
// secrets and not facts of the ledger.
//
//   auto accounts = TRY(Accounts::open("zhaoqing.accounts.db"));
//   auto session = TRY(accounts->sign_in("chen", password, remote));   // argon2id
//
// Safe from any thread.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct Account {
    int64_t id = 0;
    std::string name;  ///< 2–64 of a–z 0–9 . _ - @
    std::string display_name;
    std::vector<std::string> roles;         ///< names of schema roles
    std::vector<std::string> region_codes;  ///< row scope of roles scoped by region
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
    static constexpr size_t kPasswordMin = 8;
    static constexpr size_t kPasswordMax = 256;

    static Result<std::unique_ptr<Accounts>> open(std::string const& path);
    virtual ~Accounts() = default;

    virtual Result<bool> empty() const = 0;
    virtual Result<std::vector<Account>> list() const = 0;
    virtual Result<Account> find(std::string const& name) const = 0;
    /// Errors: kDuplicateValue, kCheckFailed (name), kTooLong / kBelowMinimum (password).
    virtual Result<Account> create(Account account, std::string const& password) = 0;
    virtual Result<void> set_password(std::string const& name, std::string const& password) = 0;
    virtual Result<void> set_roles(std::string const& name, std::vector<std::string> roles,
                                   std::vector<std::string> region_codes) = 0;
    virtual Result<void> set_disabled(std::string const& name, bool disabled) = 0;

    /// Errors: kBadCredentials (same time and words whether the name exists), kTooManyAttempts.
    virtual Result<Session> sign_in(std::string const& name, std::string const& password, std::string const& remote) = 0;
    /// A session without password for a demo account of this role, made on first use.
    virtual Result<Session> sign_in_demo(std::string const& role, std::string const& display_name,
                                         std::vector<std::string> region_codes) = 0;
    /// The session's account, or nothing when it is unknown, expired or its account disabled.
    virtual Result<std::optional<Session>> session(std::string const& secret) = 0;
    virtual Result<void> sign_out(std::string const& secret) = 0;

    /// A one-time secret for the first administrator, valid one day; making a new one revokes the old.
    virtual Result<std::string> create_link() = 0;
    /// Spends the link. Error: kBadCredentials.
    virtual Result<Session> redeem_link(std::string const& secret, Account account, std::string const& password) = 0;

    virtual Result<std::string> create_token(std::string const& account, std::string const& label,
                                             std::optional<Instant> expires_at) = 0;
    virtual Result<std::optional<Account>> token_account(std::string const& secret) = 0;
    virtual Result<std::vector<TokenInfo>> tokens() const = 0;
    virtual Result<void> revoke_token(int64_t id) = 0;
};

}  // namespace agglo
