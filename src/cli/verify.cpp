// `agglo verify`: a ledger, a backup or an export of one, against what is held elsewhere.
#include "proof/verify.h"

#include <cstdio>
#include <filesystem>

#include "base/text.h"
#include "cli/console_io.h"
#include "journal/backup_reader.h"
#include "journal/sqlite_journal.h"
#include "proof/export_file.h"
#include "proof/safe_file.h"

namespace agglo::cli {

namespace {

bool is_number(std::string const& text) {
    return !text.empty() && text.size() < 19 &&
           text.find_first_not_of("0123456789") == std::string::npos;
}

/// "SEQUENCE:HASH", which says nothing of the ledger and carries no signature.
std::optional<Checkpoint> bare_checkpoint(std::string const& text) {
    size_t const colon = text.find(':');
    if (colon == std::string::npos || !is_number(text.substr(0, colon))) return std::nullopt;
    auto const hash = from_hex(text.substr(colon + 1));
    Checkpoint point;
    if (!hash.ok() || hash->size() != point.hash.size()) return std::nullopt;
    point.sequence = std::stoull(text);
    std::copy(hash->begin(), hash->end(), point.hash.begin());
    return point;
}

Result<SignedCheckpoint> checkpoint_at(std::string const& text, LedgerIdentity const& identity) {
    if (auto const bare = bare_checkpoint(text)) return SignedCheckpoint{identity, *bare, {}, {}};
    return read_checkpoint(TRY(read_small_file(text)));
}

/// What is verified, from where on, and against what.
struct Task {
    Sequence from = 1;
    Evidence evidence;
};

Result<Task> task_of(VerifyOptions const& options, LedgerIdentity const& identity) {
    Task task;
    for (auto const& key : options.keys) task.evidence.keys.push_back(TRY(public_key_at(key)));
    for (auto const& given : options.checkpoints)
        task.evidence.checkpoints.push_back(TRY(checkpoint_at(given, identity)));
    if (is_number(options.from)) {
        task.from = std::stoull(options.from);
    } else if (!options.from.empty()) {
        task.evidence.checkpoints.push_back(TRY(checkpoint_at(options.from, identity)));
        task.from = task.evidence.checkpoints.back().point.sequence + 1;
    }
    return task;
}

Result<VerifyReport> verify_ledger(VerifyOptions const& options, Task& task) {
    auto const journal = TRY(SqliteJournal::open_to_read(options.db));
    task = TRY(task_of(options, journal->identity()));
    return verify_journal(*journal, task.from, task.evidence);
}

Result<VerifyReport> verify_file(VerifyOptions const& options, Task& task) {
    auto const identity = TRY(ExportReader::open(options.db)).header().identity;
    task = TRY(task_of(options, identity));
    return verify_export(options.db, task.evidence);
}

Result<VerifyReport> verify_folder(VerifyOptions const& options, Task& task) {
    BackupFolder const folder{options.db};
    auto const backup = TRY(BackupReader::open(folder));
    task = TRY(task_of(options, backup.identity()));
    return verify_backup(folder, task.evidence);
}

Result<VerifyReport> verify_what_it_is(VerifyOptions const& options, Task& task) {
    std::error_code ignored;
    if (std::filesystem::is_directory(options.db, ignored)) return verify_folder(options, task);
    if (is_export_file(options.db)) return verify_file(options, task);
    return verify_ledger(options, task);
}

bool says_no(Error const& error) {
    return error.code() == ErrorCode::kChainBroken || error.code() == ErrorCode::kBadBackup;
}

void print(VerifyReport const& report, Task const& task) {
    std::printf(
        "校验通过 verified: %llu 条 entries, %llu 个值 values, %llu 个已遮 redacted\n检查点 "
        "checkpoint %llu:%s  %s\n",
        static_cast<unsigned long long>(report.entries),
        static_cast<unsigned long long>(report.values),
        static_cast<unsigned long long>(report.redacted),
        static_cast<unsigned long long>(report.head.sequence),
        to_hex(bytes_of(report.head.hash)).c_str(), report.head.recorded_at.to_string().c_str());
    if (task.evidence.checkpoints.empty()) {
        std::printf(
            "未对照检查点：不能发现整体改写或尾部截断 no checkpoint held against it: a history "
            "written anew or cut short would not show\n");
    } else if (task.evidence.keys.empty()) {
        std::printf("检查点吻合，签名未核对 checkpoints stand, signatures not checked (--key)\n");
    } else {
        std::printf("检查点吻合，签名有效 checkpoints stand, signatures good\n");
    }
}

}  // namespace

int run_verify(VerifyOptions const& options) {
    Task task;
    auto const verified = verify_what_it_is(options, task);
    if (!verified.ok()) {
        int const code = report(verified.error());
        return says_no(verified.error()) ? kNo : code;
    }
    print(*verified, task);
    return kOk;
}

}  // namespace agglo::cli
