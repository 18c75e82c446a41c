#include "account/account_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace agglo {

namespace {

constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr char kSeparator = '\n';  // of lists; no role and no region code holds one

constexpr char const* kTables = R"sql(
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    roles TEXT NOT NULL,
    region_codes TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    demo INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE session (
    digest BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (account_id);
CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE TABLE link (
    digest BLOB PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;
)sql";

constexpr std::string_view kAccountColumns =
    "SELECT id, name, display_name, roles, region_codes, disabled, demo, password_hash FROM "
    "account";

std::string joined(std::vector<std::string> const& items) {
    std::string text;
    for (auto const& item : items) text += (text.empty() ? "" : std::string(1, kSeparator)) + item;
    return text;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        auto const item = text.substr(0, text.find(kSeparator));
        items.emplace_back(item);
        text.remove_prefix(std::min(item.size() + 1, text.size()));
    }
    return items;
}

StoredAccount account_in(sqlite::Statement const& row) {
    return {.account = {.id = row.integer(0),
                        .name = std::string(row.text(1)),
                        .display_name = std::string(row.text(2)),
                        .roles = split(row.text(3)),
                        .region_codes = split(row.text(4)),
                        .disabled = row.integer(5) != 0,
                        .demo = row.integer(6) != 0},
            .password_hash = std::string(row.text(7))};
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

Result<AccountFile> AccountFile::open(std::string const& path) {
    TRY(guard(path));
    AccountFile file(TRY(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite)));
    TRY(
        file.database_.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                               "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON"));
    TRY(file.make_tables());
    return file;
}

Result<std::string> AccountFile::image(std::string const& path) {
    if (::access(path.c_str(), F_OK) != 0) return std::string();
    auto database = TRY(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite));
    return database.image();
}

Result<void> AccountFile::make_tables() {
    auto transaction = TRY(begin());
    auto const version = TRY(database_.query_integer("PRAGMA user_version")).value_or(0);
    if (version > kSchemaVersion) {
        return Error(ErrorCode::kBadFile, {"accounts, version " + std::to_string(version)});
    }
    if (version == 0) TRY(database_.execute(kTables));
    return transaction.commit();
}

Result<sqlite::Statement*> AccountFile::prepare_once(std::optional<sqlite::Statement>& kept,
                                                     std::string_view sql) {
    if (!kept) kept.emplace(TRY(database_.prepare(sql)));
    return &*kept;
}

Result<bool> AccountFile::empty() {
    return !TRY(database_.query_integer("SELECT 1 FROM account LIMIT 1")).has_value();
}

Result<std::vector<Account>> AccountFile::all() {
    auto select = TRY(database_.prepare(std::string(kAccountColumns) + " ORDER BY name"));
    std::vector<Account> accounts;
    while (TRY(select.step())) accounts.push_back(account_in(select).account);
    return accounts;
}

Result<std::optional<StoredAccount>> AccountFile::by_name(std::string const& name) {
    auto select = TRY(database_.prepare(std::string(kAccountColumns) + " WHERE name = ?"));
    select.bind(1, std::string_view(name));
    return one_account(select);
}

Result<std::optional<StoredAccount>> AccountFile::by_id(int64_t id) {
    auto* select =
        TRY(prepare_once(account_by_id_, std::string(kAccountColumns) + " WHERE id = ?"));
    select->bind(1, id);
    return one_account(*select);
}

Result<int64_t> AccountFile::insert(Account const& account, std::string const& hash, Instant now) {
    auto insert =
        TRY(database_.prepare("INSERT INTO account (name, display_name, roles, region_codes,"
                              " password_hash, disabled, demo, created_at)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING"));
    insert.bind(1, std::string_view(account.name)).bind(2, std::string_view(account.display_name));
    insert.bind(3, std::string_view(joined(account.roles)));
    insert.bind(4, std::string_view(joined(account.region_codes)));
    insert.bind(5, std::string_view(hash)).bind(6, int64_t{account.disabled});
    insert.bind(7, int64_t{account.demo}).bind(8, now.us);
    TRY(insert.run());
    if (database_.changes() == 0)
        return Error(ErrorCode::kDuplicateValue, {"name", account.name}).at("name");
    auto const id = TRY(database_.query_integer("SELECT last_insert_rowid()"));
    return *id;
}

Result<void> AccountFile::set_hash(int64_t id, std::string const& hash) {
    auto update = TRY(database_.prepare("UPDATE account SET password_hash = ? WHERE id = ?"));
    return update.bind(1, std::string_view(hash)).bind(2, id).run();
}

Result<void> AccountFile::set_roles(Account const& account) {
    auto update =
        TRY(database_.prepare("UPDATE account SET roles = ?, region_codes = ? WHERE id = ?"));
    update.bind(1, std::string_view(joined(account.roles)));
    update.bind(2, std::string_view(joined(account.region_codes)));
    return update.bind(3, account.id).run();
}

Result<void> AccountFile::set_disabled(int64_t id, bool disabled) {
    auto update = TRY(database_.prepare("UPDATE account SET disabled = ? WHERE id = ?"));
    return update.bind(1, int64_t{disabled}).bind(2, id).run();
}

}  // namespace agglo
