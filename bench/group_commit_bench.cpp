// group_commit_bench LEDGER FOLDER [desk]: how many entries a second are durable before they are
// answered.
//
//   disk      the limit: so many bytes as 64 entries take, appended to a file and fdatasync, x 64
//   journal   64 entries in one append, SQLite's write-ahead log and all
//   desk      64 clients, each waiting for its answer before the next command
//
// The three take turns, as a shared disk swings by itself: medians of rounds of a second each. For
// journal and desk also the processor time of all threads per entry, clients and kernel included.
// FOLDER and LEDGER (which gains projects) should stand on one disk. With `desk` it goes alone, for
// a profile.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <unistd.h>

#include "desk/desk.h"
#include "journal/sqlite_journal.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

constexpr int kClients = 64;
constexpr int kRounds = 7;
constexpr double kRoundSeconds = 1;

/// Of all threads, in the program and in the kernel.
double cpu_seconds_of_all() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Like bench/create.lua.
std::vector<Fact> project_facts(int64_t number) {
    return {{"name", "性能测试 " + std::to_string(number)},
            {"region", Reference{1}},
            {"stage", "lead"},
            {"total_investment", Decimal{(1'000'000 + number) * 100, 2}}};
}

Entry project_entry(Sequence sequence) {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant::now();
    entry.actor = "bench";
    RecordChange change{"project", static_cast<RecordId>(sequence), 1, ChangeKind::kCreate, {}};
    for (auto& [field, value] : project_facts(static_cast<int64_t>(sequence)))
        change.fields.push_back({field, {}, std::move(value), false});
    entry.changes.push_back(std::move(change));
    return entry;
}

class DiskLimit {
public:
    DiskLimit(std::string const& path, size_t bytes)
        : file_(open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600)), bytes_(bytes, 'x') {}
    ~DiskLimit() { close(file_); }
    DiskLimit(DiskLimit const&) = delete;
    DiskLimit& operator=(DiskLimit const&) = delete;

    bool append() {
        auto const size = static_cast<ssize_t>(bytes_.size());
        return write(file_, bytes_.data(), bytes_.size()) == size && fdatasync(file_) == 0;
    }

private:
    int file_;
    std::string bytes_;
};

/// Entries a second of `work`, which does 64 of them.
double rate_of(std::function<bool()> const& work) {
    Stopwatch const watch;
    int64_t done = 0;
    while (watch.seconds() < kRoundSeconds) {
        if (!work()) return 0;
        done += kClients;
    }
    return static_cast<double>(done) / watch.seconds();
}

bool append_batch(Journal& journal) {
    std::vector<Entry> entries;
    for (int i = 1; i <= kClients; ++i)
        entries.push_back(project_entry(journal.head().sequence + static_cast<Sequence>(i)));
    return journal.append(entries).ok();
}

/// Commands a second that 64 threads are answered.
double rate_of_clients(Desk& desk, std::atomic<int64_t>& number) {
    Stopwatch const watch;
    std::atomic<int64_t> done = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([&] {
            while (watch.seconds() < kRoundSeconds) {
                Command command;
                command.viewer = Viewer::owner("bench");
                command.changes = {
                    {ChangeKind::kCreate, "project", 0, {}, project_facts(++number)}};
                if (desk.execute(std::move(command)).ok()) ++done;
            }
        });
    }
    for (auto& client : clients) client.join();
    return static_cast<double>(done) / watch.seconds();
}

/// How many commits the desk's entries shared: all of one commit are published in one snapshot.
class CommitCounter {
public:
    explicit CommitCounter(Desk& desk) : desk_(desk) {
        number_ = desk.listen([this](Entry const&, SnapshotPtr const& snapshot) {
            ++entries_;
            if (std::exchange(last_, snapshot) != snapshot) ++commits_;
        });
    }
    ~CommitCounter() { desk_.unlisten(number_); }
    CommitCounter(CommitCounter const&) = delete;
    CommitCounter& operator=(CommitCounter const&) = delete;
    double entries_per_commit() const {
        return static_cast<double>(entries_) / static_cast<double>(commits_);
    }

private:
    Desk& desk_;
    uint64_t number_ = 0;
    std::atomic<int64_t> entries_ = 0, commits_ = 0;
    SnapshotPtr last_;
};

/// What the rounds of one of the three came to.
struct Rounds {
    std::vector<double> rates;
    double cpu_seconds = 0;
    double entries = 0;

    void add(std::function<double()> const& round) {
        Stopwatch const watch;
        double const cpu = cpu_seconds_of_all();
        rates.push_back(round());
        cpu_seconds += cpu_seconds_of_all() - cpu;
        entries += rates.back() * watch.seconds();
    }
};

void print_rates(char const* name, Rounds rounds) {
    auto& rates = rounds.rates;
    std::sort(rates.begin(), rates.end());
    std::printf("group_commit_%s_per_second\t%.0f\n", name, rates[rates.size() / 2]);
    std::printf("group_commit_%s_per_second_most\t%.0f\n", name, rates.back());
    std::printf("group_commit_%s_cpu_us_per_entry\t%.1f\n", name,
                rounds.cpu_seconds / rounds.entries * 1e6);
}

Result<void> measure(std::string const& ledger, std::string const& folder, bool desk_alone) {
    auto const scratch = folder + "/group_commit_bench.db";
    for (auto const* ending : {"", "-wal", "-shm"}) std::filesystem::remove(scratch + ending);
    auto const journal =
        TRY(SqliteJournal::create(scratch, new_ledger_identity(HashAlgorithm::kSha256)));
    auto opened = TRY(SqliteJournal::open(ledger));
    auto const desk = TRY(Desk::open(std::move(opened)));
    constexpr size_t kEntryBytes = 512;  // head, body, hash and their share of a page, about
    DiskLimit disk(folder + "/group_commit_bench.tmp", kClients * kEntryBytes);
    CommitCounter const counter(*desk);
    Rounds disk_rounds, journal_rounds, desk_rounds;
    std::atomic<int64_t> number = Instant::now().us;
    for (int round = 0; round < kRounds; ++round) {
        if (!desk_alone) {
            disk_rounds.add([&] { return rate_of([&] { return disk.append(); }); });
            journal_rounds.add([&] { return rate_of([&] { return append_batch(*journal); }); });
        }
        desk_rounds.add([&] { return rate_of_clients(*desk, number); });
    }
    if (!desk_alone) {
        print_rates("disk", disk_rounds);
        print_rates("journal", journal_rounds);
    }
    print_rates("desk", desk_rounds);
    std::printf("group_commit_desk_entries_per_commit\t%.1f\n", counter.entries_per_commit());
    return {};
}

}  // namespace

}  // namespace agglo::bench

int main(int count, char** arguments) {
    bool const desk_alone = count == 4 && arguments[3] == std::string_view("desk");
    if (count != 3 && !desk_alone) return 2;
    auto const measured = agglo::bench::measure(arguments[1], arguments[2], desk_alone);
    if (!measured.ok()) std::fprintf(stderr, "%s\n", measured.error().message_en().c_str());
    return measured.ok() ? 0 : 1;
}
