#include "account/audit_log.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "base/digest.h"
#include "base/text.h"
#include "sqlite/database.h"

namespace agglo {

namespace {

constexpr std::chrono::seconds kWriteEvery{1};
constexpr int64_t kDay_us = 24LL * 3600 * 1'000'000;
constexpr int kTablesVersion = 1;

// `anchor` is the last event that was pruned: the chain begins behind it.
constexpr char const* kTables = R"sql(
CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    outcome TEXT NOT NULL,
    account TEXT NOT NULL,
    remote TEXT NOT NULL,
    device TEXT NOT NULL,
    request_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX event_of_account ON event (account, number);
CREATE INDEX event_of_act ON event (act, number);
CREATE TABLE anchor (number INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;
INSERT INTO anchor VALUES (0, x'');
CREATE TRIGGER event_stays BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event
    WHEN OLD.number > (SELECT number FROM anchor)
    BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
PRAGMA user_version = 1;
)sql";

constexpr std::string_view kColumns =
    "SELECT number, at, act, outcome, account, remote, device, request_id, subject, detail, digest"
    " FROM event";

struct Link {
    uint64_t number = 0;
    std::string digest = {};
};

/// Over the one before and every member with its length, so that none can flow into the next.
std::string digest_after(Link const& before, AuditEvent const& event) {
    Hasher hasher(HashAlgorithm::kSha256);
    auto const add = [&](std::string_view text) {
        hasher.update(std::to_string(text.size()) + ":").update(text);
    };
    add("agglo audit 1");
    add(before.digest);
    add(std::to_string(event.number));
    add(std::to_string(event.at.us));
    for (auto const* text : {&event.act, &event.outcome, &event.account, &event.remote,
                             &event.device, &event.request_id, &event.subject, &event.detail})
        add(*text);
    return std::string(bytes_of(hasher.finish()));
}

void shorten(std::string& text) {
    if (text.size() > AuditLog::kTextBytesMax) text.resize(AuditLog::kTextBytesMax);
    while (!text.empty() && !is_utf8(text)) text.pop_back();
}

AuditEvent event_in(sqlite::Statement const& row) {
    return {.number = static_cast<uint64_t>(row.integer(0)),
            .at = {row.integer(1)},
            .act = std::string(row.text(2)),
            .outcome = std::string(row.text(3)),
            .account = std::string(row.text(4)),
            .remote = std::string(row.text(5)),
            .device = std::string(row.text(6)),
            .request_id = std::string(row.text(7)),
            .subject = std::string(row.text(8)),
            .detail = std::string(row.text(9))};
}

class FileAuditLog final : public AuditLog {
public:
    FileAuditLog(sqlite::Database database, Clock clock)
        : database_(std::move(database)), clock_(std::move(clock)), writer_([this] { run(); }) {}
    ~FileAuditLog() override;

    void note(AuditEvent event) override;
    Result<void> note_at_once(AuditEvent event) override;
    Result<void> flush() override;
    Result<std::vector<AuditEvent>> read(AuditFilter const& filter) override;
    Result<Verified> verify() override;
    Result<size_t> prune(int64_t days_kept, std::string const& account) override;

private:
    void run();
    // These expect the caller to hold file_mutex_.
    Result<void> write(std::vector<AuditEvent>& events);
    Result<Link> last();
    Result<Link> anchor();

    std::mutex file_mutex_;  // of database_; taken before the other
    sqlite::Database database_;
    Clock const clock_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<AuditEvent> waiting_;
    bool ends_ = false;
    std::thread writer_;
};

FileAuditLog::~FileAuditLog() {
    {
        std::lock_guard const lock(mutex_);
        ends_ = true;
    }
    wake_.notify_all();
    writer_.join();
    auto const written = flush();
    if (!written.ok())
        std::fprintf(stderr, "audit log: %s\n", written.error().message_en().c_str());
}

void FileAuditLog::run() {
    std::unique_lock lock(mutex_);
    while (!ends_) {
        wake_.wait_for(lock, kWriteEvery, [this] { return ends_; });
        if (waiting_.empty()) continue;
        lock.unlock();
        auto const written = flush();
        if (!written.ok())
            std::fprintf(stderr, "audit log: %s\n", written.error().message_en().c_str());
        lock.lock();
    }
}

void FileAuditLog::note(AuditEvent event) {
    event.at = clock_();
    size_t waiting = 0;
    {
        std::lock_guard const lock(mutex_);
        waiting_.push_back(std::move(event));
        waiting = waiting_.size();
    }
    if (waiting >= kWaitingMax) (void)flush();
}

Result<void> FileAuditLog::note_at_once(AuditEvent event) {
    event.at = clock_();
    {
        std::lock_guard const lock(mutex_);
        waiting_.push_back(std::move(event));
    }
    return flush();
}

// What cannot be written waits on, up to the limit; then the oldest are lost and it is said.
Result<void> FileAuditLog::flush() {
    std::lock_guard const file_lock(file_mutex_);
    std::vector<AuditEvent> events;
    {
        std::lock_guard const lock(mutex_);
        events.swap(waiting_);
    }
    if (events.empty()) return {};
    auto written = write(events);
    if (written.ok()) return {};
    std::lock_guard const lock(mutex_);
    if (events.size() + waiting_.size() <= 2 * kWaitingMax)
        waiting_.insert(waiting_.begin(), events.begin(), events.end());
    else
        std::fprintf(stderr, "audit log: %zu events lost\n", events.size());
    return written;
}

Result<Link> FileAuditLog::anchor() {
    auto select = TRY(database_.prepare("SELECT number, digest FROM anchor"));
    TRY(select.step());
    return Link{static_cast<uint64_t>(select.integer(0)), std::string(select.blob(1))};
}

Result<Link> FileAuditLog::last() {
    auto select =
        TRY(database_.prepare("SELECT number, digest FROM event ORDER BY number DESC LIMIT 1"));
    if (!TRY(select.step())) return anchor();
    return Link{static_cast<uint64_t>(select.integer(0)), std::string(select.blob(1))};
}

Result<void> FileAuditLog::write(std::vector<AuditEvent>& events) {
    auto transaction = TRY(sqlite::Transaction::begin(database_));
    auto before = TRY(last());
    auto insert =
        TRY(database_.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    for (auto& event : events) {
        event.number = before.number + 1;
        insert.bind(1, static_cast<int64_t>(event.number)).bind(2, event.at.us);
        int column = 3;
        for (auto* text : {&event.act, &event.outcome, &event.account, &event.remote, &event.device,
                           &event.request_id, &event.subject, &event.detail}) {
            shorten(*text);
            insert.bind(column++, std::string_view(*text));
        }
        before = {event.number, digest_after(before, event)};
        TRY(insert.bind_blob(column, before.digest).run());
    }
    return transaction.commit();
}

Result<std::vector<AuditEvent>> FileAuditLog::read(AuditFilter const& filter) {
    TRY(flush());
    std::string sql = std::string(kColumns) + " WHERE number < ?";
    std::vector<std::string const*> texts;
    for (auto const& [column, text] :
         {std::pair{"act", &filter.act}, std::pair{"outcome", &filter.outcome},
          std::pair{"account", &filter.account}, std::pair{"subject", &filter.subject}}) {
        if (text->empty()) continue;
        sql += std::string(" AND ") + column + " = ?";
        texts.push_back(text);
    }
    if (filter.from) sql += " AND at >= " + std::to_string(filter.from->us);
    if (filter.until) sql += " AND at < " + std::to_string(filter.until->us);
    sql += " ORDER BY number DESC LIMIT " + std::to_string(std::min(filter.limit, kReadMax));
    std::lock_guard const lock(file_mutex_);
    auto select = TRY(database_.prepare(sql));
    select.bind(1, filter.before ? static_cast<int64_t>(filter.before) : INT64_MAX);
    for (size_t i = 0; i < texts.size(); ++i)
        select.bind(static_cast<int>(i) + 2, std::string_view(*texts[i]));
    std::vector<AuditEvent> events;
    while (TRY(select.step())) events.push_back(event_in(select));
    return events;
}

Result<AuditLog::Verified> FileAuditLog::verify() {
    TRY(flush());
    std::lock_guard const lock(file_mutex_);
    auto before = TRY(anchor());
    Verified verified{.events = 0, .last = before.number};
    auto select = TRY(database_.prepare(std::string(kColumns) + " ORDER BY number"));
    while (TRY(select.step())) {
        auto const event = event_in(select);
        auto const digest = digest_after(before, event);
        if (event.number != before.number + 1 || select.blob(10) != digest) {
            auto const number = std::to_string(before.number + 1);
            return Error(ErrorCode::kChainBroken, {number, "审计记录", "audit log"});
        }
        before = {event.number, digest};
        ++verified.events;
    }
    verified.last = before.number;
    verified.digest = to_hex(before.digest);
    return verified;
}

Result<size_t> FileAuditLog::prune(int64_t days_kept, std::string const& account) {
    if (days_kept < kDaysKeptMin) {
        auto const least = std::to_string(kDaysKeptMin);
        return Error(ErrorCode::kBelowMinimum, {least, std::to_string(days_kept)});
    }
    TRY(flush());
    size_t removed = 0;
    {
        std::lock_guard const lock(file_mutex_);
        auto transaction = TRY(sqlite::Transaction::begin(database_));
        auto select =
            TRY(database_.prepare("SELECT number, digest FROM event WHERE at < ?"
                                  " ORDER BY number DESC LIMIT 1"));
        select.bind(1, clock_().us - days_kept * kDay_us);
        if (!TRY(select.step())) return size_t{0};
        auto const number = select.integer(0);
        auto const digest = std::string(select.blob(1));
        select.reset();
        auto move = TRY(database_.prepare("UPDATE anchor SET number = ?, digest = ?"));
        TRY(move.bind(1, number).bind_blob(2, digest).run());
        auto remove = TRY(database_.prepare("DELETE FROM event WHERE number <= ?"));
        TRY(remove.bind(1, number).run());
        removed = static_cast<size_t>(database_.changes());
        TRY(transaction.commit());
    }
    TRY(note_at_once(
        {.act = "audit_prune", .account = account, .detail = std::to_string(removed) + " events"}));
    return removed;
}

// The side files take the mode of the main one.
Result<void> guard(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    bool const is_guarded = file >= 0 && ::fchmod(file, S_IRUSR | S_IWUSR) == 0;
    if (file >= 0) ::close(file);
    if (is_guarded) return {};
    return Error(ErrorCode::kStorageFailed, {path});
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(std::string const& path, Clock clock) {
    TRY(guard(path));
    auto database = TRY(sqlite::Database::open(path, sqlite::OpenMode::kReadWrite));
    TRY(database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
    {
        auto transaction = TRY(sqlite::Transaction::begin(database));
        auto const version = TRY(database.query_integer("PRAGMA user_version")).value_or(0);
        if (version > kTablesVersion)
            return Error(ErrorCode::kBadFile, {"audit log, version " + std::to_string(version)});
        if (version == 0) TRY(database.execute(kTables));
        TRY(transaction.commit());
    }
    return std::unique_ptr<AuditLog>(
        std::make_unique<FileAuditLog>(std::move(database), std::move(clock)));
}

}  // namespace agglo
