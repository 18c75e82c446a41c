#include "column/aggregate.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "column/group_part.h"

namespace agglo {
namespace {

constexpr size_t kMoney = 0, kDay = 1, kFlag = 2, kName = 3, kParent = 4;
constexpr int64_t kParents = 30;

std::shared_ptr<Table const> random_table(Random& random, int rows) {
    TableWriter writer(std::make_shared<Table const>(std::vector<Storage>{
        Storage::kInt64, Storage::kInt32, Storage::kBool8, Storage::kCode32, Storage::kInt64}));
    bool const sparse = random.chance(1, 2);
    for (int i = 0; i < rows; ++i) {
        size_t const row = writer.append();
        auto const present = [&] { return !sparse || random.chance(2, 3); };
        if (present()) writer.set(row, kMoney, static_cast<int64_t>(random.next()));
        if (present()) writer.set(row, kDay, random.between(-400, 400));
        if (present()) writer.set(row, kFlag, random.between(0, 1));
        if (present()) writer.set_text(row, kName, "n" + std::to_string(random.between(0, 9)));
        if (present()) writer.set(row, kParent, random.between(1, kParents));
    }
    return writer.table();
}

Predicate random_predicate(Random& random, int depth) {
    auto const comparison = static_cast<Comparison>(random.between(0, 5));
    switch (depth > 0 ? random.between(0, 10) : random.between(0, 7)) {
        case 0: return Predicate::compare(kMoney, comparison, static_cast<int64_t>(random.next()));
        case 1: return Predicate::compare(kDay, comparison, random.between(-500, 500));
        case 2:
            return Predicate::between(kDay, random.between(-500, 0),
                                      random.chance(1, 9) ? INT64_MAX : 200);
        case 3: return Predicate::among(kName, {random.between(0, 9), random.between(0, 9)});
        case 4: return Predicate::codes(kName, {1, 0, 1, 1});
        case 5: return Predicate::is_null(static_cast<size_t>(random.between(0, 4)));
        case 6: return Predicate::compare(kFlag, comparison, random.between(-1, 300));
        case 7: {
            std::vector<Predicate::RowTruth> truths;
            for (int i = 0; i < 20; ++i)
                truths.push_back(static_cast<Predicate::RowTruth>(random.between(0, 2)));
            return Predicate::of_target(kParent, std::move(truths));
        }
        case 8:
            return Predicate::all(
                {random_predicate(random, depth - 1), random_predicate(random, depth - 1)});
        case 9:
            return Predicate::any(
                {random_predicate(random, depth - 1), random_predicate(random, depth - 1)});
        default: return Predicate::negate(random_predicate(random, depth - 1));
    }
}

TEST(Predicate, ChunksAgreeWithRows) {
    for (uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        auto const table = random_table(random, static_cast<int>(random.between(0, 5000)));
        auto const predicate = random_predicate(random, 4);
        for (size_t group = 0; group < table->groups(); ++group) {
            Truth const truth = predicate.evaluate(*table, group);
            for (size_t row = 0; row < table->group_rows(group); ++row) {
                auto const slow = predicate.evaluate_row(*table, group * kChunkRows + row);
                ASSERT_EQ(truth.yes.test(row), slow == Predicate::RowTruth::kTrue)
                    << seed << " " << row;
                ASSERT_EQ(truth.known.test(row), slow != Predicate::RowTruth::kUnknown)
                    << seed << " " << row;
            }
            ASSERT_EQ(truth.known.count(),
                      (Mask(truth.known) &= Mask::first(table->group_rows(group))).count());
        }
    }
}

void expect_equal(GroupOutcome const& fast, GroupOutcome const& slow, uint64_t seed) {
    ASSERT_EQ(fast.groups.size(), slow.groups.size()) << seed;
    for (size_t g = 0; g < fast.groups.size(); ++g) {
        ASSERT_EQ(fast.groups[g].keys, slow.groups[g].keys) << seed;
        for (size_t m = 0; m < fast.groups[g].cells.size(); ++m) {
            auto const& a = fast.groups[g].cells[m];
            auto const& b = slow.groups[g].cells[m];
            ASSERT_EQ(a.count, b.count) << seed << " measure " << m;
            ASSERT_TRUE(a.value == b.value && a.second == b.second) << seed << " measure " << m;
        }
    }
}

/// In parts of some chunks each.
GroupOutcome joined(Table const& table, Predicate const& filter, GroupShape const& shape,
                    size_t chunks) {
    std::vector<std::shared_ptr<GroupPart const>> parts;
    for (size_t from = 0; from < table.groups(); from += chunks) {
        auto const to = std::min(from + chunks, table.groups());
        auto part = group_part(table, filter, shape, {from, to});
        EXPECT_GE(part.bytes(), part.rows.size() * sizeof(int64_t));
        parts.push_back(std::make_shared<GroupPart const>(std::move(part)));
    }
    return join_parts(table, shape, parts);
}

TEST(Aggregate, AgreesWithTheSlowTwin) {
    for (uint64_t seed = 1; seed <= 120; ++seed) {
        Random random(seed);
        auto const table = random_table(random, static_cast<int>(random.between(0, 9000)));
        auto const parents = random_table(random, kParents - 5);  // some references lead nowhere
        auto const at = [&](size_t column) { return ColumnSource{{{table.get(), column}}}; };
        auto const parent_at = [&](size_t column) {
            return ColumnSource{{{table.get(), kParent}, {parents.get(), column}}};
        };
        std::vector<GroupKey> const choices = {{at(kName), {}, table->dictionary(kName).size()},
                                               {at(kDay), [](int64_t day) { return day / 100; }, 0},
                                               {at(kParent), {}, kParents + 1},
                                               {parent_at(kFlag), {}, 2}};
        std::vector<GroupKey> keys;
        for (auto const& choice : choices) {
            if (random.chance(1, 3)) keys.push_back(choice);
        }
        std::vector<uint32_t> rank = {9, 3, 4, 1, 7, 2, 8, 0, 5, 6};
        std::vector<GroupMeasure> const measures = {{Fold::kRows, {}, {}, {}},
                                                    {Fold::kCount, at(kDay), {}, {}},
                                                    {Fold::kSum, at(kMoney), {}, {}},
                                                    {Fold::kMin, at(kMoney), {}, {}},
                                                    {Fold::kMax, at(kName), {}, rank},
                                                    {Fold::kDistinct, at(kName), {}, {}},
                                                    {Fold::kSum, parent_at(kDay), {}, {}},
                                                    {Fold::kSumPair, at(kMoney), at(kDay), {}}};
        auto const filter = random_predicate(random, 2);
        auto const slow = group_rows_slowly(*table, filter, keys, measures);
        expect_equal(group_rows(*table, filter, keys, measures), slow, seed);
        expect_equal(group_rows(*table, filter, keys, measures, 3), slow, seed);
        expect_equal(joined(*table, filter, {keys, measures}, 1), slow, seed);
        expect_equal(joined(*table, filter, {keys, measures}, 2), slow, seed);
    }
}

}  // namespace
}  // namespace agglo
