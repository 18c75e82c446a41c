// group_cache_bench DB [CHANGES [PROJECTS]]: asks a ledger's projects, and PROJECTS more that are
// drawn in memory, the same grouped questions after each of some single changes, by a cache and
// anew, compares the answers and prints what either takes.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "journal/sqlite_journal.h"
#include "project_source.h"
#include "query/derived/shown_snapshots.h"
#include "query/group_cache.h"
#include "state/bootstrap.h"
#include "state/fold.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

struct Question {
    char const* name;
    char const* body;
};
constexpr Question kQuestions[] = {
    {"sums_by_region_and_stage",
     R"({"entity":"project","where":[["manufacturing","eq",true],)"
     R"(["total_investment","ge",100000000]],"group":["region","stage"],)"
     R"("measures":[["sum","total_investment"],["sum","land_area"],["sum","expected_output"]]})"},
    {"count_by_stage", R"({"entity":"project","group":["stage"],"measures":[["count"]]})"},
    {"extremes_by_month",
     R"({"entity":"project","group":["signed_on:month"],"measures":[["min","total_investment"],)"
     R"(["max","total_investment"],["avg","total_investment"]],"running":[]})"},
    {"feel_filter",
     R"({"entity":"project","filter":"total_investment / land_area > 2000","group":["region"],)"
     R"("measures":[["count"],["sum","total_investment"]]})"},
    {"distinct_companies",
     R"({"entity":"project","group":["region"],"measures":[["distinct","company"]]})"},
    {"median", R"({"entity":"project","group":["region"],"measures":[["median","land_area"]]})"},
};

/// Processor seconds of all threads: what a busy machine does not blur.
double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Series {
    std::vector<double> wall, cpu;

    template <class Work>
    auto take(Work&& work) {
        auto const before = cpu_ms();
        Stopwatch const watch;
        auto result = work();
        wall.push_back(watch.seconds() * 1e3);
        cpu.push_back(cpu_ms() - before);
        return result;
    }
    static double median(std::vector<double> values) {
        std::sort(values.begin(), values.end());
        return values.empty() ? 0 : values[values.size() / 2];
    }
    void print(std::string const& name) const {
        std::printf("%s_ms\t%.3f\n%s_cpu_ms\t%.3f\n", name.c_str(), median(wall), name.c_str(),
                    median(cpu));
    }
};

/// The ledger's next snapshots: one project is changed, and what is derived of it.
class ChangingLedger {
public:
    explicit ChangingLedger(SnapshotPtr snapshot)
        : snapshot_(std::move(snapshot)),
          first_(snapshot_),
          source_(*first_, 7),
          projects_(snapshot_->entities[*snapshot_->model->entity_index("project")].table->rows()) {
    }

    void change() {
        Entry entry;
        entry.sequence = snapshot_->point.sequence + 1;
        auto const id = random_.between(1, static_cast<int64_t>(projects_));
        entry.changes.push_back(source_.update(id, 1));
        LedgerFold fold(snapshot_);
        fold.apply(entry);
        snapshot_ = fold.finish({entry.sequence, {}, {}});
    }
    SnapshotPtr shown() { return shown_.of(snapshot_, Date{}); }

private:
    SnapshotPtr snapshot_;
    SnapshotPtr first_;
    ProjectSource source_;
    size_t projects_;
    Random random_{11};
    ShownSnapshots shown_;
};

Result<void> ask(ChangingLedger& ledger, Question const& question, int changes) {
    auto const owner = Viewer::owner("bench");
    auto query = TRY(parse_query(question.body));
    query.on = Date{};
    GroupCache cache;
    cache.start(ledger.shown()->model);
    Series held, patched, anew;
    for (int i = -2; i < changes; ++i) {
        ledger.change();
        auto const snapshot = ledger.shown();
        if (i == 0) held = patched = anew = {};  // the first two are not counted
        auto const kept = patched.take([&] { return cache.group(*snapshot, owner, query); });
        auto const again = held.take([&] { return cache.group(*snapshot, owner, query); });
        auto const fresh = anew.take([&] { return group_records(*snapshot, owner, query); });
        TRY(kept);
        TRY(again);
        TRY(fresh);
        auto const same = (*kept)->rows.size() == fresh->rows.size();
        for (size_t row = 0; same && row < fresh->rows.size(); ++row) {
            for (size_t c = 0; c < fresh->columns.size(); ++c) {
                if ((*kept)->rows[row][c].value != fresh->rows[row][c].value)
                    return Error(ErrorCode::kInternal, {question.name});
            }
        }
        if (!same) return Error(ErrorCode::kInternal, {question.name});
    }
    std::string const name = question.name;
    auto const counts = cache.counts();
    std::printf("%s_patched\t%llu\n%s_kept_bytes\t%zu\n", name.c_str(),
                static_cast<unsigned long long>(counts.patched), name.c_str(), counts.bytes);
    anew.print(name + "_anew");
    patched.print(name + "_after_change");
    held.print(name + "_unchanged");
    return {};
}

SnapshotPtr with_projects(SnapshotPtr snapshot, int64_t projects) {
    constexpr int64_t kEntryProjects = 20'000;
    auto const first = snapshot;
    ProjectSource const source(*first, 2023);
    EntityView const view(*first, *first->model->entity_index("project"));
    auto id = static_cast<RecordId>(view.rows()) + 1;
    for (auto const end = id + projects; id < end;) {
        Entry entry;
        entry.sequence = snapshot->point.sequence + 1;
        for (auto const last = std::min(end, id + kEntryProjects); id < last; ++id)
            entry.changes.push_back(source.project(id));
        LedgerFold fold(snapshot);
        fold.apply(entry);
        snapshot = fold.finish({entry.sequence, {}, {}});
    }
    return snapshot;
}

Result<void> run(std::string const& db, int changes, int64_t projects) {
    auto const journal = TRY(SqliteJournal::open_to_read(db));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    auto const stored = TRY(replay(*journal, model, journal->head().sequence));
    ChangingLedger ledger(with_projects(stored, projects));
    Series first;
    auto const shown = first.take([&] { return ledger.shown(); });
    std::printf("projects\t%zu\n",
                shown->entities[*model->entity_index("project")].table->live_rows());
    first.print("derive");
    for (auto const& question : kQuestions) TRY(ask(ledger, question, changes));
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count < 2 || count > 4) return 2;
    auto const changes = count > 2 ? std::atoi(arguments[2]) : 21;
    auto const projects = count > 3 ? std::atoll(arguments[3]) : 0;
    auto const done = agglo::bench::run(arguments[1], changes, projects);
    if (done.ok()) return 0;
    std::cerr << done.error().message_en() << "\n";
    return 1;
}
