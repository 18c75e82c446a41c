// The rows of memberships.
#include "account/account_file.h"

namespace agglo {

namespace {

constexpr std::string_view kColumns =
    "SELECT membership.id, membership.account_id, membership.role, membership.unit,"
    " membership.regions, membership.parks, membership.own, membership.from_at,"
    " membership.until_at, IFNULL(membership.delegated_from, 0), IFNULL(delegator.name, ''),"
    " holder.name FROM membership JOIN account AS holder ON holder.id = membership.account_id"
    " LEFT JOIN membership AS source ON source.id = membership.delegated_from"
    " LEFT JOIN account AS delegator ON delegator.id = source.account_id";

std::string own_lines(std::vector<Membership::Own> const& own) {
    std::vector<std::string> lines;
    for (auto const& each : own) lines.push_back(each.entity + '\t' + each.code);
    return joined_lines(lines);
}

std::vector<Membership::Own> own_of(std::string_view text) {
    std::vector<Membership::Own> own;
    for (auto const& line : split_lines(text)) {
        auto const tab = std::min(line.find('\t'), line.size());
        own.push_back({line.substr(0, tab), line.substr(std::min(tab + 1, line.size()))});
    }
    return own;
}

std::optional<Instant> instant_in(sqlite::Statement const& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Instant{row.integer(column)};
}

StoredMembership membership_in(sqlite::Statement const& row) {
    return {.membership = {.id = row.integer(0),
                           .role = std::string(row.text(2)),
                           .unit = std::string(row.text(3)),
                           .regions = split_lines(row.text(4)),
                           .parks = split_lines(row.text(5)),
                           .own = own_of(row.text(6)),
                           .from = instant_in(row, 7),
                           .until = instant_in(row, 8),
                           .delegated_by = std::string(row.text(10)),
                           .delegated_from = row.integer(9)},
            .account_id = row.integer(1)};
}

void bind_instant(sqlite::Statement& statement, int parameter, std::optional<Instant> instant) {
    instant ? statement.bind(parameter, instant->us) : statement.bind_null(parameter);
}

}  // namespace

Result<std::vector<Membership>> AccountFile::memberships_of(int64_t account_id) {
    auto* select = TRY(prepare_once(
        memberships_by_account_,
        std::string(kColumns) + " WHERE membership.account_id = ? ORDER BY membership.id"));
    select->bind(1, account_id);
    std::vector<Membership> found;
    while (TRY(select->step())) found.push_back(membership_in(*select).membership);
    return found;
}

Result<std::optional<StoredMembership>> AccountFile::membership(int64_t id) {
    auto select = TRY(database_.prepare(std::string(kColumns) + " WHERE membership.id = ?"));
    select.bind(1, id);
    if (!TRY(select.step())) return std::optional<StoredMembership>();
    return std::optional(membership_in(select));
}

Result<std::vector<std::pair<std::string, Membership>>> AccountFile::delegated_by(
    int64_t account_id) {
    auto select = TRY(database_.prepare(std::string(kColumns) +
                                        " WHERE source.account_id = ? ORDER BY membership.id"));
    select.bind(1, account_id);
    std::vector<std::pair<std::string, Membership>> found;
    while (TRY(select.step()))
        found.emplace_back(std::string(select.text(11)), membership_in(select).membership);
    return found;
}

Result<int64_t> AccountFile::insert_membership(int64_t account_id, Membership const& membership,
                                               Instant now) {
    auto insert =
        TRY(database_.prepare("INSERT INTO membership (account_id, role, unit, regions, parks, own,"
                              " from_at, until_at, delegated_from, created_at)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    insert.bind(1, account_id).bind(2, std::string_view(membership.role));
    insert.bind(3, std::string_view(membership.unit));
    insert.bind(4, std::string_view(joined_lines(membership.regions)));
    insert.bind(5, std::string_view(joined_lines(membership.parks)));
    insert.bind(6, std::string_view(own_lines(membership.own)));
    bind_instant(insert, 7, membership.from);
    bind_instant(insert, 8, membership.until);
    membership.delegated_from ? insert.bind(9, membership.delegated_from) : insert.bind_null(9);
    TRY(insert.bind(10, now.us).run());
    return last_id();
}

Result<void> AccountFile::remove_membership(int64_t id) {
    auto remove = TRY(database_.prepare("DELETE FROM membership WHERE id = ?"));
    return remove.bind(1, id).run();
}

Result<void> AccountFile::remove_delegated_by(int64_t account_id) {
    auto remove =
        TRY(database_.prepare("DELETE FROM membership WHERE delegated_from IN"
                              " (SELECT id FROM membership WHERE account_id = ?)"));
    return remove.bind(1, account_id).run();
}

Result<void> AccountFile::remove_given(int64_t account_id) {
    auto remove = TRY(database_.prepare(
        "DELETE FROM membership WHERE account_id = ? AND delegated_from IS NULL"));
    return remove.bind(1, account_id).run();
}

}  // namespace agglo
