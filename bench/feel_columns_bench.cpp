// feel_columns_bench [FOLDER]: FEEL over the columns of a million rows, beside a plain C++ loop
// over the same memory; with a FOLDER the rows are written there as feel_rows.csv for the peers.
// Lines `name<TAB>value`; `explain` goes to standard error. AGGLO_ONLY=filter or reward evaluates
// that once, for callgrind.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "base/decimal.h"
#include "base/random.h"
#include "column/table.h"
#include "feel/columns/column_program.h"
#include "feel/syntax/parser.h"
#include "stopwatch.h"

namespace agglo::bench {

namespace {

using feel::ColumnKind;

constexpr size_t kRows = 1'000'000;
constexpr int kRuns = 21;
constexpr char kFilter[] =
    R"(kind = "manufacturing" and total_investment >= 100000000 and land_area_mu > 0 and total_investment / land_area_mu >= 3000000)";
constexpr char kReward[] =
    "if total_investment < 100000000 then 0 else if total_investment < 500000000 then "
    "(total_investment - 100000000) * 0.01 else 4000000 + (total_investment - 500000000) * 0.015";

feel::Environment environment() {
    return {{{"kind", feel::string_type()},
             {"total_investment", feel::number_type()},
             {"land_area_mu", feel::number_type()}}};
}

/// Kinds, investments in hundredths of a yuan, areas in hundredths of a mu; three in a hundred have
/// no area.
std::shared_ptr<Table const> make_rows(char const* folder) {
    constexpr std::array<char const*, 5> kKinds = {"manufacturing", "logistics", "services",
                                                   "agriculture", "energy"};
    TableWriter writer(std::make_shared<Table const>(
        std::vector<Storage>{Storage::kCode32, Storage::kInt64, Storage::kInt64}));
    writer.append_rows(kRows);
    std::ofstream csv;
    if (folder) csv.open(std::string(folder) + "/feel_rows.csv");
    Random random(20261122);
    for (size_t row = 0; row < kRows; ++row) {
        auto const* kind = kKinds[static_cast<size_t>(random.between(0, 9)) % kKinds.size()];
        auto const total = random.between(1'000'000, 200'000'000'000);
        bool const has_area = random.between(0, 99) >= 3;
        auto const area = random.between(0, 30'000);
        writer.set_text(row, 0, kind);
        writer.set(row, 1, total);
        if (has_area) writer.set(row, 2, area);
        if (!folder) continue;
        csv << kind << ',' << total << ',';
        if (has_area) csv << area;
        csv << '\n';
    }
    return writer.table();
}

class Binding : public feel::ColumnBinding {
public:
    explicit Binding(Table const& table) : table_(table) {}

    Table const& table() const override { return table_; }
    size_t members() const override { return 3; }
    std::optional<feel::BoundColumn> column(size_t member) const override {
        ColumnSource source{{{&table_, member, {}}}};
        if (member == 0) return feel::BoundColumn{ColumnKind::kText, 0, std::move(source)};
        return feel::BoundColumn{ColumnKind::kNumber, 2, std::move(source)};
    }
    std::optional<feel::BoundColumn> entry(size_t, std::string_view) const override { return {}; }
    std::optional<Domain> domain(size_t) const override { return {}; }
    feel::Value value_at(size_t, int64_t) const override { return {}; }
    feel::Value value(size_t member, size_t row) const override {
        if (!table_.has(row, member)) return {};
        if (member == 0) return feel::Value(table_.text(row, 0));
        return feel::Number::scaled(table_.wide(row, member), 2);
    }

private:
    Table const& table_;
};

size_t count_groups(Table const& table, feel::ColumnProgram const& program, size_t first,
                    size_t step) {
    size_t count = 0;
    for (size_t group = first; group < table.groups(); group += step) {
        count += program.truth(group, Mask::first(table.group_rows(group))).yes.count();
    }
    return count;
}

int128 sum_groups(Table const& table, feel::ColumnProgram const& program, size_t first,
                  size_t step) {
    int128 sum = 0;
    for (size_t group = first; group < table.groups(); group += step) {
        auto const rows = table.group_rows(group);
        program.numbers(group, Mask::first(rows), [&](feel::NumberVector const& found) {
            if (!found.whole()) std::abort();
            // Two thousand values of at most 62 bits: partial sums by halves, so that they are one
            // loop of int64s each.
            int64_t high = 0;
            uint64_t low = 0;
            for (size_t row = 0; row < rows; ++row) {
                high += found.integers[row] >> 32;
                low += static_cast<uint32_t>(found.integers[row]);
            }
            sum += (static_cast<int128>(high) << 32) + low;
        });
    }
    return sum;
}

template <class Work>
auto on_two_threads(Work work) {
    decltype(work(size_t{0}, size_t{2})) other{};
    std::thread second([&] { other = work(1, 2); });
    auto own = work(0, 2);
    second.join();
    return own + other;
}

void print(char const* name, Timing const& timing) {
    std::printf("%s_ms\t%.3f\n%s_m_per_second\t%.0f\n", name, timing.median_ms, name,
                kRows / timing.least_ms / 1e3);
}

void explain(feel::ColumnProgram const& program) {
    for (auto const& line : program.explain()) {
        std::fprintf(stderr, "%*s%s\n", static_cast<int>(line.depth * 2), "", line.how_en.c_str());
    }
}

/// What a loop written for this table and these bounds alone does: the limit.
size_t plain_filter(Table const& table) {
    auto const code = *table.dictionary(0).find("manufacturing");
    size_t count = 0;
    for (size_t group = 0; group < table.groups(); ++group) {
        auto const* kinds = table.chunk(group, 0)->values<uint32_t>();
        auto const* totals = table.chunk(group, 1)->values<int64_t>();
        auto const* areas = table.chunk(group, 2)->values<int64_t>();
        size_t const rows = table.group_rows(group);
        for (size_t row = 0; row < rows; ++row) {
            count += (kinds[row] == code) & (totals[row] >= 10'000'000'000) & (areas[row] > 0) &
                     (totals[row] >= 3'000'000 * areas[row]);
        }
    }
    return count;
}

int64_t plain_reward(int64_t total) {
    if (total < 10'000'000'000) return 0;
    if (total < 50'000'000'000) return (total - 10'000'000'000) * 10;
    return 4'000'000'00'0 * 100 + (total - 50'000'000'000) * 15;
}

int128 plain_rewards(Table const& table) {
    int128 sum = 0;
    for (size_t group = 0; group < table.groups(); ++group) {
        auto const* totals = table.chunk(group, 1)->values<int64_t>();
        int64_t part = 0;
        for (size_t row = 0; row < table.group_rows(group); ++row)
            part += plain_reward(totals[row]);
        sum += part;
    }
    return sum;
}

int run(char const* folder) {
    auto const table = make_rows(folder);
    Binding const binding(*table);
    auto const around = environment();
    feel::ColumnProgram const filter(feel::parse_expression(kFilter, around).value(), binding, {});
    feel::ColumnProgram const reward(feel::parse_expression(kReward, around).value(), binding, {});
    if (auto const* only = std::getenv("AGGLO_ONLY")) {
        auto const of_filter = std::string_view(only) == "filter";
        return of_filter ? count_groups(*table, filter, 0, 1) == 0
                         : sum_groups(*table, reward, 0, 1) == 0;
    }
    explain(filter);
    explain(reward);
    auto const found = count_groups(*table, filter, 0, 1);
    auto const sum = sum_groups(*table, reward, 0, 1);
    if (found != plain_filter(*table)) std::abort();
    if (sum != plain_rewards(*table)) std::abort();
    std::printf("feel_filter_rows\t%zu\nfeel_reward_sum\t%s\n", found,
                decimal_digits(sum, 5).c_str());
    size_t kept = 0;
    int128 total = 0;
    print("feel_filter_1", time_runs(kRuns, [&] { kept += count_groups(*table, filter, 0, 1); }));
    print("feel_filter_2", time_runs(kRuns, [&] {
              kept += on_two_threads([&](size_t first, size_t step) {
                  return count_groups(*table, filter, first, step);
              });
          }));
    print("feel_filter_plain", time_runs(kRuns, [&] { kept += plain_filter(*table); }));
    print("feel_reward_1", time_runs(kRuns, [&] { total += sum_groups(*table, reward, 0, 1); }));
    print("feel_reward_2", time_runs(kRuns, [&] {
              total += on_two_threads([&](size_t first, size_t step) {
                  return sum_groups(*table, reward, first, step);
              });
          }));
    print("feel_reward_plain", time_runs(kRuns, [&] { total += plain_rewards(*table); }));
    return kept == 0 || total == 0;
}

}  // namespace

}  // namespace agglo::bench

int main(int argc, char** argv) {
    return agglo::bench::run(argc > 1 ? argv[1] : nullptr);
}
