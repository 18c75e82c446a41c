// The rows of sessions, links and tokens: each is found by the digest of its secret.
#include "account/account_file.h"

namespace agglo {

Result<void> AccountFile::insert_session(std::string const& digest, StoredSession const& session) {
    auto insert = TRY(database_.prepare("INSERT INTO session VALUES (?, ?, ?, ?)"));
    insert.bind_blob(1, digest).bind(2, session.account_id);
    return insert.bind(3, session.created_at.us).bind(4, session.seen_at.us).run();
}

Result<std::optional<StoredSession>> AccountFile::session(std::string const& digest) {
    auto select =
        TRY(database_.prepare("SELECT account_id, created_at, seen_at"
                              " FROM session WHERE digest = ?"));
    select.bind_blob(1, digest);
    if (!TRY(select.step())) return std::optional<StoredSession>();
    return std::optional(
        StoredSession{select.integer(0), {select.integer(1)}, {select.integer(2)}});
}

Result<void> AccountFile::set_seen(std::string const& digest, Instant now) {
    auto update = TRY(database_.prepare("UPDATE session SET seen_at = ? WHERE digest = ?"));
    return update.bind(1, now.us).bind_blob(2, digest).run();
}

Result<void> AccountFile::remove_session(std::string const& digest) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE digest = ?"));
    return remove.bind_blob(1, digest).run();
}

Result<void> AccountFile::remove_sessions_of(int64_t account_id) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE account_id = ?"));
    return remove.bind(1, account_id).run();
}

Result<void> AccountFile::remove_old_sessions(Instant created_before, Instant seen_before) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE created_at < ? OR seen_at < ?"));
    return remove.bind(1, created_before.us).bind(2, seen_before.us).run();
}

Result<void> AccountFile::keep_newest_sessions(int64_t account_id, size_t keep) {
    auto remove = TRY(database_.prepare(
        "DELETE FROM session WHERE digest IN (SELECT digest FROM session WHERE account_id = ?"
        " ORDER BY seen_at DESC, created_at DESC LIMIT -1 OFFSET ?)"));
    return remove.bind(1, account_id).bind(2, static_cast<int64_t>(keep)).run();
}

Result<void> AccountFile::replace_link(std::string const& digest, Instant now) {
    auto transaction = TRY(begin());
    TRY(remove_links());
    auto insert = TRY(database_.prepare("INSERT INTO link VALUES (?, ?)"));
    TRY(insert.bind_blob(1, digest).bind(2, now.us).run());
    return transaction.commit();
}

Result<bool> AccountFile::has_link(std::string const& digest, Instant created_after) {
    auto select = TRY(database_.prepare("SELECT 1 FROM link WHERE digest = ? AND created_at > ?"));
    select.bind_blob(1, digest).bind(2, created_after.us);
    return select.step();
}

Result<void> AccountFile::remove_links() {
    return database_.execute("DELETE FROM link");
}

Result<void> AccountFile::insert_token(std::string const& digest, TokenInfo const& token,
                                       int64_t account_id) {
    auto insert = TRY(
        database_.prepare("INSERT INTO token (digest, account_id, label, created_at, expires_at)"
                          " VALUES (?, ?, ?, ?, ?)"));
    insert.bind_blob(1, digest).bind(2, account_id).bind(3, std::string_view(token.label));
    insert.bind(4, token.created_at.us);
    token.expires_at ? insert.bind(5, token.expires_at->us) : insert.bind_null(5);
    return insert.run();
}

Result<std::optional<StoredToken>> AccountFile::token(std::string const& digest) {
    auto* select = TRY(prepare_once(token_by_digest_,
                                    "SELECT account_id, expires_at FROM token WHERE digest = ?"));
    select->bind_blob(1, digest);
    if (!TRY(select->step())) return std::optional<StoredToken>();
    StoredToken token{.account_id = select->integer(0), .expires_at = {}};
    if (!select->is_null(1)) token.expires_at = Instant{select->integer(1)};
    select->reset();
    return std::optional(token);
}

Result<std::vector<TokenInfo>> AccountFile::tokens() {
    auto select = TRY(
        database_.prepare("SELECT token.id, label, name, token.created_at, expires_at FROM token"
                          " JOIN account ON account.id = account_id ORDER BY token.id"));
    std::vector<TokenInfo> tokens;
    while (TRY(select.step())) {
        TokenInfo token{.id = select.integer(0),
                        .label = std::string(select.text(1)),
                        .account = std::string(select.text(2)),
                        .created_at = {select.integer(3)},
                        .expires_at = {}};
        if (!select.is_null(4)) token.expires_at = Instant{select.integer(4)};
        tokens.push_back(std::move(token));
    }
    return tokens;
}

Result<bool> AccountFile::remove_token(int64_t id) {
    auto remove = TRY(database_.prepare("DELETE FROM token WHERE id = ?"));
    TRY(remove.bind(1, id).run());
    return database_.changes() > 0;
}

}  // namespace agglo
