#include "journal_life.h"

#include "base/text.h"
#include "journal/entry_samples.h"
#include "journal/sqlite_journal.h"

namespace agglo {

namespace {

constexpr uint64_t kSecretSeed = 11;

SqliteJournalOptions options_on(SimulatedDisk& disk) {
    return {.secrets = seeded_secrets(kSecretSeed), .vfs = disk.vfs(), .disk = &disk};
}

LedgerIdentity simulated_identity() {
    return {std::string(32, 'a'), HashAlgorithm::kSha256};
}

std::vector<Entry> entries_after(Sequence last, JournalLife::Batch batch) {
    std::vector<Entry> entries;
    for (size_t i = 0; i < batch.entries; ++i) {
        std::string text = std::to_string(last) + "+" + std::to_string(i) + " ";
        text.resize(text.size() + batch.text_bytes, static_cast<char>('a' + (last + i) % 26));
        entries.push_back(plain_entry(last + 1 + i, text));
        entries.back().synthetic = true;
    }
    return entries;
}

std::string words_of(Error const& error) {
    return error.message_en();
}

/// Whether the journal holds what was acknowledged, and of what was not answered a whole batch.
std::optional<std::string> compare(Journal const& journal, JournalPromises const& promises) {
    auto const verified = journal.verify();
    if (!verified.ok()) return "does not verify: " + words_of(verified.error());
    size_t const kept = promises.acknowledged.size();
    for (Sequence i = 1; i <= kept; ++i) {
        auto const point = journal.checkpoint_at(i);
        if (!point.ok()) return "lost entry " + std::to_string(i) + " of " + std::to_string(kept);
        if (point->hash != promises.acknowledged[i - 1])
            return "another entry " + std::to_string(i);
    }
    size_t const more = journal.head().sequence - kept;
    if (more > 0 && !promises.unanswered.contains(more)) {
        return std::to_string(more) + " entries of a batch that had others";
    }
    return std::nullopt;
}

}  // namespace

Result<void> JournalLife::open() {
    auto const options = options_on(disk_);
    if (promises_.is_created) {
        journal_ = TRY(SqliteJournal::open(kSimulatedJournal, options));
        return take_over();
    }
    for (auto const* ending : {"", "-journal", "-wal"}) {  // of a `create` that failed
        TRY(disk_.remove(std::string(kSimulatedJournal) + ending));
    }
    journal_ = TRY(SqliteJournal::create(kSimulatedJournal, simulated_identity(), options));
    promises_.is_created = true;
    return {};
}

Result<void> JournalLife::append(Batch batch) {
    promises_.unanswered.insert(batch.entries);
    TRY(journal_->append(entries_after(journal_->head().sequence, batch)));
    return take_over();
}

Result<void> JournalLife::take_over() {
    std::vector<Digest> fresh;
    for (Sequence i = promises_.acknowledged.size() + 1; i <= journal_->head().sequence; ++i) {
        fresh.push_back(TRY(journal_->checkpoint_at(i)).hash);
    }
    promises_.acknowledged.insert(promises_.acknowledged.end(), fresh.begin(), fresh.end());
    promises_.unanswered.clear();
    return {};
}

std::optional<std::string> find_broken_promise(SimulatedDisk& disk,
                                               JournalPromises const& promises) {
    auto journal = SqliteJournal::open(kSimulatedJournal, options_on(disk));
    if (!journal.ok() && !promises.is_created) return std::nullopt;
    if (!journal.ok()) return "cannot be opened: " + words_of(journal.error());
    if (auto broken = compare(**journal, promises)) return broken;
    Sequence const last = (*journal)->head().sequence;
    auto const appended = (*journal)->append(entries_after(last, {}));
    if (!appended.ok()) return "cannot be appended to: " + words_of(appended.error());
    auto const head = (*journal)->head();
    journal->reset();
    journal = SqliteJournal::open(kSimulatedJournal, options_on(disk));
    if (!journal.ok()) return "cannot be opened again: " + words_of(journal.error());
    if ((*journal)->head().hash != head.hash) return "lost what was appended afterwards";
    auto const verified = (*journal)->verify();
    if (!verified.ok()) return "does not verify any more: " + words_of(verified.error());
    return std::nullopt;
}

}  // namespace agglo
