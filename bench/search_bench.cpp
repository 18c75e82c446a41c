// search_bench DB [PROJECTS [NEEDLE…]]: folds projects with texts of their own into the model of a
// ledger (nothing is written), builds the indexes and asks needles of every sort, beside SQLite's
// LIKE and its FTS5 trigram index over the same texts, in memory. With needles only they are asked,
// without peers. Beside the clock it counts the processor's time, which says more where
// others are at work.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <span>
#include <unistd.h>

#include "base/pinyin.h"
#include "journal/sqlite_journal.h"
#include "query/query.h"
#include "query/search.h"
#include "search_sqlite.h"
#include "search_texts.h"
#include "state/bootstrap.h"
#include "state/fold.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr uint64_t kSeed = 20'261'122;
constexpr int64_t kEntryProjects = 20'000;
constexpr int kRuns = 15;

double resident_mb() {
    std::ifstream in("/proc/self/statm");
    double pages = 0;
    in >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

double thread_cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

RecordChange project(SearchTexts const& texts, RecordId id) {
    RecordChange create{"project", id, 1, ChangeKind::kCreate, {}};
    auto const add = [&](char const* field, std::string text) {
        create.fields.push_back({field, {}, Value(std::move(text)), false});
    };
    add("code", texts.code(id));
    add("name", texts.name(id));
    add("investor", texts.investor(id));
    add("address", texts.address(id));
    add("main_products", texts.products(id));
    add("summary", texts.summary(id));
    return create;
}

SnapshotPtr with_projects(SnapshotPtr snapshot, SearchTexts const& texts, int64_t projects) {
    auto const entity = *snapshot->model->entity_index("project");
    auto next = static_cast<RecordId>(snapshot->entities[entity].table->rows()) + 1;
    for (int64_t left = projects; left > 0; left -= kEntryProjects) {
        Entry entry;
        entry.sequence = snapshot->point.sequence + 1;
        for (int64_t i = 0; i < std::min(left, kEntryProjects); ++i)
            entry.changes.push_back(project(texts, next++));
        LedgerFold fold(snapshot);
        fold.apply(entry);
        snapshot = fold.finish({entry.sequence, {}, {}});
    }
    return snapshot;
}

void build_indexes(Snapshot const& snapshot) {
    Stopwatch const pinyin;
    (void)pinyin_syllables();
    std::printf("search_pinyin_table_seconds\t%.2f\n", pinyin.seconds());
    double const before = resident_mb();
    Stopwatch const watch;
    double const cpu_before = thread_cpu_ms();
    catch_up_search(snapshot);
    std::printf("search_index_cpu_seconds\t%.1f\n", (thread_cpu_ms() - cpu_before) / 1e3);
    std::printf("search_index_seconds\t%.1f\nsearch_index_resident_mb\t%.0f\n", watch.seconds(),
                resident_mb() - before);
    EntityView const view(snapshot, *snapshot.model->entity_index("project"));
    for (char const* name : {"code", "name", "investor", "address", "main_products", "summary"}) {
        auto const& texts = view.table().dictionary(*view.entity().field_index(name));
        std::printf("search_index_%s_mb\t%.0f\nsearch_texts_%s\t%u\n", name,
                    static_cast<double>(texts.index().bytes()) / 1e6, name,
                    texts.index().indexed());
    }
}

struct Asked {
    char const* name;
    char const* needle;
};
constexpr Asked kAsked[] = {{"common_two", "项目"},
                            {"common_long", "生产基地项目"},
                            {"one_character", "电"},
                            {"place", "高要区"},
                            {"rare", "1500777"},
                            {"name_part", "铝合金型材及储能系统"},
                            {"digits", "4412"},
                            {"initials", "gyqlhj"},
                            {"initials_common", "scjd"},
                            {"initials_two", "xm"},
                            {"pinyin", "xinnengyuan"},
                            {"pinyin_partial", "chuneng"},
                            {"mixed", "led照明产业园"},
                            {"no_hit", "龘靐齉"},
                            {"no_hit_latin", "qwertyuiop"}};

/// How many records fit, as a count or as "at least".
void ask(Snapshot const& snapshot, Asked const& asked, char const* entity) {
    auto const owner = Viewer::owner("bench");
    SearchRequest const request{.text = asked.needle, .entity = entity};
    auto const name = std::string(*entity ? "search_" : "search_all_") + asked.name;
    double cpu_ms = 1e9;
    print(name, time_runs(kRuns, [&] {
              double const before = thread_cpu_ms();
              (void)search_json(snapshot, owner, request);
              cpu_ms = std::min(cpu_ms, thread_cpu_ms() - before);
          }));
    std::printf("%s_cpu_least\t%.3f\n", name.c_str(), cpu_ms);
    auto const found = search_records(snapshot, owner, request);
    size_t total = 0;
    bool more = false;
    for (auto const& hits : *found) {
        total += hits.total;
        more = more || hits.more;
    }
    std::printf("%s_total\t%zu%s\n", name.c_str(), total, more ? "+" : "");
}

void ask_list(Snapshot const& snapshot, Asked const& asked) {
    Query query;
    query.entity = "project";
    query.text = asked.needle;
    query.limit = 50;
    print(std::string("search_list_q_") + asked.name,
          time_runs(kRuns, [&] { (void)find_records(snapshot, Viewer::owner("bench"), query); }));
}

void ask_peer(SearchSqlite& peer, Asked const& asked) {
    auto const name = std::string(asked.name);
    print("search_sqlite_like_" + name, time_runs(3, [&] { peer.like(asked.needle); }));
    if (peer.may_match(asked.needle))
        print("search_sqlite_fts5_" + name, time_runs(3, [&] { peer.match(asked.needle); }));
}

Result<void> run(std::string const& db, int64_t projects, std::span<char*> needles) {
    auto const journal = TRY(SqliteJournal::open_to_read(db));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    auto const ledger = TRY(replay(*journal, model, journal->head().sequence));
    SearchTexts const texts(kSeed);
    auto const snapshot = with_projects(ledger, texts, projects);
    std::printf("search_projects\t%lld\n", static_cast<long long>(projects));
    build_indexes(*snapshot);
    for (char const* const needle : needles) ask(*snapshot, {needle, needle}, "project");
    if (!needles.empty()) return {};
    for (auto const& asked : kAsked) {
        ask(*snapshot, asked, "project");
        ask(*snapshot, asked, "");
        ask_list(*snapshot, asked);
    }
    SearchSqlite peer(texts, projects);
    for (auto const& asked : kAsked) ask_peer(peer, asked);
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count < 2) return 2;
    auto const projects = count >= 3 ? std::atoll(arguments[2]) : 1'000'000;
    auto const done = agglo::bench::run(
        arguments[1], projects,
        std::span(arguments, static_cast<size_t>(count)).subspan(std::min(count, 3)));
    if (done.ok()) return 0;
    std::cerr << done.error().message_en() << "\n";
    return 1;
}
