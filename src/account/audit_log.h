#pragma once
// AuditLog: who came in or tried to, who changed whose rights, who read what is confidential. A
// SQLite file of its own beside the accounts; entries are only added, each with a digest over the
// one before (append-only triggers keep honest programs honest, the chain shows what others did).
// It holds names of accounts, acts, records and fields, never a secret and never a value.
//
//   auto log = TRY(AuditLog::open("zhaoqing.audit.db"));
//   log->note({.act = "read_confidential", .account = "chen", .subject = "project/12"});
//   TRY(log->note_at_once({.act = "sign_in", .outcome = "bad_credentials", .account = "chen"}));
//
// note() costs no write: what was noted is written each second and at the end. Safe from any
// thread, and beside another process.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct AuditEvent {
    uint64_t number = 0;  ///< given by the log, without gaps
    Instant at = {};      ///< given by the log
    std::string act = {};
    std::string outcome = "ok";  ///< or the stable name of the error
    std::string account = {};    ///< who; of a failed sign-in who it claimed to be
    std::string remote = {}, device = {}, request_id = {};
    std::string subject = {};  ///< what or whom: "chen", "project/12"
    std::string detail = {};   ///< names only: a role, fields
};

struct AuditFilter {
    std::string act = {}, outcome = {}, account = {}, subject = {};  ///< empty: any
    std::optional<Instant> from = {}, until = {};
    uint64_t before = 0;  ///< only earlier numbers; 0: from the newest
    size_t limit = 50;
};

class AuditLog {
public:
    static constexpr int64_t kDaysKeptMin = 183;   ///< six months
    static constexpr size_t kTextBytesMax = 400;   ///< longer texts are cut
    static constexpr size_t kWaitingMax = 10'000;  ///< then note() writes itself
    static constexpr size_t kReadMax = 500;

    using Clock = std::function<Instant()>;
    static Result<std::unique_ptr<AuditLog>> open(std::string const& path,
                                                  Clock clock = &Instant::now);
    virtual ~AuditLog() = default;

    virtual void note(AuditEvent event) = 0;
    virtual Result<void> note_at_once(AuditEvent event) = 0;
    virtual Result<void> flush() = 0;

    /// Newest first; what waits is written before.
    virtual Result<std::vector<AuditEvent>> read(AuditFilter const& filter) = 0;
    struct Verified {
        uint64_t events = 0;
        uint64_t last = 0;        ///< its number
        std::string digest = {};  ///< of the last, hexadecimal: keep it elsewhere against cutting
    };
    /// Error: kChainBroken with the number that does not follow.
    virtual Result<Verified> verify() = 0;
    /// Removes what is older than so many days, which is itself noted. Error: kBelowMinimum.
    virtual Result<size_t> prune(int64_t days_kept, std::string const& account) = 0;
};

}  // namespace agglo
