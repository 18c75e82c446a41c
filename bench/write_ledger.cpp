// write_ledger DB PROJECTS: appends projects to a ledger made by `agglo init`, straight into the
// journal, in entries of kEntryProjects creates.
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

Entry entry_of(ProjectSource const& source, SnapshotPtr const& before, Checkpoint const& head,
               RecordId first, RecordId last) {
    Entry entry;
    entry.sequence = head.sequence + 1;
    entry.recorded_at = Instant{head.recorded_at.us + 60'000'000};
    entry.actor = "bench";
    entry.reason = "性能测试的合成项目";
    entry.schema_version = before->schema_version;
    entry.synthetic = true;
    for (RecordId id = first; id <= last; ++id) entry.changes.push_back(source.project(id));
    return entry;
}

Result<void> write(std::string const& path, RecordId projects) {
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
        Entry const entry = entry_of(source, before, journal->head(), first, last);
        TRY(journal->append({&entry, 1}));
    }
    std::printf("write_seconds\t%.1f\n", watch.seconds());
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 3) return 2;
    auto const written = agglo::bench::write(arguments[1], std::atoll(arguments[2]));
    if (written.ok()) return 0;
    std::cerr << written.error().message_en() << "\n";
    return 1;
}
