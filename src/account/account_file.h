#pragma once
// AccountFile: the rows of the accounts file, without rules. Times are microseconds since 1970.
// Belongs to one thread at a time.
#include <optional>
#include <string>
#include <vector>

#include "account/account.h"
#include "sqlite/database.h"

namespace agglo {

struct StoredAccount {
    Account account;
    std::string password_hash;  ///< empty: cannot sign in by password
    Instant password_at;
};

struct StoredSession {
    int64_t id = 0;
    int64_t account_id = 0;
    Instant created_at;
    Instant seen_at;
    Instant proved_at;
};

struct StoredToken {
    int64_t id = 0;
    int64_t account_id = 0;
    Instant expires_at;
    TokenScope scope;
};

struct StoredMembership {
    Membership membership;
    int64_t account_id = 0;
};

struct StoredTotp {
    std::string secret;  ///< raw bytes
    bool confirmed = false;
    int64_t last_step = 0;
};

class AccountFile {
public:
    /// Makes the file with mode 0600; takes others' rights away from one that is there.
    static Result<AccountFile> open(std::string const& path, Instant now);

    /// The bytes of the whole file at one moment, for a backup; empty when there is none. Others
    /// may use it meanwhile.
    static Result<std::string> image(std::string const& path);

    Result<sqlite::Transaction> begin() { return sqlite::Transaction::begin(database_); }

    Result<bool> empty();
    Result<std::vector<Account>> all();
    Result<std::optional<StoredAccount>> by_name(std::string const& name);
    Result<std::optional<StoredAccount>> by_id(int64_t id);
    /// With its memberships. Error: kDuplicateValue.
    Result<int64_t> insert(Account const& account, std::string const& hash, Instant now);
    Result<void> set_display_name(int64_t id, std::string const& text);
    Result<void> set_hash(int64_t id, std::string const& hash, bool replace, Instant now);
    Result<void> set_disabled(int64_t id, bool disabled);

    Result<std::vector<Membership>> memberships_of(int64_t account_id);
    Result<std::optional<StoredMembership>> membership(int64_t id);
    /// What was delegated from this account's memberships, and to whom.
    Result<std::vector<std::pair<std::string, Membership>>> delegated_by(int64_t account_id);
    Result<int64_t> insert_membership(int64_t account_id, Membership const& membership,
                                      Instant now);
    Result<void> remove_membership(int64_t id);
    Result<void> remove_delegated_by(int64_t account_id);
    /// Those that were given, not those delegated to it.
    Result<void> remove_given(int64_t account_id);

    Result<int64_t> insert_session(std::string const& digest, StoredSession const& session,
                                   Origin const& origin);
    Result<std::optional<StoredSession>> session(std::string const& digest);
    Result<std::vector<SessionInfo>> sessions_of(int64_t account_id);
    Result<void> set_seen(std::string const& digest, Instant now);
    Result<void> set_proved(int64_t id, Instant now);
    Result<void> remove_session(std::string const& digest);
    Result<bool> remove_session(int64_t id, int64_t account_id);
    Result<void> remove_sessions_of(int64_t account_id, int64_t but = 0);
    /// Those created or last seen before these times, and of one account all but the newest `keep`.
    Result<void> remove_old_sessions(Instant created_before, Instant seen_before);
    Result<void> keep_newest_sessions(int64_t account_id, size_t keep);

    Result<void> replace_link(std::string const& digest, std::string const& role, Instant now);
    /// Its role.
    Result<std::optional<std::string>> link(std::string const& digest, Instant created_after);
    Result<void> remove_link(std::string const& digest);

    Result<void> insert_token(std::string const& digest, TokenInfo const& token,
                              int64_t account_id);
    Result<std::optional<StoredToken>> token(std::string const& digest);
    Result<std::vector<TokenInfo>> tokens();
    Result<bool> remove_token(int64_t id);

    Result<std::optional<StoredTotp>> totp(int64_t account_id);
    Result<void> put_totp(int64_t account_id, StoredTotp const& totp);
    Result<void> remove_totp(int64_t account_id);
    Result<void> replace_recovery_codes(int64_t account_id,
                                        std::vector<std::string> const& digests);
    Result<size_t> recovery_codes(int64_t account_id);
    Result<bool> spend_recovery_code(int64_t account_id, std::string const& digest);

    Result<bool> insert_identity(LinkedIdentity const& identity, int64_t account_id);
    Result<bool> remove_identity(LinkedIdentity const& identity);
    Result<std::vector<LinkedIdentity>> identities(int64_t account_id);
    Result<std::optional<int64_t>> identified(std::string const& issuer,
                                              std::string const& subject);

private:
    explicit AccountFile(sqlite::Database database) : database_(std::move(database)) {}
    /// `sql` prepared into `kept` the first time: for what is asked on every request.
    Result<sqlite::Statement*> prepare_once(std::optional<sqlite::Statement>& kept,
                                            std::string_view sql);
    Result<int64_t> last_id();
    Result<std::optional<StoredAccount>> with_memberships(std::optional<StoredAccount> found);

    sqlite::Database database_;
    std::optional<sqlite::Statement> account_by_id_, token_by_digest_, memberships_by_account_,
        session_by_digest_;  // closed before it
};

/// Lists as the file holds them: a line for each item.
std::string joined_lines(std::vector<std::string> const& items);
std::vector<std::string> split_lines(std::string_view text);

}  // namespace agglo
