// The rows of sessions, links and tokens: each is found by the digest of its secret.
#include "account/account_file.h"

namespace agglo {

Result<int64_t> AccountFile::insert_session(std::string const& digest, StoredSession const& session,
                                            Origin const& origin) {
    auto insert = TRY(database_.prepare(
        "INSERT INTO session (digest, account_id, created_at, seen_at, proved_at, remote, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bind_blob(1, digest).bind(2, session.account_id);
    insert.bind(3, session.created_at.us).bind(4, session.seen_at.us).bind(5, session.proved_at.us);
    TRY(insert.bind(6, std::string_view(origin.remote))
            .bind(7, std::string_view(origin.device))
            .run());
    return last_id();
}

Result<std::optional<StoredSession>> AccountFile::session(std::string const& digest) {
    auto* select = TRY(prepare_once(session_by_digest_,
                                    "SELECT id, account_id, created_at, seen_at, proved_at"
                                    " FROM session WHERE digest = ?"));
    select->bind_blob(1, digest);
    if (!TRY(select->step())) return std::optional<StoredSession>();
    StoredSession const session{select->integer(0),
                                select->integer(1),
                                {select->integer(2)},
                                {select->integer(3)},
                                {select->integer(4)}};
    select->reset();
    return std::optional(session);
}

Result<std::vector<SessionInfo>> AccountFile::sessions_of(int64_t account_id) {
    auto select = TRY(database_.prepare(
        "SELECT session.id, name, remote, device, session.created_at, seen_at FROM session"
        " JOIN account ON account.id = account_id WHERE account_id = ? ORDER BY seen_at DESC"));
    select.bind(1, account_id);
    std::vector<SessionInfo> sessions;
    while (TRY(select.step())) {
        sessions.push_back({.id = select.integer(0),
                            .account = std::string(select.text(1)),
                            .origin = {std::string(select.text(2)), std::string(select.text(3))},
                            .created_at = {select.integer(4)},
                            .seen_at = {select.integer(5)}});
    }
    return sessions;
}

Result<void> AccountFile::set_seen(std::string const& digest, Instant now) {
    auto update = TRY(database_.prepare("UPDATE session SET seen_at = ? WHERE digest = ?"));
    return update.bind(1, now.us).bind_blob(2, digest).run();
}

Result<void> AccountFile::set_proved(int64_t id, Instant now) {
    auto update = TRY(database_.prepare("UPDATE session SET proved_at = ? WHERE id = ?"));
    return update.bind(1, now.us).bind(2, id).run();
}

Result<void> AccountFile::remove_session(std::string const& digest) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE digest = ?"));
    return remove.bind_blob(1, digest).run();
}

Result<bool> AccountFile::remove_session(int64_t id, int64_t account_id) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE id = ? AND account_id = ?"));
    TRY(remove.bind(1, id).bind(2, account_id).run());
    return database_.changes() > 0;
}

Result<void> AccountFile::remove_sessions_of(int64_t account_id, int64_t but) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE account_id = ? AND id <> ?"));
    return remove.bind(1, account_id).bind(2, but).run();
}

Result<void> AccountFile::remove_old_sessions(Instant created_before, Instant seen_before) {
    auto remove = TRY(database_.prepare("DELETE FROM session WHERE created_at < ? OR seen_at < ?"));
    return remove.bind(1, created_before.us).bind(2, seen_before.us).run();
}

Result<void> AccountFile::keep_newest_sessions(int64_t account_id, size_t keep) {
    auto remove = TRY(database_.prepare(
        "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE account_id = ?"
        " ORDER BY seen_at DESC, created_at DESC, id DESC LIMIT -1 OFFSET ?)"));
    return remove.bind(1, account_id).bind(2, static_cast<int64_t>(keep)).run();
}

Result<void> AccountFile::replace_link(std::string const& digest, std::string const& role,
                                       Instant now) {
    auto transaction = TRY(begin());
    auto remove = TRY(database_.prepare("DELETE FROM link WHERE role = ?"));
    TRY(remove.bind(1, std::string_view(role)).run());
    auto insert = TRY(database_.prepare("INSERT INTO link VALUES (?, ?, ?)"));
    TRY(insert.bind_blob(1, digest).bind(2, std::string_view(role)).bind(3, now.us).run());
    return transaction.commit();
}

Result<std::optional<std::string>> AccountFile::link(std::string const& digest,
                                                     Instant created_after) {
    auto select =
        TRY(database_.prepare("SELECT role FROM link WHERE digest = ? AND created_at > ?"));
    select.bind_blob(1, digest).bind(2, created_after.us);
    if (!TRY(select.step())) return std::optional<std::string>();
    return std::optional(std::string(select.text(0)));
}

Result<void> AccountFile::remove_link(std::string const& digest) {
    auto remove = TRY(database_.prepare("DELETE FROM link WHERE digest = ?"));
    return remove.bind_blob(1, digest).run();
}

Result<void> AccountFile::insert_token(std::string const& digest, TokenInfo const& token,
                                       int64_t account_id) {
    auto insert = TRY(database_.prepare(
        "INSERT INTO token (digest, account_id, label, created_at, expires_at, write, entities)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    insert.bind_blob(1, digest).bind(2, account_id).bind(3, std::string_view(token.label));
    insert.bind(4, token.created_at.us).bind(5, token.expires_at.us);
    insert.bind(6, int64_t{token.scope.write});
    return insert.bind(7, std::string_view(joined_lines(token.scope.entities))).run();
}

Result<std::optional<StoredToken>> AccountFile::token(std::string const& digest) {
    auto* select = TRY(prepare_once(token_by_digest_,
                                    "SELECT id, account_id, expires_at, write, entities FROM token"
                                    " WHERE digest = ?"));
    select->bind_blob(1, digest);
    if (!TRY(select->step())) return std::optional<StoredToken>();
    StoredToken token{
        .id = select->integer(0),
        .account_id = select->integer(1),
        .expires_at = {select->integer(2)},
        .scope = {.write = select->integer(3) != 0, .entities = split_lines(select->text(4))}};
    select->reset();
    return std::optional(std::move(token));
}

Result<std::vector<TokenInfo>> AccountFile::tokens() {
    auto select = TRY(database_.prepare(
        "SELECT token.id, label, name, token.created_at, expires_at, write, entities FROM token"
        " JOIN account ON account.id = account_id ORDER BY token.id"));
    std::vector<TokenInfo> tokens;
    while (TRY(select.step())) {
        tokens.push_back(
            {.id = select.integer(0),
             .label = std::string(select.text(1)),
             .account = std::string(select.text(2)),
             .created_at = {select.integer(3)},
             .expires_at = {select.integer(4)},
             .scope = {.write = select.integer(5) != 0, .entities = split_lines(select.text(6))}});
    }
    return tokens;
}

Result<bool> AccountFile::remove_token(int64_t id) {
    auto remove = TRY(database_.prepare("DELETE FROM token WHERE id = ?"));
    TRY(remove.bind(1, id).run());
    return database_.changes() > 0;
}

}  // namespace agglo
