#include "sqlite/database.h"

#include <sqlite3.h>
#include <utility>

namespace agglo::sqlite {

namespace {

Error failure(sqlite3* handle) {
    return Error(ErrorCode::kStorageFailed, {handle ? sqlite3_errmsg(handle) : "out of memory"});
}

int flags_of(OpenMode mode) {
    switch (mode) {
        case OpenMode::kReadOnly: return SQLITE_OPEN_READONLY;
        case OpenMode::kReadWrite: return SQLITE_OPEN_READWRITE;
        case OpenMode::kCreate: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        case OpenMode::kImmutable: return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    }
    return 0;
}

/// SQLite takes a null pointer for NULL, not for the empty text or blob.
char const* not_null(std::string_view bytes) {
    return bytes.data() ? bytes.data() : "";
}

/// https://www.sqlite.org/uri.html, 3.1: what could end the path is written in hexadecimal.
std::string immutable_uri(std::string const& path) {
    std::string uri = "file:";
    for (char const c : path) {
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    }
    return uri + "?immutable=1";
}

}  // namespace

Statement::Statement(Statement&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

Statement& Statement::bind(int parameter, int64_t value) {
    sqlite3_bind_int64(handle_, parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    auto const* bytes = not_null(text);
    sqlite3_bind_text64(handle_, parameter, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind_real(int parameter, double value) {
    sqlite3_bind_double(handle_, parameter, value);
    return *this;
}

Statement& Statement::bind_blob(int parameter, std::string_view bytes) {
    sqlite3_bind_blob64(handle_, parameter, not_null(bytes), bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bind_null(int parameter) {
    sqlite3_bind_null(handle_, parameter);
    return *this;
}

Result<bool> Statement::step() {
    int const code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    auto result = code == SQLITE_DONE ? Result<bool>(false)
                                      : Result<bool>(failure(sqlite3_db_handle(handle_)));
    sqlite3_reset(handle_);
    return result;
}

Result<void> Statement::run() {
    while (TRY(step())) {
    }
    return {};
}

void Statement::reset() {
    sqlite3_reset(handle_);
}

int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::text(int column) const {
    auto const* bytes = reinterpret_cast<char const*>(sqlite3_column_text(handle_, column));
    return {bytes, static_cast<size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string_view Statement::blob(int column) const {
    auto const* bytes = static_cast<char const*>(sqlite3_column_blob(handle_, column));
    return {bytes, static_cast<size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Result<Database> Database::open(std::string const& path, OpenMode mode, std::string const& vfs) {
    sqlite3* handle = nullptr;
    auto const name = mode == OpenMode::kImmutable ? immutable_uri(path) : path;
    int const code = sqlite3_open_v2(name.c_str(), &handle, flags_of(mode) | SQLITE_OPEN_NOMUTEX,
                                     vfs.empty() ? nullptr : vfs.c_str());
    Database database(handle);
    if (code == SQLITE_CANTOPEN) return Error(ErrorCode::kFileNotFound, {path});
    if (code != SQLITE_OK) return failure(handle);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    return database;
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    int const code =
        sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) return failure(handle_);
    return Statement(statement);
}

Result<void> Database::execute(std::string const& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(handle_);
    return {};
}

Result<std::optional<int64_t>> Database::query_integer(std::string_view sql) {
    auto statement = TRY(prepare(sql));
    if (!TRY(statement.step())) return std::optional<int64_t>();
    return std::optional<int64_t>(statement.integer(0));
}

int64_t Database::changes() const {
    return sqlite3_changes64(handle_);
}

Result<std::string> Database::image() {
    TRY(execute("BEGIN"));
    auto const tables = query_integer("SELECT count(*) FROM sqlite_schema");  // takes the snapshot
    sqlite3_int64 size = 0;
    auto* bytes = tables.ok() ? sqlite3_serialize(handle_, "main", &size, 0) : nullptr;
    auto image = bytes ? Result<std::string>(
                             std::string(reinterpret_cast<char*>(bytes), static_cast<size_t>(size)))
                       : Result<std::string>(failure(handle_));
    sqlite3_free(bytes);
    TRY(execute("COMMIT"));
    return image;
}

Result<Transaction> Transaction::begin(Database& database) {
    TRY(database.execute("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_) (void)database_->execute("ROLLBACK");
}

Result<void> Transaction::commit() {
    TRY(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace agglo::sqlite
