#include "cli/console_io.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "journal/sqlite_journal.h"
#include "state/image.h"

namespace agglo::cli {

namespace {

constexpr std::streamsize kFileBytesMax = 256 << 20;

void print(Error const& error) {
    std::fprintf(stderr, "%s%s%s\n  %s\n", error.path().c_str(), error.path().empty() ? "" : ": ",
                 error.message_zh().c_str(), error.message_en().c_str());
}

ExitCode exit_code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::kUnavailable:
        case ErrorKind::kInternal: return kFailed;
        default: return kBadInput;
    }
}

}  // namespace

int report(Error const& error) {
    if (error.details().empty()) print(error);
    for (auto const& detail : error.details()) print(detail);
    return exit_code_of(error.kind());
}

Result<std::unique_ptr<Desk>> open_desk(std::string const& db, UseImage image) {
    auto journal = TRY(SqliteJournal::open(db));
    if (image == UseImage::kNo) return Desk::open(std::move(journal));
    return Desk::open(std::move(journal), {.image = image_path(db), .keep_image = true});
}

Result<std::unique_ptr<Desk>> open_desk_to_read(std::string const& db, UseImage image) {
    auto journal = TRY(SqliteJournal::open_to_read(db));
    if (image == UseImage::kNo) return Desk::open(std::move(journal));
    return Desk::open(std::move(journal), {.image = image_path(db)});
}

namespace {

std::string beside(std::string const& db, char const* ending) {
    auto const stem = db.ends_with(".db") ? db.substr(0, db.size() - 3) : db;
    return stem + ending;
}

}  // namespace

std::string accounts_path(std::string const& db) {
    return beside(db, ".accounts.db");
}

std::string audit_path(std::string const& db) {
    return beside(db, ".audit.db");
}

Result<std::unique_ptr<AuditLog>> open_audit_log(std::string const& db) {
    return AuditLog::open(audit_path(db));
}

Result<std::unique_ptr<Accounts>> open_accounts(std::string const& db) {
    return Accounts::open(accounts_path(db));
}

Result<std::string> read_file(std::string const& path) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in) return Error(ErrorCode::kFileNotFound, {path});
    if (in.tellg() > kFileBytesMax)
        return Error(ErrorCode::kTooLarge, {path, std::to_string(kFileBytesMax)});
    in.seekg(0);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void> write_file(std::string const& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return Error(ErrorCode::kStorageFailed, {path});
    return {};
}

std::string read_standard_input() {
    return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

}  // namespace agglo::cli
