#include "column/table_stamp.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/random.h"

namespace agglo {
namespace {

std::vector<Storage> const kLayout = {Storage::kInt64, Storage::kInt32, Storage::kCode32};
std::vector<size_t> const kStamped = {0, 2};

bool same_cell(Table const& a, Table const& b, size_t row, size_t column) {
    if (a.has(row, column) != b.has(row, column)) return false;
    return !a.has(row, column) || a.wide(row, column) == b.wide(row, column);
}

bool same_rows(Table const& a, Table const& b, size_t group) {
    if (group >= a.groups() || group >= b.groups() || a.group_rows(group) != b.group_rows(group))
        return false;
    for (size_t i = 0; i < a.group_rows(group); ++i) {
        for (auto const column : kStamped) {
            if (!same_cell(a, b, group * kChunkRows + i, column)) return false;
        }
    }
    return true;
}

/// Never says that rows are the same when they are not; and that those are which nobody wrote to.
TEST(TableStamp, TellsOfEveryChange) {
    size_t held = 0;
    for (uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        std::shared_ptr<Table const> table = std::make_shared<Table const>(kLayout);
        for (int batch = 0; batch < 40; ++batch) {
            TableStamp const stamp(*table, kStamped);
            TableWriter writer(table);
            std::vector<uint8_t> written(10);
            for (int64_t n = random.between(0, 400); n > 0; --n) {
                auto const row = writer.append();
                written[row / kChunkRows] = 1;
                if (random.chance(3, 4)) writer.set(row, 0, random.between(0, 1));
                if (random.chance(3, 4)) writer.set_text(row, 2, "t");
            }
            for (int64_t n = table->rows() > 0 ? random.between(0, 2) : 0; n > 0; --n) {
                auto const rows = static_cast<int64_t>(table->rows());
                auto const row = static_cast<size_t>(random.between(0, rows - 1));
                auto const column = static_cast<size_t>(random.between(0, 2));
                if (column != 1) written[row / kChunkRows] = 1;
                writer.set(row, column, 0);
            }
            auto const next = writer.table();
            for (size_t group = 0; group < 10; ++group) {
                bool const holds = stamp.holds(*next, group);
                bool const old = group < table->groups();
                if (holds) {
                    ASSERT_TRUE(old && same_rows(*table, *next, group)) << seed;
                }
                if (old && !written[group]) {
                    ASSERT_TRUE(holds) << seed;
                }
                held += holds;
            }
            bool const rows_written = std::find(written.begin(), written.end(), 1) != written.end();
            ASSERT_EQ(stamp.holds(*next), !rows_written) << seed;
            if (random.chance(1, 5)) continue;  // a batch that failed
            table = next;
        }
    }
    EXPECT_GT(held, 500u);
}

/// Memory is used again: what lies where the old chunk lay is not the old chunk.
TEST(TableStamp, KnowsANewChunkAtAnOldPlace) {
    size_t met_again = 0;
    for (int i = 0; i < 100; ++i) {
        auto const make = [](int64_t value) {
            TableWriter writer(std::make_shared<Table const>(kLayout));
            writer.set(writer.append(), 0, value);
            return writer.table();
        };
        auto table = make(1);
        TableStamp const stamp(*table, {0});
        auto const* const place = table->chunk(0, 0);
        table.reset();
        table = make(2);
        met_again += table->chunk(0, 0) == place;
        ASSERT_FALSE(stamp.holds(*table));
    }
    EXPECT_EQ(met_again, 0u);  // the stamp keeps the place
}

}  // namespace
}  // namespace agglo
