// group_by_bench DB FOLDER: replays a ledger, writes its projects to FOLDER/projects.csv for the
// peers and the answer of the group-by to FOLDER/answer.tsv, and measures replay, memory, the
// group-by on one and two threads and the sorted list.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <unistd.h>

#include "column/aggregate.h"
#include "group_sums.h"
#include "journal/sqlite_journal.h"
#include "query/condition.h"
#include "query/query.h"
#include "state/bootstrap.h"
#include "state/replay.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr char kWhere[] = R"([["manufacturing","eq",true],["total_investment","ge",100000000]])";

double resident_bytes() {
    std::ifstream in("/proc/self/statm");
    double pages = 0;
    in >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

Result<SnapshotPtr> measured_replay(std::string const& db) {
    auto const journal = TRY(SqliteJournal::open_to_read(db));
    auto const definitions = TRY(definitions_at_head(*journal));
    auto const model = TRY(model_of(definitions));
    size_t changes = 0;
    double const before = resident_bytes();
    Stopwatch const watch;
    auto const snapshot =
        TRY(replay(*journal, model, journal->head().sequence,
                   [&](ReplayedEntry const& entry) { changes += entry.changes; }));
    double const seconds = watch.seconds();
    auto const records = static_cast<double>(snapshot->record_count);
    std::printf("replay_seconds\t%.2f\nreplay_changes_per_second\t%.0f\n", seconds,
                static_cast<double>(changes) / seconds);
    std::printf("resident_bytes_per_record\t%.0f\n", (resident_bytes() - before) / records);
    return snapshot;
}

/// Columns, dictionaries and indexes of the projects, without what the allocator adds.
void print_size(Snapshot const& snapshot) {
    auto const& projects = snapshot.entities[*snapshot.model->entity_index("project")];
    size_t indexes = projects.history->bytes();
    for (auto const& postings : projects.postings) indexes += postings ? postings->bytes() : 0;
    auto const rows = static_cast<double>(projects.table->rows());
    size_t values = 0;
    for (size_t c = 0; c + kSystemColumns < projects.table->columns(); ++c) {
        for (size_t g = 0; g < projects.table->groups(); ++g) {
            Chunk const* const chunk = projects.table->chunk(g, c);
            for (size_t w = 0; chunk && w < kMaskWords; ++w) {
                values += static_cast<size_t>(std::popcount(chunk->mask_word(w)));
            }
        }
    }
    std::printf("projects\t%zu\nfields_per_project\t%.1f\n", projects.table->live_rows(),
                static_cast<double>(values) / rows);
    std::printf("column_bytes_per_project\t%.0f\nindex_bytes_per_project\t%.0f\n",
                static_cast<double>(projects.table->bytes()) / rows,
                static_cast<double>(indexes) / rows);
}

void write_csv(Snapshot const& snapshot, std::string const& path) {
    EntityView const view(snapshot, *snapshot.model->entity_index("project"));
    std::vector<size_t> fields;
    for (char const* name :
         {"region", "stage", "manufacturing", "total_investment", "land_area", "expected_output"}) {
        fields.push_back(*view.entity().field_index(name));
    }
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << kColumns << "\n";
    for (size_t row = 0; row < view.rows(); ++row) {
        if (!view.live(row)) continue;
        for (size_t i = 0; i < fields.size(); ++i) {
            if (i > 0) out << ',';
            if (!view.table().has(row, fields[i])) continue;
            i == 1 ? out << view.table().text(row, fields[i])
                   : out << view.table().wide(row, fields[i]);
        }
        out << "\n";
    }
}

Query group_query() {
    Query query;
    query.entity = "project";
    query.where = *parse_where(kWhere);
    for (auto const* key : {"region", "stage"}) query.group.push_back({{key, {}}, key});
    for (char const* field : {"total_investment", "land_area", "expected_output"}) {
        query.measures.push_back({Aggregate::kSum, {field, {}}, {}, {}, {}, field});
    }
    return query;
}

/// The digits of a decimal without its point: what the peers hold as integers.
std::string digits_of(Value const& value) {
    auto const* decimal = value.get<Decimal>();
    return decimal ? std::to_string(decimal->mantissa) : std::string();
}

GroupSums sums_of(GroupTable const& table) {
    GroupSums sums;
    for (auto const& row : table.rows) {
        auto const* region = row[0].value.get<Reference>();
        auto const* stage = row[1].value.get<std::string>();
        sums[{region ? region->id : 0, stage ? *stage : ""}] = {
            digits_of(row[2].value), digits_of(row[3].value), digits_of(row[4].value)};
    }
    return sums;
}

/// The kernels below group_records on a stated number of threads; group_records itself takes two.
Result<void> time_kernels(Snapshot const& snapshot, Query const& query) {
    size_t const entity = *snapshot.model->entity_index("project");
    auto const owner = Viewer::owner("bench");
    std::vector<GroupKey> keys;
    std::vector<GroupMeasure> measures;
    for (auto const& [of, name] : query.group) {
        auto const path = TRY(FieldPath::resolve(snapshot, owner, entity, name));
        bool const texts = path.last_table().storage(path.last_column()) == Storage::kCode32;
        size_t const limit = texts ? path.last_table().dictionary(path.last_column()).size()
                                   : snapshot.entities[*path.field().target].table->rows() + 1;
        keys.push_back({path.source(snapshot), {}, limit});
    }
    for (auto const& measure : query.measures) {
        auto const path = TRY(FieldPath::resolve(snapshot, owner, entity, measure.of.field));
        measures.push_back({Fold::kSum, path.source(snapshot), {}, {}});
    }
    for (unsigned const threads : {1u, 2u}) {
        auto const timing = time_runs(kRuns, [&] {
            auto const filter = bind_filter(snapshot, owner, entity, query);
            (void)group_rows(*snapshot.entities[entity].table, *filter, keys, measures, threads);
        });
        print("agglo_" + std::to_string(threads), timing);
    }
    return {};
}

void time_list(Snapshot const& snapshot) {
    Query query;
    query.entity = "project";
    query.where = *parse_where(kWhere);
    query.sort = parse_sort("-total_investment");
    query.limit = 50;
    auto const timing =
        time_runs(kRuns, [&] { (void)find_records(snapshot, Viewer::owner("bench"), query); });
    print("find_records_ms", timing);
}

Result<void> run(std::string const& db, std::string const& folder) {
    auto const snapshot = TRY(measured_replay(db));
    print_size(*snapshot);
    write_csv(*snapshot, folder + "/projects.csv");
    auto const query = group_query();
    auto const owner = Viewer::owner("bench");
    auto const sums = sums_of(TRY(group_records(*snapshot, owner, query)));
    write_text(folder + "/answer.tsv", lines_of(sums));
    std::printf("groups\t%zu\n", sums.size());
    TRY(time_kernels(*snapshot, query));
    auto const timing = time_runs(kRuns, [&] { (void)group_records(*snapshot, owner, query); });
    print("agglo_group_records", timing);
    time_list(*snapshot);
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    if (count != 3) return 2;
    auto const done = agglo::bench::run(arguments[1], arguments[2]);
    if (done.ok()) return 0;
    std::cerr << done.error().message_en() << "\n";
    return 1;
}
