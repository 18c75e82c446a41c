#include "desk/desk.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "desk/command_check.h"
#include "desk/command_queue.h"
#include "desk/definition_check.h"
#include "desk/erasure_check.h"
#include "desk/image_keeper.h"
#include "desk/ledger_start.h"
#include "journal/erasure.h"
#include "query/derived/shown_snapshots.h"
#include "state/bootstrap.h"
#include "state/fold.h"
#include "state/past.h"
#include "state/replay.h"

namespace agglo {

namespace {

using Answer = std::function<void(Result<Receipt>)>;

/// What a command came to before its group is durable.
struct Checked {
    WaitingCommand waiting;
    std::optional<size_t> entry;  ///< of the group's; none: it writes nothing
    Result<Receipt> outcome;      ///< without an entry
    bool is_beside_entries;       ///< checked against earlier entries of the group
    std::vector<Error> warnings = {};
};

/// Commands that are written together, in their order.
struct Group {
    explicit Group(SnapshotPtr base) : fold(std::move(base)) {}

    LedgerFold fold;
    std::vector<Entry> entries;
    std::vector<Checked> checked;
};

bool touches(std::vector<RecordChange> const& changes, std::string_view entity) {
    return std::any_of(changes.begin(), changes.end(),
                       [&](auto const& change) { return change.entity == entity; });
}

bool defines(std::vector<RecordChange> const& changes) {
    return touches(changes, "definition");
}

bool erases(std::vector<RecordChange> const& changes) {
    return touches(changes, kErasureEntity);
}

Receipt receipt_of(Entry const& entry) {
    Receipt receipt{entry.sequence, entry.batch, {}, false};
    for (auto const& change : entry.changes) {
        receipt.records.push_back({change.kind, change.entity, change.id, change.version});
    }
    return receipt;
}

class LedgerDesk final : public Desk {
public:
    LedgerDesk(std::unique_ptr<Journal> journal, DeskOptions options)
        : journal_(std::move(journal)),
          options_(std::move(options)),
          past_(*journal_, ImageSeries(options_.image, *options_.disk)) {}

    ~LedgerDesk() override {
        queue_.stop();
        if (writer_.joinable()) writer_.join();
        keeper_.reset();
    }

    Result<void> start() {
        auto start = TRY(start_ledger(*journal_, options_.image, keys_, *options_.disk));
        report_ = std::move(start.report);
        publish(std::move(start.snapshot));
        groups_.start(snapshot()->model);
        if (options_.keep_image) keep_image();
        writer_ = std::thread([this] { write_forever(); });
        return {};
    }

    SnapshotPtr snapshot() const override {
        std::lock_guard const lock(snapshot_mutex_);
        return snapshot_;
    }

    Journal const& journal() const override { return *journal_; }

    StartReport const& started() const override { return report_; }
    ImageState image_state() const override;
    Result<void> write_image() override { return keeper_->write(); }

    Result<SnapshotPtr> snapshot_at(Sequence sequence) const override {
        std::shared_lock const lock(forgetting_);
        return past_.at(snapshot(), sequence);
    }
    SnapshotPtr shown(SnapshotPtr const& snapshot, Date on) const override;
    GroupCache& groups() const override { return groups_; }
    void submit(Command command, Answer answer) override;
    Result<Receipt> execute(Command command) override;
    uint64_t listen(EntryListener listener) override;
    void unlisten(uint64_t number) override;

private:
    Result<void> load_again();
    Result<void> forget();
    void keep_image();
    void write_forever();
    void write_batch(std::deque<WaitingCommand> batch);
    void check(WaitingCommand waiting, Group& group) const;
    void write_one_by_one(std::vector<Checked> commands);
    void tell(std::vector<Entry> const& entries);
    Result<std::vector<RecordChange>> changes_of(Snapshot const& working, Command const& command,
                                                 std::vector<Error>& warnings) const;
    Result<Entry> entry_of(Snapshot const& working, Command const& command,
                           std::vector<Error>& warnings) const;
    Result<std::optional<Receipt>> repeated(Command const& command) const;
    Result<void> check_definitions(Snapshot const& working,
                                   std::vector<RecordChange> const& changes) const;
    Result<void> commit(std::vector<Entry> const& entries, LedgerFold& fold);
    void publish(SnapshotPtr next);

    std::unique_ptr<Journal> journal_;
    DeskOptions const options_;
    StartReport report_;
    IdempotencyKeys keys_;  // the writer's own

    mutable std::mutex snapshot_mutex_;
    SnapshotPtr snapshot_;

    mutable Past past_;
    mutable ShownSnapshots shown_;
    mutable GroupCache groups_;
    // Held alone while an erasure is forgotten: no past point may be made from the values of before
    // and kept.
    mutable std::shared_mutex forgetting_;

    CommandQueue queue_;

    std::mutex listeners_mutex_;
    std::vector<std::pair<uint64_t, EntryListener>> listeners_;
    uint64_t next_listener_ = 1;

    std::optional<ImageKeeper> keeper_;
    std::thread writer_;
};

void LedgerDesk::keep_image() {
    auto const take = [this] {
        auto now = snapshot();
        auto commands = keys_.encoded(now->point.sequence);
        return Image{std::move(now), std::move(commands)};
    };
    keeper_.emplace(options_.image, journal_->identity(), take, *options_.disk);
    keeper_->published(report_.changes, snapshot()->record_count);
}

ImageState LedgerDesk::image_state() const {
    if (!keeper_) return {report_.image, 0};
    return {std::max(report_.image, keeper_->sequence()), keeper_->failures()};
}

/// After new definitions: columns and indexes may lie differently.
Result<void> LedgerDesk::load_again() {
    IdempotencyKeys known;  // to the writer already
    auto start = TRY(start_ledger(*journal_, {}, known));
    publish(std::move(start.snapshot));
    shown_.clear();
    groups_.start(snapshot()->model);
    if (keeper_) keeper_->published(start.report.changes, snapshot()->record_count);
    return {};
}

/// Columns, dictionaries and indexes keep texts that no row refers to any more: after an erasure
/// all are made anew from what the journal still holds.
Result<void> LedgerDesk::forget() {
    std::unique_lock const lock(forgetting_);
    keys_.clear();  // with the values went the digests of the requests that brought them
    auto start = TRY(start_ledger(*journal_, {}, keys_));
    publish(std::move(start.snapshot));
    past_.clear();
    shown_.clear();
    groups_.start(snapshot()->model);
    if (keeper_) keeper_->published(start.report.changes, snapshot()->record_count);
    return {};
}

/// What a reader got before an erasure is answered to it once more, and not kept.
SnapshotPtr LedgerDesk::shown(SnapshotPtr const& facts, Date on) const {
    std::shared_lock const lock(forgetting_);
    bool const known = facts->model == snapshot()->model || past_.keeps(facts);
    return known ? shown_.of(facts, on) : derive_all(facts, on).shown;
}

void LedgerDesk::publish(SnapshotPtr next) {
    std::lock_guard const lock(snapshot_mutex_);
    snapshot_ = std::move(next);
}

void LedgerDesk::submit(Command command, Answer answer) {
    WaitingCommand waiting{std::move(command), std::move(answer)};
    auto const queued = queue_.add(std::move(waiting));
    if (!queued.ok()) waiting.answer(queued.error());  // it was not taken
}

Result<Receipt> LedgerDesk::execute(Command command) {
    std::optional<Result<Receipt>> answered;
    std::atomic<bool> done = false;
    std::shared_ptr<Bell> bell;
    WaitingCommand waiting{std::move(command), [&](Result<Receipt> receipt) {
                               answered.emplace(std::move(receipt));
                               done.store(true, std::memory_order_release);
                           }};
    TRY(queue_.add(std::move(waiting), bell));
    for (int heard = bell->rings(); !done.load(std::memory_order_acquire); heard = bell->rings())
        bell->wait(heard);
    return *std::move(answered);
}

uint64_t LedgerDesk::listen(EntryListener listener) {
    std::lock_guard const lock(listeners_mutex_);
    listeners_.emplace_back(next_listener_, std::move(listener));
    return next_listener_++;
}

void LedgerDesk::unlisten(uint64_t number) {
    std::lock_guard const lock(listeners_mutex_);
    std::erase_if(listeners_, [&](auto const& listener) { return listener.first == number; });
}

void LedgerDesk::write_forever() {
    for (auto batch = queue_.take(); !batch.empty(); batch = queue_.take())
        write_batch(std::move(batch));
}

Result<std::optional<Receipt>> LedgerDesk::repeated(Command const& command) const {
    if (command.idempotency_key.empty()) return std::optional<Receipt>();
    auto const* use = keys_.find(command.viewer.name, command.idempotency_key);
    if (!use) return std::optional<Receipt>();
    if (use->request_digest != command.request_digest)
        return Error(ErrorCode::kIdempotencyMismatch);
    std::optional<Receipt> receipt;
    TRY(journal_->read(use->sequence, [&](StoredEntry const& stored) {
        receipt = receipt_of(stored.entry);
        return false;
    }));
    if (receipt) receipt->repeated = true;
    return receipt;
}

Result<void> LedgerDesk::check_definitions(Snapshot const& working,
                                           std::vector<RecordChange> const& changes) const {
    auto const base = std::make_shared<Snapshot const>(working);
    LedgerFold trial(base, TableWriter::Tail::kCopy);
    Entry entry;
    entry.sequence = working.point.sequence + 1;
    entry.changes = changes;
    trial.apply(entry);
    auto const definitions = definitions_of(trial.working(), "schema");
    auto const next = TRY(model_of(definitions));
    return check_facts_fit(working, *next);
}

Result<std::vector<RecordChange>> LedgerDesk::changes_of(Snapshot const& working,
                                                         Command const& command,
                                                         std::vector<Error>& warnings) const {
    if (command.erase) return check_erasure(working, *journal_, command);
    auto changes = TRY(check_command(working, command, &warnings));
    if (erases(changes)) return Error(ErrorCode::kForbidden, {std::string(kErasureEntity)});
    if (defines(changes)) {
        if (!command.viewer.unrestricted) return Error(ErrorCode::kForbidden, {"definition"});
        TRY(check_definitions(working, changes));
    }
    return changes;
}

Result<Entry> LedgerDesk::entry_of(Snapshot const& working, Command const& command,
                                   std::vector<Error>& warnings) const {
    Entry entry;
    entry.changes = TRY(changes_of(working, command, warnings));
    entry.sequence = working.point.sequence + 1;
    entry.recorded_at =
        std::max(command.seeded_at.value_or(Instant::now()), working.point.recorded_at);
    entry.actor = command.viewer.name;
    entry.reason = command.reason;
    entry.command = command.idempotency_key;
    entry.request_digest = command.request_digest;
    entry.batch = command.is_import ? static_cast<int64_t>(working.batches->size()) + 1 : 0;
    entry.schema_version = working.schema_version;
    entry.synthetic = command.seeded_at.has_value();
    return entry;
}

/// The append is the moment of truth: after it the entries have happened.
Result<void> LedgerDesk::commit(std::vector<Entry> const& entries, LedgerFold& fold) {
    bool const erasing = erases(entries.front().changes);
    std::unique_lock<std::mutex> no_image;
    if (erasing && keeper_) no_image = keeper_->hold();
    TRY(journal_->append(entries));
    keys_.expire(Instant::now());
    for (auto const& entry : entries) keys_.remember(entry);  // before an image may be taken
    if (defines(entries.front().changes)) return load_again();
    if (erasing) return forget();
    publish(fold.finish(journal_->head()));
    if (!keeper_) return {};
    size_t changes = 0;
    for (auto const& entry : entries) changes += entry.changes.size();
    keeper_->published(changes, snapshot()->record_count);
    return {};
}

/// Adds what the command comes to: an entry, or an outcome without one.
void LedgerDesk::check(WaitingCommand waiting, Group& group) const {
    Checked checked{std::move(waiting), std::nullopt, Receipt{}, !group.entries.empty()};
    auto const& command = checked.waiting.command;
    auto repeat = repeated(command);
    if (!repeat.ok() || repeat->has_value()) {
        if (repeat.ok())
            checked.outcome = std::move(**repeat);
        else
            checked.outcome = std::move(repeat).error();
        return group.checked.push_back(std::move(checked));
    }
    auto entry = entry_of(group.fold.working(), command, checked.warnings);
    if (!entry.ok()) {
        checked.outcome = std::move(entry).error();
    } else if (!entry->changes.empty()) {
        group.fold.apply(*entry);
        checked.entry = group.entries.size();
        group.entries.push_back(std::move(entry).value());
    }
    group.checked.push_back(std::move(checked));
}

/// Nearly always one bell: that of the queue as it was taken.
void ring_for(std::vector<Checked> const& group) {
    Bell* rung = nullptr;
    for (auto const& checked : group) {
        auto* const bell = checked.waiting.bell.get();
        if (bell && bell != rung) bell->ring();
        if (bell) rung = bell;
    }
}

/// Whoever was refused, or had nothing to change, beside an entry of the group is answered when
/// that entry is durable: it may be why.
void LedgerDesk::write_batch(std::deque<WaitingCommand> batch) {
    Group group(snapshot());
    for (auto& waiting : batch) check(std::move(waiting), group);
    auto const& entries = group.entries;
    auto const committed = entries.empty() ? Result<void>() : commit(entries, group.fold);
    bool const too_large = !committed.ok() && committed.error().code() == ErrorCode::kTooLarge;
    if (too_large && entries.size() > 1) return write_one_by_one(std::move(group.checked));
    for (auto& checked : group.checked) {
        bool const holds = committed.ok() || !(checked.entry || checked.is_beside_entries);
        if (holds && checked.entry) {
            checked.outcome = receipt_of(entries[*checked.entry]);
            checked.outcome->warnings = std::move(checked.warnings);
        }
        checked.waiting.answer(holds ? std::move(checked.outcome)
                                     : Result<Receipt>(committed.error()));
    }
    ring_for(group.checked);
    if (committed.ok() && !entries.empty()) tell(entries);
}

/// One entry of a batch is larger than the journal takes: the others must not suffer for it.
void LedgerDesk::write_one_by_one(std::vector<Checked> commands) {
    for (auto& checked : commands) {
        std::deque<WaitingCommand> alone;
        alone.push_back(std::move(checked.waiting));
        write_batch(std::move(alone));
    }
}

void LedgerDesk::tell(std::vector<Entry> const& entries) {
    auto const now = snapshot();
    std::lock_guard const lock(listeners_mutex_);
    for (auto const& entry : entries) {
        for (auto const& [number, listener] : listeners_) listener(entry, now);
    }
}

}  // namespace

Result<std::unique_ptr<Desk>> Desk::open(std::unique_ptr<Journal> journal, DeskOptions options) {
    auto desk = std::make_unique<LedgerDesk>(std::move(journal), std::move(options));
    TRY(desk->start());
    return std::unique_ptr<Desk>(std::move(desk));
}

}  // namespace agglo
