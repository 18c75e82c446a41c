// start_bench DB: how long a start takes: replaying the journal, writing an image of it, loading
// that image; and the step to the point a month before the head, and to the middle of the journal
// with and without an older image a tenth of the journal before it.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "journal/sqlite_journal.h"
#include "state/bootstrap.h"
#include "state/image.h"
#include "state/past.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr int kLoads = 5;

/// Of all threads of this process: what a busy machine does not change much.
double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Volume {
    size_t entries = 0;
    size_t changes = 0;
    size_t values = 0;
};

Result<Volume> volume_of(Journal const& journal) {
    Volume volume;
    TRY(journal.read(1, [&](StoredEntry const& stored) {
        ++volume.entries;
        volume.changes += stored.entry.changes.size();
        for (auto const& change : stored.entry.changes) volume.values += change.fields.size();
        return true;
    }));
    return volume;
}

void print_rate(char const* name, size_t count, double seconds) {
    std::printf("%s\t%.3f\n", name, static_cast<double>(count) / seconds / 1e6);
}

Result<SnapshotPtr> measure_replay(Journal const& journal, std::shared_ptr<Model const> model) {
    auto const volume = TRY(volume_of(journal));
    double const cpu_before = cpu_seconds();
    Stopwatch const watch;
    auto const snapshot = TRY(replay(journal, std::move(model), journal.head().sequence));
    double const seconds = watch.seconds();
    std::printf("replay_seconds\t%.2f\n", seconds);
    std::printf("replay_cpu_seconds\t%.2f\n", cpu_seconds() - cpu_before);
    std::printf("replay_entries\t%zu\n", volume.entries);
    print_rate("replay_changes_m_per_second", volume.changes, seconds);
    print_rate("replay_values_m_per_second", volume.values, seconds);
    return snapshot;
}

constexpr int64_t kMonthUs = int64_t{30} * 24 * 3600 * 1'000'000;

Result<SnapshotPtr> measure_step(std::string const& name, Past& past, SnapshotPtr const& now,
                                 Sequence to) {
    double const cpu_before = cpu_seconds();
    Stopwatch const watch;
    auto const then = TRY(past.at(now, to));
    std::printf("%s_seconds\t%.2f\n", name.c_str(), watch.seconds());
    std::printf("%s_cpu_seconds\t%.2f\n", name.c_str(), cpu_seconds() - cpu_before);
    std::printf("%s_entries_back\t%zu\n", name.c_str(), size_t{now->point.sequence - to});
    std::printf("%s_kept_mb\t%zu\n", name.c_str(), past.bytes() / 1'000'000);
    return then;
}

/// A point of its own image is made by replay, as a series of images would have it.
Result<void> measure_past(Journal const& journal, SnapshotPtr const& now, std::string const& path) {
    auto const head = now->point;
    auto const month = TRY(journal.checkpoint_at(Instant{head.recorded_at.us - kMonthUs}));
    Past past(journal);
    TRY(measure_step("past_month", past, now, month.sequence));
    Sequence const middle = head.sequence / 2;
    Past without(journal);
    TRY(measure_step("past_middle_without_image", without, now, middle));
    auto const stone = TRY(replay(journal, now->model, middle - head.sequence / 10));
    TRY(write_image(path, journal.identity(), {stone, {}}));
    Past with(journal, path);
    TRY(measure_step("past_middle_from_image", with, now, middle));
    discard_image(path);
    return {};
}

Result<void> measure(std::string const& db) {
    auto const journal = TRY(SqliteJournal::open_to_read(db));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    auto const snapshot = TRY(measure_replay(*journal, model));
    auto const path = db + ".bench.image";
    Stopwatch const writing;
    TRY(write_image(path, journal->identity(), {snapshot, {}}));
    std::printf("image_write_seconds\t%.2f\n", writing.seconds());
    std::printf("image_mb\t%zu\n", std::filesystem::file_size(path) / 1'000'000);
    std::vector<double> seconds;
    double const cpu_before = cpu_seconds();
    for (int load = 0; load < kLoads; ++load) {
        Stopwatch const loading;
        auto const image = TRY(load_image(path, *journal, model));
        seconds.push_back(loading.seconds());
        if (image.snapshot->record_count != snapshot->record_count)
            return Error(ErrorCode::kInternal);
    }
    std::printf("image_load_cpu_seconds\t%.2f\n", (cpu_seconds() - cpu_before) / kLoads);
    discard_image(path);
    std::sort(seconds.begin(), seconds.end());
    std::printf("image_load_seconds\t%.2f\n", seconds[kLoads / 2]);
    std::printf("image_load_seconds_least\t%.2f\n", seconds.front());
    return measure_past(*journal, snapshot, path);
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 2) return 2;
    auto const measured = agglo::bench::measure(arguments[1]);
    if (measured.ok()) return 0;
    std::cerr << measured.error().message_en() << "\n";
    return 1;
}
