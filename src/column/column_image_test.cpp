#include "column/column_image.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace agglo {
namespace {

std::vector<Storage> const kLayout = {Storage::kInt64, Storage::kInt32, Storage::kBool8,
                                      Storage::kCode32};

TEST(PackedNumbers, ComeBackInEveryWidth) {
    for (int64_t const reach : {int64_t{0}, int64_t{1}, int64_t{255}, int64_t{256}, int64_t{65'535},
                                int64_t{65'536}, int64_t{UINT32_MAX}, int64_t{1} << 33}) {
        for (int64_t const least : {INT64_MIN, int64_t{-5}, int64_t{0}, INT64_MAX - reach}) {
            std::vector<int64_t> const numbers = {least, least + reach, least + reach / 2};
            std::string bytes;
            pack_numbers(numbers, bytes);
            std::vector<int64_t> again(3);
            SectionBytes section(bytes);
            ASSERT_TRUE(unpack_numbers(section, again.data(), 3));
            EXPECT_TRUE(section.at_end());
            EXPECT_EQ(again, numbers);
            SectionBytes cut(std::string_view(bytes).substr(0, bytes.size() - 1));
            EXPECT_FALSE(unpack_numbers(cut, again.data(), 3));
        }
    }
    std::string bytes;
    std::vector<int64_t> const widest = {INT64_MIN, INT64_MAX};
    pack_numbers(widest, bytes);
    std::vector<int64_t> again(2);
    SectionBytes section(bytes);
    ASSERT_TRUE(unpack_numbers(section, again.data(), 2));
    EXPECT_EQ(again, widest);
}

std::shared_ptr<Table const> random_table(uint64_t seed, size_t rows) {
    Random random(seed);
    TableWriter writer(std::make_shared<Table const>(kLayout));
    for (size_t row = 0; row < rows; ++row) {
        writer.append();
        if (random.chance(2, 3)) writer.set(row, 0, static_cast<int64_t>(random.next()) >> 20);
        if (row < 2048 || random.chance(1, 9)) writer.set(row, 1, random.between(-9, 9));
        if (row >= 3000) writer.set(row, 2, random.between(0, 1));
        if (random.chance(1, 2))
            writer.set_text(row, 3, "词" + std::to_string(random.between(0, 700)));
    }
    return writer.table();
}

/// Each column as one stripe.
std::vector<std::string> stripes_of(Table const& table) {
    std::vector<std::string> stripes(kLayout.size());
    for (size_t column = 0; column < kLayout.size(); ++column)
        write_stripe(table, {column, 0, table.groups()}, stripes[column]);
    return stripes;
}

TEST(ColumnImage, HoldsColumnsAndDictionaries) {
    for (size_t const rows : {0u, 1u, 63u, 64u, 65u, 2047u, 2048u, 2049u, 9000u}) {
        auto const table = random_table(rows + 1, rows);
        auto const stripes = stripes_of(*table);
        TableAssembly assembly(kLayout, rows);
        std::string texts;
        uint32_t const size = table->dictionary(3).size();
        write_dictionary(table->dictionary(3), size, texts);
        ASSERT_TRUE(read_dictionary(texts, size, assembly.dictionary(3)));
        for (size_t column = 0; column < kLayout.size(); ++column) {
            Stripe const stripe{column, 0, table->groups()};
            ASSERT_TRUE(read_stripe(stripes[column], stripe, size, assembly));
        }
        TableWriter writer(assembly.finish(rows));
        auto const again = writer.table();
        ASSERT_EQ(again->rows(), rows);
        for (size_t row = 0; row < rows; ++row) {
            for (size_t column = 0; column < kLayout.size(); ++column) {
                ASSERT_EQ(again->has(row, column), table->has(row, column));
                if (!table->has(row, column)) continue;
                ASSERT_EQ(again->wide(row, column), table->wide(row, column));
            }
            if (table->has(row, 3)) {
                ASSERT_EQ(again->text(row, 3), table->text(row, 3));
            }
        }
        EXPECT_EQ(writer.append(), rows);
        writer.set_text(rows, 3, "之后");
        EXPECT_EQ(writer.table()->text(rows, 3), "之后");
    }
}

// A checksum comes before this, so what is at stake is only that nothing beyond memory is touched.
TEST(ColumnImage, TakesNoHarmFromAnyBytes) {
    auto const table = random_table(3, 2500);
    auto const stripes = stripes_of(*table);
    Random random(4);
    size_t refused = 0;
    for (int round = 0; round < 4000; ++round) {
        auto const column = static_cast<size_t>(random.between(0, 3));
        auto bytes = stripes[column];
        auto const at = static_cast<size_t>(random.between(0, std::ssize(bytes) - 1));
        bytes[at] = static_cast<char>(random.next());
        if (random.chance(1, 3)) bytes.resize(at);
        TableAssembly assembly(kLayout, 2500);
        refused += read_stripe(bytes, {column, 0, 2}, 701, assembly) ? 0 : 1;
    }
    EXPECT_GT(refused, 1000u);
    TableAssembly assembly(kLayout, 2500);
    EXPECT_FALSE(read_stripe(stripes[3], {3, 0, 2}, 5, assembly));  // codes beyond the dictionary
}

}  // namespace
}  // namespace agglo
