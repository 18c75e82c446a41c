#pragma once
// What the commands share: opening a ledger, reading a file, saying what went wrong.
#include <memory>
#include <string>

#include "account/account.h"
#include "account/audit_log.h"
#include "cli/options.h"
#include "desk/point.h"

namespace agglo::cli {

/// Prints the error and its details on standard error, zh and en, and gives the exit code it calls
/// for.
int report(Error const& error);

/// Whether the image beside a journal is used: read, and by those who write kept.
enum class UseImage : bool { kNo, kYes };

inline UseImage image_use(bool no_image) {
    return no_image ? UseImage::kNo : UseImage::kYes;
}

/// A ledger to write to; it must not be open elsewhere.
Result<std::unique_ptr<Desk>> open_desk(std::string const& db, UseImage image = UseImage::kYes);
/// A ledger to read, also while a server has it open.
Result<std::unique_ptr<Desk>> open_desk_to_read(std::string const& db,
                                                UseImage image = UseImage::kYes);

/// data/zhaoqing.db keeps its accounts in data/zhaoqing.accounts.db.
std::string accounts_path(std::string const& db);
Result<std::unique_ptr<Accounts>> open_accounts(std::string const& db);
/// Beside them: data/zhaoqing.audit.db.
std::string audit_path(std::string const& db);
Result<std::unique_ptr<AuditLog>> open_audit_log(std::string const& db);

/// Who acts at the command line, as the audit log calls him.
inline constexpr char const* kOwnerName = "(owner)";

/// Errors: kFileNotFound, kTooLarge.
Result<std::string> read_file(std::string const& path);
Result<void> write_file(std::string const& path, std::string_view bytes);
std::string read_standard_input();

/// TRY for commands: prints the error and returns its exit code.
#define TRY_OR_EXIT(expression)                                              \
    __extension__({                                                          \
        auto agglo_cli_result = (expression);                                \
        if (!agglo_cli_result.ok()) return report(agglo_cli_result.error()); \
        std::move(agglo_cli_result).value();                                 \
    })

}  // namespace agglo::cli
