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
};

struct StoredSession {
    int64_t account_id = 0;
    Instant created_at;
    Instant seen_at;
};

struct StoredToken {
    int64_t account_id = 0;
    std::optional<Instant> expires_at;
};

class AccountFile {
public:
    static constexpr int kSchemaVersion = 1;

    /// Makes the file with mode 0600; takes others' rights away from one that is there.
    static Result<AccountFile> open(std::string const& path);

    /// The bytes of the whole file at one moment, for a backup; empty when there is none. Others
    /// may use it meanwhile.
    static Result<std::string> image(std::string const& path);

    Result<sqlite::Transaction> begin() { return sqlite::Transaction::begin(database_); }

    Result<bool> empty();
    Result<std::vector<Account>> all();
    Result<std::optional<StoredAccount>> by_name(std::string const& name);
    Result<std::optional<StoredAccount>> by_id(int64_t id);
    /// Error: kDuplicateValue.
    Result<int64_t> insert(Account const& account, std::string const& hash, Instant now);
    Result<void> set_hash(int64_t id, std::string const& hash);
    Result<void> set_roles(Account const& account);
    Result<void> set_disabled(int64_t id, bool disabled);

    Result<void> insert_session(std::string const& digest, StoredSession const& session);
    Result<std::optional<StoredSession>> session(std::string const& digest);
    Result<void> set_seen(std::string const& digest, Instant now);
    Result<void> remove_session(std::string const& digest);
    Result<void> remove_sessions_of(int64_t account_id);
    /// Those created or last seen before these times, and of one account all but the newest `keep`.
    Result<void> remove_old_sessions(Instant created_before, Instant seen_before);
    Result<void> keep_newest_sessions(int64_t account_id, size_t keep);

    Result<void> replace_link(std::string const& digest, Instant now);
    Result<bool> has_link(std::string const& digest, Instant created_after);
    Result<void> remove_links();

    Result<void> insert_token(std::string const& digest, TokenInfo const& token,
                              int64_t account_id);
    Result<std::optional<StoredToken>> token(std::string const& digest);
    Result<std::vector<TokenInfo>> tokens();
    Result<bool> remove_token(int64_t id);

private:
    explicit AccountFile(sqlite::Database database) : database_(std::move(database)) {}
    Result<void> make_tables();
    /// `sql` prepared into `kept` the first time: for what is asked on every request.
    Result<sqlite::Statement*> prepare_once(std::optional<sqlite::Statement>& kept,
                                            std::string_view sql);

    sqlite::Database database_;
    std::optional<sqlite::Statement> account_by_id_, token_by_digest_;  // closed before it
};

}  // namespace agglo
