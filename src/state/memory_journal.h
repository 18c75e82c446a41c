#pragma once
// MemoryJournal: a Journal without a file, for tests. It chains nothing; appends can be made to
// fail.
#include <algorithm>
#include <atomic>
#include <mutex>

#include "journal/entry_codec.h"
#include "journal/erasure.h"
#include "journal/journal.h"

namespace agglo {

/// What a test sees of a journal that a desk owns.
struct MemoryJournalState {
    mutable std::mutex mutex;
    std::vector<StoredEntry> entries;
    std::atomic<int> failures_left = 0;
    std::atomic<int> appends = 0;
    size_t changes_max = EntryLimits::kChangesMax;
    std::function<void()> before_append = {};
    std::function<void(Sequence, EncodedEntry&)> damage = {};  ///< what `scan` gives
};

class MemoryJournal final : public Journal {
public:
    explicit MemoryJournal(
        std::shared_ptr<MemoryJournalState> state = std::make_shared<MemoryJournalState>())
        : state_(std::move(state)) {}

    LedgerIdentity const& identity() const override { return identity_; }
    Checkpoint head() const override {
        std::lock_guard const lock(state_->mutex);
        return point(state_->entries.size());
    }
    Result<void> append(std::span<Entry const> entries) override {
        if (state_->before_append) state_->before_append();
        std::lock_guard const lock(state_->mutex);
        if (state_->failures_left > 0) {
            --state_->failures_left;
            return Error(ErrorCode::kStorageFailed, {"test"});
        }
        for (auto const& entry : entries) {
            if (entry.changes.size() > state_->changes_max)
                return Error(ErrorCode::kTooLarge, {"changes", "…"});
        }
        for (auto const& entry : entries) {
            AGGLO_ASSERT(entry.sequence == state_->entries.size() + 1);
            AGGLO_ASSERT(entry.recorded_at >= point(state_->entries.size()).recorded_at);
            state_->entries.push_back({entry, hash_of(entry.sequence)});
            for (auto const& erasure : TRY(erasures_of(entry))) erase(erasure);
        }
        ++state_->appends;
        return {};
    }
    Result<void> read(Sequence from,
                      std::function<bool(StoredEntry const&)> const& visit) const override {
        for (Sequence next = std::max<Sequence>(from, 1);; ++next) {
            StoredEntry stored;
            {
                std::lock_guard const lock(state_->mutex);
                if (next > state_->entries.size()) return {};
                stored = state_->entries[next - 1];
            }
            if (!visit(stored)) return {};
        }
    }
    Result<void> scan(Sequence from,
                      std::function<bool(EntryBytes const&)> const& visit) const override {
        Result<void> failed;
        TRY(read(from, [&](StoredEntry const& stored) {
            auto encoded = encode_entry(identity_.algorithm, stored.entry, EntrySecret{}, Digest{});
            if (!encoded.ok()) failed = encoded.error();
            if (encoded.ok() && state_->damage) state_->damage(stored.entry.sequence, *encoded);
            return encoded.ok() && visit({stored.entry.sequence, encoded->head, encoded->body});
        }));
        return failed;
    }
    Result<Checkpoint> checkpoint_at(Sequence sequence) const override {
        std::lock_guard const lock(state_->mutex);
        if (sequence > state_->entries.size())
            return Error(ErrorCode::kBadPoint, {std::to_string(sequence)});
        return point(sequence);
    }
    Result<Checkpoint> checkpoint_at(Instant instant) const override {
        std::lock_guard const lock(state_->mutex);
        Sequence last = 0;
        for (auto const& stored : state_->entries)
            last += stored.entry.recorded_at <= instant ? 1 : 0;
        return point(last);
    }
    Result<VerifyReport> verify(Sequence) const override { return VerifyReport{}; }

private:
    void erase(Erasure const& erasure) {
        for (Sequence const sequence : erasure.sequences) {
            Entry& entry = state_->entries[sequence - 1].entry;
            entry.request_digest.clear();
            if (erasure.reasons) entry.reason.clear();
            for (auto& change : entry.changes) {
                if (change.entity != erasure.entity || change.id != erasure.record) continue;
                for (auto& field : change.fields) {
                    auto const& names = erasure.fields;
                    if (std::find(names.begin(), names.end(), field.field) != names.end())
                        field = {field.field, {}, {}, false};  // there is no digest to keep
                }
            }
        }
    }
    static Digest hash_of(Sequence sequence) {
        Digest hash{};
        for (size_t i = 0; i < 8; ++i) hash[i] = static_cast<uint8_t>(sequence >> (8 * i));
        return hash;
    }
    Checkpoint point(Sequence sequence) const {
        if (sequence == 0) return {};
        auto const& stored = state_->entries[sequence - 1];
        return {sequence, stored.hash, stored.entry.recorded_at};
    }

    LedgerIdentity identity_{"00000000000000000000000000000000", HashAlgorithm::kSha256};
    std::shared_ptr<MemoryJournalState> state_;
};

}  // namespace agglo
