#include "account/account_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/account_tables.h"

namespace agglo {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr char kSeparator = '\n';  // of lists; no role and no code holds one

constexpr std::string_view kAccountColumns =
    "SELECT id, name, display_name, disabled, demo, password_hash, password_at, replace_password,"
    " EXISTS (SELECT 1 FROM totp WHERE account_id = account.id AND confirmed) FROM account";

StoredAccount account_in(sqlite::Statement const& row) {
    return {.account = {.id = row.integer(0),
                        .name = std::string(row.text(1)),
                        .display_name = std::string(row.text(2)),
                        .disabled = row.integer(3) != 0,
                        .demo = row.integer(4) != 0,
                        .second_factor = row.integer(8) != 0,
                        .replace_password = row.integer(7) != 0},
            .password_hash = std::string(row.text(5)),
            .password_at = {row.integer(6)}};
}

// SQLite gives its side files the mode of the main one, so that is all there is to guard.
Result<void> guard(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
    bool const is_guarded = file >= 0 && ::fchmod(file, kOwnerOnly) == 0;
    int const code = errno;
    if (file >= 0) ::close(file);
    if (is_guarded) return {};
    return Error(ErrorCode::kStorageFailed, {path + ": " + std::strerror(code)});
}

Result<std::optional<StoredAccount>> one_account(sqlite::Statement& select) {
    if (!TRY(select.step())) return std::optional<StoredAccount>();
    auto found = account_in(select);
    select.reset();
    return std::optional(std::move(found));
}

}  // namespace

std::string joined_lines(std::vector<std::string> const& items) {
    std::string text;
    for (auto const& item : items) text += (text.empty() ? "" : std::string(1, kSeparator)) + item;
    return text;
}

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        auto const item = text.substr(0, text.find(kSeparator));
        items.emplace_back(item);
        text.remove_prefix(std::min(item.size() + 1, text.size()));
    }
    return items;
}

Result<AccountFile> AccountFile::open(std::string const& path, Instant now) {
    TRY(guard(path));
    AccountFile file(TRY(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite)));
    TRY(
        file.database_.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                               "PRAGMA secure_delete = ON"));
    TRY(make_account_tables(file.database_, now));
    TRY(file.database_.execute("PRAGMA foreign_keys = ON"));
    return file;
}

Result<std::string> AccountFile::image(std::string const& path) {
    if (::access(path.c_str(), F_OK) != 0) return std::string();
    auto database = TRY(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite));
    return database.image();
}

Result<sqlite::Statement*> AccountFile::prepare_once(std::optional<sqlite::Statement>& kept,
                                                     std::string_view sql) {
    if (!kept) kept.emplace(TRY(database_.prepare(sql)));
    return &*kept;
}

Result<int64_t> AccountFile::last_id() {
    auto const id = TRY(database_.query_integer("SELECT last_insert_rowid()"));
    return *id;
}

Result<std::optional<StoredAccount>> AccountFile::with_memberships(
    std::optional<StoredAccount> found) {
    if (found) found->account.memberships = TRY(memberships_of(found->account.id));
    return found;
}

Result<bool> AccountFile::empty() {
    return !TRY(database_.query_integer("SELECT 1 FROM account LIMIT 1")).has_value();
}

Result<std::vector<Account>> AccountFile::all() {
    auto select = TRY(database_.prepare(std::string(kAccountColumns) + " ORDER BY name"));
    std::vector<Account> accounts;
    while (TRY(select.step())) accounts.push_back(account_in(select).account);
    for (auto& account : accounts) account.memberships = TRY(memberships_of(account.id));
    return accounts;
}

Result<std::optional<StoredAccount>> AccountFile::by_name(std::string const& name) {
    auto select = TRY(database_.prepare(std::string(kAccountColumns) + " WHERE name = ?"));
    select.bind(1, std::string_view(name));
    return with_memberships(TRY(one_account(select)));
}

Result<std::optional<StoredAccount>> AccountFile::by_id(int64_t id) {
    auto* select =
        TRY(prepare_once(account_by_id_, std::string(kAccountColumns) + " WHERE id = ?"));
    select->bind(1, id);
    return with_memberships(TRY(one_account(*select)));
}

Result<int64_t> AccountFile::insert(Account const& account, std::string const& hash, Instant now) {
    auto insert =
        TRY(database_.prepare("INSERT INTO account (name, display_name, password_hash, password_at,"
                              " replace_password, disabled, demo, created_at)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING"));
    insert.bind(1, std::string_view(account.name)).bind(2, std::string_view(account.display_name));
    insert.bind(3, std::string_view(hash)).bind(4, now.us);
    insert.bind(5, int64_t{account.replace_password}).bind(6, int64_t{account.disabled});
    insert.bind(7, int64_t{account.demo}).bind(8, now.us);
    TRY(insert.run());
    if (database_.changes() == 0)
        return Error(ErrorCode::kDuplicateValue, {"name", account.name}).at("name");
    auto const id = TRY(last_id());
    for (auto const& membership : account.memberships) TRY(insert_membership(id, membership, now));
    return id;
}

Result<void> AccountFile::set_display_name(int64_t id, std::string const& text) {
    auto update = TRY(database_.prepare("UPDATE account SET display_name = ? WHERE id = ?"));
    return update.bind(1, std::string_view(text)).bind(2, id).run();
}

Result<void> AccountFile::set_hash(int64_t id, std::string const& hash, bool replace, Instant now) {
    auto update =
        TRY(database_.prepare("UPDATE account SET password_hash = ?, replace_password = ?,"
                              " password_at = ? WHERE id = ?"));
    update.bind(1, std::string_view(hash)).bind(2, int64_t{replace});
    return update.bind(3, now.us).bind(4, id).run();
}

Result<void> AccountFile::set_disabled(int64_t id, bool disabled) {
    auto update = TRY(database_.prepare("UPDATE account SET disabled = ? WHERE id = ?"));
    return update.bind(1, int64_t{disabled}).bind(2, id).run();
}

}  // namespace agglo
