// `agglo audit …`: the audit log beside the ledger.
#include <cstdio>
#include <filesystem>

#include "cli/console_io.h"

namespace agglo::cli {

namespace {

Result<void> list(AuditLog& log, AuditOptions const& options) {
    AuditFilter filter{.act = options.act, .account = options.account, .limit = options.limit};
    for (auto const& event : TRY(log.read(filter))) {
        std::printf("%llu\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
                    static_cast<unsigned long long>(event.number), event.at.to_string().c_str(),
                    event.account.c_str(), event.act.c_str(), event.outcome.c_str(),
                    event.remote.c_str(), event.subject.c_str(), event.detail.c_str());
    }
    return {};
}

Result<void> verify(AuditLog& log) {
    auto const verified = TRY(log.verify());
    std::printf("审计记录完好 the audit log is whole: %llu 条 events, 末条 last %llu\n  %s\n",
                static_cast<unsigned long long>(verified.events),
                static_cast<unsigned long long>(verified.last), verified.digest.c_str());
    return {};
}

Result<void> act(AuditOptions const& options) {
    auto const log = TRY(open_audit_log(options.db));
    switch (options.action) {
        case AuditOptions::Action::kList: return list(*log, options);
        case AuditOptions::Action::kVerify: return verify(*log);
        case AuditOptions::Action::kPrune:
            std::printf("已删除 removed: %zu\n", TRY(log->prune(options.days, kOwnerName)));
            return {};
    }
    return {};
}

}  // namespace

int run_audit(AuditOptions const& options) {
    if (!std::filesystem::exists(options.db))
        return report(Error(ErrorCode::kFileNotFound, {options.db}));
    auto const done = act(options);
    if (done.ok()) return kOk;
    (void)report(done.error());
    return done.error().code() == ErrorCode::kChainBroken ? kNo : kBadInput;
}

}  // namespace agglo::cli
