#include "column/shared_chunks.h"

#include <functional>
#include <gtest/gtest.h>

#include "base/random.h"

namespace agglo {
namespace {

std::vector<Storage> const kLayout = {Storage::kInt64, Storage::kCode32, Storage::kBool8};
constexpr size_t kRows = 3 * kChunkRows + 100;

/// The same rows every time; the third column is empty in the first group.
std::shared_ptr<Table const> filled(size_t rows) {
    TableWriter writer(std::make_shared<Table const>(kLayout));
    Random random(1);
    for (size_t row = 0; row < rows; ++row) {
        writer.append();
        auto const number = random.between(0, 1000);
        if (number % 7 != 0) writer.set(row, 0, number);
        writer.set_text(row, 1, "t" + std::to_string(number));
        if (row >= kChunkRows) writer.set(row, 2, number % 2);
    }
    return writer.table();
}

void expect_same_cells(Table const& a, Table const& b) {
    ASSERT_EQ(a.rows(), b.rows());
    for (size_t row = 0; row < a.rows(); ++row) {
        for (size_t column = 0; column < a.columns(); ++column) {
            ASSERT_EQ(a.has(row, column), b.has(row, column));
            if (!a.has(row, column)) continue;
            if (column == 1) {
                ASSERT_EQ(a.text(row, column), b.text(row, column));
            } else {
                ASSERT_EQ(a.wide(row, column), b.wide(row, column));
            }
        }
    }
}

TEST(SharedChunks, NeedsMemoryOnlyForWhatDiffers) {
    auto const now = filled(kRows);
    struct Row {
        char const* what;
        size_t rows;
        std::function<void(TableWriter&)> change;
        size_t chunks_beside;  ///< of full groups; the last group is always its own
    };
    auto const row_in = [](size_t group) { return group * kChunkRows + 5; };
    std::vector<Row> const rows = {
        {"nothing", kRows, [](TableWriter&) {}, 0},
        {"fewer rows", kChunkRows * 2, [](TableWriter&) {}, 0},
        {"a number", kRows, [&](TableWriter& w) { w.set(row_in(1), 0, 77'777); }, 1},
        {"a clear", kRows, [&](TableWriter& w) { w.clear(row_in(1), 1); }, 1},
        {"a known text", kRows, [&](TableWriter& w) { w.set_text(row_in(0), 1, "t3"); }, 1},
        {"a value where there is none", kRows, [&](TableWriter& w) { w.set(row_in(0), 2, 1); }, 1},
        {"two groups", kRows,
         [&](TableWriter& w) { w.set(row_in(0), 0, -1), w.set(row_in(2), 0, -1); }, 2},
    };
    for (auto const& row : rows) {
        TableWriter writer(filled(row.rows), TableWriter::Tail::kCopy);
        row.change(writer);
        auto const shared = share_chunks(writer.table(), *now);
        expect_same_cells(*shared, *writer.table());
        size_t beside = 0;
        for (size_t group = 0; group < shared->rows() / kChunkRows; ++group) {
            for (size_t c = 0; c < kLayout.size(); ++c)
                beside += shared->chunk(group, c) != now->chunk(group, c);
        }
        EXPECT_EQ(beside, row.chunks_beside) << row.what;
        EXPECT_EQ(&shared->dictionary(1), &now->dictionary(1)) << row.what;
        EXPECT_LE(shared->bytes_beside(*now), 3 * 17 * kChunkRows) << row.what;
    }
}

TEST(SharedChunks, LeavesATableWhoseCodesMeanOtherThings) {
    auto const now = filled(kRows);
    TableWriter writer(std::make_shared<Table const>(kLayout));
    writer.append();
    writer.set_text(0, 1, "of another order");
    EXPECT_EQ(share_chunks(writer.table(), *now), writer.table());
    auto const other = std::make_shared<Table const>(std::vector<Storage>{Storage::kInt64});
    EXPECT_EQ(share_chunks(other, *now), other);
    // Another text than now holds under a code that now has not yet.
    TableWriter more(filled(kRows), TableWriter::Tail::kCopy);
    more.set_text(0, 1, "unheard of");
    EXPECT_EQ(share_chunks(more.table(), *now), more.table());
}

}  // namespace
}  // namespace agglo
