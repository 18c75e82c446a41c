#include "column/table.h"

#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <thread>

#include "base/random.h"

namespace agglo {
namespace {

// The slow model: rows of optional values.
using Row = std::vector<std::optional<int64_t>>;

std::vector<Storage> const kLayout = {Storage::kInt64, Storage::kInt32, Storage::kBool8,
                                      Storage::kCode32};

std::string word(int64_t n) {
    return "词" + std::to_string(n);
}

void expect_same(Table const& table, std::vector<Row> const& model) {
    ASSERT_EQ(table.rows(), model.size());
    for (size_t row = 0; row < model.size(); ++row) {
        for (size_t column = 0; column < kLayout.size(); ++column) {
            ASSERT_EQ(table.has(row, column), model[row][column].has_value())
                << row << "," << column;
            if (!model[row][column]) continue;
            if (kLayout[column] == Storage::kCode32) {
                ASSERT_EQ(table.text(row, column), word(*model[row][column]));
            } else {
                ASSERT_EQ(table.wide(row, column), *model[row][column]);
            }
        }
    }
}

int64_t random_value(Random& random, size_t column) {
    switch (kLayout[column]) {
        case Storage::kInt64: return static_cast<int64_t>(random.next());
        case Storage::kInt32: return random.between(-100'000, 100'000);
        case Storage::kBool8: return random.between(0, 1);
        case Storage::kCode32: return random.between(0, 700);
    }
    return 0;
}

void change_cell(Random& random, TableWriter& writer, std::vector<Row>& model, size_t row) {
    size_t const column = static_cast<size_t>(random.between(0, 3));
    if (random.chance(1, 5)) {
        writer.clear(row, column);
        model[row][column].reset();
        return;
    }
    int64_t const value = random_value(random, column);
    if (kLayout[column] == Storage::kCode32) {
        writer.set_text(row, column, word(value));
    } else {
        writer.set(row, column, value);
    }
    model[row][column] = value;
}

TEST(Table, AgreesWithASlowModelAndKeepsOldVersions) {
    for (uint64_t seed = 1; seed <= 20; ++seed) {
        Random random(seed);
        auto table = std::make_shared<Table const>(kLayout);
        std::vector<Row> model;
        std::vector<std::pair<std::shared_ptr<Table const>, std::vector<Row>>> kept;
        for (int batch = 0; batch < 30; ++batch) {
            TableWriter writer(table);
            auto next = model;
            for (int64_t n = random.between(0, 300); n > 0; --n) {
                size_t const row = writer.append();
                next.emplace_back(kLayout.size());
                for (int cell = 0; cell < 3; ++cell) change_cell(random, writer, next, row);
            }
            for (int64_t n = next.empty() ? 0 : random.between(0, 20); n > 0; --n) {
                auto const row =
                    static_cast<size_t>(random.between(0, static_cast<int64_t>(next.size()) - 1));
                change_cell(random, writer, next, row);
            }
            if (random.chance(1, 4)) continue;  // the batch failed: its working table is dropped
            table = writer.table();
            model = std::move(next);
            if (batch % 7 == 0) kept.emplace_back(table, model);
        }
        expect_same(*table, model);
        for (auto const& [old_table, old_model] : kept) expect_same(*old_table, old_model);
    }
}

TEST(Table, CopiesTheTailForAFork) {
    auto table = std::make_shared<Table const>(kLayout);
    TableWriter writer(table);
    for (int i = 0; i < 10; ++i) writer.set(writer.append(), 0, i);
    table = writer.table();
    TableWriter fork(table, TableWriter::Tail::kCopy);
    fork.truncate(5);
    fork.set(fork.append(), 0, 500);
    EXPECT_EQ(fork.table()->rows(), 6u);
    EXPECT_EQ(fork.table()->wide(5, 0), 500);
    EXPECT_EQ(table->wide(5, 0), 5);
}

TEST(Table, ReadersSeeAStillTableBesideTheWriter) {
    auto table = std::make_shared<Table const>(kLayout);
    for (int batch = 0; batch < 50; ++batch) {
        TableWriter writer(table);
        std::thread reader([&table] {
            int64_t sum = 0;
            for (size_t row = 0; row < table->rows(); ++row) {
                if (table->has(row, 0)) sum += table->wide(row, 0);
                if (table->has(row, 3)) sum += static_cast<int64_t>(table->text(row, 3).size());
            }
            ASSERT_GE(sum, 0);
        });
        for (int i = 0; i < 100; ++i) {
            size_t const row = writer.append();
            writer.set(row, 0, 1);
            writer.set_text(row, 3, word(batch * 100 + i));
        }
        reader.join();
        table = writer.table();
    }
    EXPECT_EQ(table->rows(), 5000u);
}

TEST(Dictionary, GivesOneCodePerText) {
    Dictionary names;
    for (int round = 0; round < 2; ++round) {
        for (uint32_t i = 0; i < 5000; ++i) ASSERT_EQ(names.add(word(i)), i);
    }
    EXPECT_EQ(names.size(), 5000u);
    EXPECT_EQ(names.at(4999), word(4999));
    EXPECT_EQ(names.find(word(77)), 77u);
    EXPECT_FALSE(names.find("没有").has_value());
    EXPECT_EQ(names.at(names.add("")), "");
}

}  // namespace
}  // namespace agglo
