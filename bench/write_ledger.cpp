// write_ledger DB PROJECTS [UPDATES]: appends projects to a ledger made by `agglo init`, straight
// into the journal, in entries of kEntryProjects creates; then updates of one to three of their
// fields, each an entry of its own.
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "journal/sqlite_journal.h"
#include "project_source.h"
#include "state/bootstrap.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr uint64_t kSeed = 20'261'122;
constexpr RecordId kEntryProjects = 20'000;
constexpr int64_t kAppendUpdates = 10'000;  // entries in a transaction

Entry entry_after(SnapshotPtr const& before, Checkpoint const& head) {
    Entry entry;
    entry.sequence = head.sequence + 1;
    entry.recorded_at = Instant{head.recorded_at.us + 60'000'000};
    entry.actor = "bench";
    entry.reason = "性能测试的合成项目";
    entry.schema_version = before->schema_version;
    entry.synthetic = true;
    return entry;
}

/// The projects from `from` on are updated in turn.
Result<void> write_updates(Journal& journal, SnapshotPtr const& before, ProjectSource const& source,
                           RecordId from, RecordId projects, int64_t updates) {
    std::vector<Entry> entries;
    Checkpoint head = journal.head();
    for (int64_t i = 0; i < updates; ++i) {
        entries.push_back(entry_after(before, head));
        entries.back().changes.push_back(source.update(from + i % projects, i / projects + 1));
        head = {entries.back().sequence, {}, entries.back().recorded_at};
        if (i + 1 < updates && std::ssize(entries) < kAppendUpdates) continue;
        TRY(journal.append(entries));
        entries.clear();
    }
    return {};
}

Result<void> write(std::string const& path, RecordId projects, int64_t updates) {
    auto const journal = TRY(SqliteJournal::open(path));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    auto const before = TRY(replay(*journal, model, journal->head().sequence));
    ProjectSource const source(*before, kSeed);
    EntityView const view(*before, *model->entity_index("project"));
    auto const from = static_cast<RecordId>(view.rows()) + 1;
    RecordId const until = from + projects - 1;
    Stopwatch const watch;
    for (RecordId first = from; first <= until; first += kEntryProjects) {
        auto const last = std::min(until, first + kEntryProjects - 1);
        Entry entry = entry_after(before, journal->head());
        for (RecordId id = first; id <= last; ++id) entry.changes.push_back(source.project(id));
        TRY(journal->append({&entry, 1}));
    }
    if (updates > 0) TRY(write_updates(*journal, before, source, from, projects, updates));
    std::printf("write_seconds\t%.1f\n", watch.seconds());
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 3 && count != 4) return 2;
    auto const updates = count == 4 ? std::atoll(arguments[3]) : 0;
    auto const written = agglo::bench::write(arguments[1], std::atoll(arguments[2]), updates);
    if (written.ok()) return 0;
    std::cerr << written.error().message_en() << "\n";
    return 1;
}
