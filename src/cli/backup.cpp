// `agglo backup` and `agglo restore`.
#include "journal/backup.h"

#include <csignal>
#include <cstdio>
#include <optional>
#include <time.h>

#include "account/account_file.h"
#include "base/text.h"
#include "cli/console_io.h"

namespace agglo::cli {

namespace {

/// SIGINT and SIGTERM, kept back from now on so that a backup under way is not cut short.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        sigprocmask(SIG_BLOCK, &set_, nullptr);
    }
    /// Whether one came within this time.
    bool come_within(int64_t seconds) const {
        timespec const time{static_cast<time_t>(seconds), 0};
        return sigtimedwait(&set_, nullptr, &time) > 0;
    }

private:
    sigset_t set_;
};

std::string words_of(Checkpoint const& point) {
    return std::to_string(point.sequence) + ":" + to_hex(bytes_of(point.hash));
}

int back_up_once(BackupOptions const& options) {
    auto const accounts = TRY_OR_EXIT(AccountFile::image(accounts_path(options.db)));
    auto const shipped = back_up({options.db}, accounts, {options.to});
    if (!shipped.ok() && shipped.error().code() == ErrorCode::kChainBroken) {
        (void)report(shipped.error());
        return kNo;
    }
    auto const done = TRY_OR_EXIT(shipped);
    std::printf(
        "备份完成 backed up: 新增 %llu 条 entries, %llu 字节 bytes, %s\n检查点 checkpoint %s  %s\n",
        static_cast<unsigned long long>(done.entries), static_cast<unsigned long long>(done.bytes),
        done.has_accounts ? "含账号 with accounts" : "无账号 no accounts",
        words_of(done.head).c_str(), done.head.recorded_at.to_string().c_str());
    std::fflush(stdout);
    return kOk;
}

Result<RestorePoint> parse_point(std::string const& text) {
    if (text.empty()) return RestorePoint{};
    if (text.find_first_not_of("0123456789") == std::string::npos && text.size() < 19)
        return RestorePoint{.sequence = std::stoull(text)};
    auto const instant = Instant::parse(text);
    if (!instant.ok()) return Error(ErrorCode::kBadPoint, {text});
    return RestorePoint{.instant = *instant};
}

}  // namespace

/// While it follows, a disk that is full or away for a while is told and waited for; what can only
/// be mended by hand ends it.
int run_backup(BackupOptions const& options) {
    if (options.follow_seconds == 0) return back_up_once(options);
    StopSignals const stop;
    do {
        int const code = back_up_once(options);
        if (code != kOk && code != kFailed) return code;
    } while (!stop.come_within(options.follow_seconds));
    return kOk;
}

int run_restore(RestoreOptions const& options) {
    auto const point = TRY_OR_EXIT(parse_point(options.at));
    auto const accounts = options.without_accounts ? "" : accounts_path(options.db);
    auto const done = TRY_OR_EXIT(restore({options.from}, point, {{options.db}, accounts}));
    std::printf(
        "恢复并校验通过 restored and verified: %llu 条 entries, %s\n检查点 checkpoint %s  %s\n",
        static_cast<unsigned long long>(done.verified.entries),
        done.has_accounts ? "含账号 with accounts" : "无账号 no accounts",
        words_of(done.verified.head).c_str(), done.verified.head.recorded_at.to_string().c_str());
    return kOk;
}

}  // namespace agglo::cli
