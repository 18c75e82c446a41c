// The rows of one-time codes and of the identities that a provider vouches for.
#include "account/account_file.h"

namespace agglo {

Result<std::optional<StoredTotp>> AccountFile::totp(int64_t account_id) {
    auto select = TRY(
        database_.prepare("SELECT secret, confirmed, last_step FROM totp WHERE account_id = ?"));
    select.bind(1, account_id);
    if (!TRY(select.step())) return std::optional<StoredTotp>();
    return std::optional(
        StoredTotp{std::string(select.blob(0)), select.integer(1) != 0, select.integer(2)});
}

Result<void> AccountFile::put_totp(int64_t account_id, StoredTotp const& totp) {
    auto insert = TRY(database_.prepare("INSERT OR REPLACE INTO totp VALUES (?, ?, ?, ?)"));
    insert.bind(1, account_id).bind_blob(2, totp.secret).bind(3, int64_t{totp.confirmed});
    return insert.bind(4, totp.last_step).run();
}

Result<void> AccountFile::remove_totp(int64_t account_id) {
    auto codes = TRY(database_.prepare("DELETE FROM recovery_code WHERE account_id = ?"));
    TRY(codes.bind(1, account_id).run());
    auto remove = TRY(database_.prepare("DELETE FROM totp WHERE account_id = ?"));
    return remove.bind(1, account_id).run();
}

Result<void> AccountFile::replace_recovery_codes(int64_t account_id,
                                                 std::vector<std::string> const& digests) {
    auto remove = TRY(database_.prepare("DELETE FROM recovery_code WHERE account_id = ?"));
    TRY(remove.bind(1, account_id).run());
    auto insert = TRY(database_.prepare("INSERT INTO recovery_code VALUES (?, ?)"));
    for (auto const& digest : digests) TRY(insert.bind_blob(1, digest).bind(2, account_id).run());
    return {};
}

Result<size_t> AccountFile::recovery_codes(int64_t account_id) {
    auto select = TRY(database_.prepare("SELECT count(*) FROM recovery_code WHERE account_id = ?"));
    select.bind(1, account_id);
    TRY(select.step());
    return static_cast<size_t>(select.integer(0));
}

Result<bool> AccountFile::spend_recovery_code(int64_t account_id, std::string const& digest) {
    auto remove =
        TRY(database_.prepare("DELETE FROM recovery_code WHERE account_id = ? AND digest = ?"));
    TRY(remove.bind(1, account_id).bind_blob(2, digest).run());
    return database_.changes() > 0;
}

Result<bool> AccountFile::insert_identity(LinkedIdentity const& identity, int64_t account_id) {
    auto insert = TRY(database_.prepare(
        "INSERT INTO identity VALUES (?, ?, ?) ON CONFLICT (issuer, subject) DO NOTHING"));
    insert.bind(1, std::string_view(identity.issuer));
    TRY(insert.bind(2, std::string_view(identity.subject)).bind(3, account_id).run());
    return database_.changes() > 0;
}

Result<bool> AccountFile::remove_identity(LinkedIdentity const& identity) {
    auto remove =
        TRY(database_.prepare("DELETE FROM identity WHERE issuer = ? AND subject = ?"
                              " AND account_id = (SELECT id FROM account WHERE name = ?)"));
    remove.bind(1, std::string_view(identity.issuer));
    remove.bind(2, std::string_view(identity.subject));
    TRY(remove.bind(3, std::string_view(identity.account)).run());
    return database_.changes() > 0;
}

Result<std::vector<LinkedIdentity>> AccountFile::identities(int64_t account_id) {
    auto select =
        TRY(database_.prepare("SELECT issuer, subject, name FROM identity JOIN account"
                              " ON account.id = account_id WHERE account_id = ? ORDER BY 1, 2"));
    select.bind(1, account_id);
    std::vector<LinkedIdentity> found;
    while (TRY(select.step()))
        found.push_back({std::string(select.text(0)), std::string(select.text(1)),
                         std::string(select.text(2))});
    return found;
}

Result<std::optional<int64_t>> AccountFile::identified(std::string const& issuer,
                                                       std::string const& subject) {
    auto select =
        TRY(database_.prepare("SELECT account_id FROM identity WHERE issuer = ? AND subject = ?"));
    select.bind(1, std::string_view(issuer)).bind(2, std::string_view(subject));
    if (!TRY(select.step())) return std::optional<int64_t>();
    return std::optional(select.integer(0));
}

}  // namespace agglo
