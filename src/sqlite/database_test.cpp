#include "sqlite/database.h"

#include <fstream>
#include <gtest/gtest.h>

#include "sqlite/scratch_folder.h"

namespace agglo::sqlite {
namespace {

using std::string_view_literals::operator""sv;

Database open(std::string const& path, OpenMode mode = OpenMode::kCreate) {
    auto database = Database::open(path, mode);
    AGGLO_ASSERT(database.ok());
    return std::move(*database);
}

TEST(Database, BindsAndReadsEveryKindOfColumn) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    ASSERT_TRUE(database.execute("CREATE TABLE t (i, t, b, n, r)").ok());
    auto insert = database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    ASSERT_TRUE(insert.ok());
    insert->bind(1, INT64_MIN).bind(2, "四会"sv).bind_blob(3, "\0\xff"sv).bind_null(4);
    insert->bind_real(5, 0.1);
    ASSERT_TRUE(insert->run().ok());
    EXPECT_EQ(database.changes(), 1);
    auto row = database.prepare("SELECT i, t, b, n, r = 0.1 FROM t");
    ASSERT_TRUE(row.ok() && *row->step());
    EXPECT_EQ(row->integer(0), INT64_MIN);
    EXPECT_EQ(row->text(1), "四会");
    EXPECT_EQ(row->blob(2), "\0\xff"sv);
    EXPECT_TRUE(row->is_null(3));
    EXPECT_EQ(row->integer(4), 1);
    EXPECT_FALSE(*row->step());
}

TEST(Database, AnEmptyBlobOrTextIsNotNull) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    auto row = database.prepare("SELECT ?, ?");
    ASSERT_TRUE(row.ok());
    row->bind(1, std::string_view()).bind_blob(2, {});
    ASSERT_TRUE(*row->step());
    EXPECT_FALSE(row->is_null(0));
    EXPECT_FALSE(row->is_null(1));
}

TEST(Database, SaysWhatFailed) {
    ScratchFolder const scratch;
    auto const missing = Database::open(scratch.path("none.db"), OpenMode::kReadOnly);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code(), ErrorCode::kFileNotFound);
    Database database = open(scratch.path("a.db"));
    auto const bad = database.prepare("SELEC 1");
    ASSERT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().code(), ErrorCode::kStorageFailed);
    EXPECT_NE(bad.error().message_en().find("syntax error"), std::string::npos);
    EXPECT_FALSE(database.execute("INSERT INTO nowhere VALUES (1)").ok());
}

TEST(Database, AStatementRunsAgainAfterAFailure) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    ASSERT_TRUE(database.execute("CREATE TABLE t (i INTEGER PRIMARY KEY)").ok());
    auto insert = database.prepare("INSERT INTO t VALUES (?)");
    ASSERT_TRUE(insert.ok());
    EXPECT_TRUE(insert->bind(1, int64_t{1}).run().ok());
    EXPECT_FALSE(insert->bind(1, int64_t{1}).run().ok());
    EXPECT_TRUE(insert->bind(1, int64_t{2}).run().ok());
}

TEST(Database, QueriesOneInteger) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    EXPECT_EQ(*database.query_integer("SELECT 7"), 7);
    EXPECT_EQ(*database.query_integer("SELECT 7 WHERE 0"), std::nullopt);
}

TEST(Database, GivesAnImageOfAllThatIsCommitted) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    ASSERT_TRUE(database.execute("PRAGMA journal_mode=WAL; CREATE TABLE t (i)").ok());
    ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1)").ok());
    Database other = open(scratch.path("a.db"));
    ASSERT_TRUE(other.execute("BEGIN; INSERT INTO t VALUES (2)").ok());
    auto const image = database.image();
    ASSERT_TRUE(image.ok()) << image.error().message_en();
    std::ofstream(scratch.path("b.db"), std::ios::binary) << *image;
    Database copy = open(scratch.path("b.db"), OpenMode::kReadWrite);
    EXPECT_EQ(*copy.query_integer("SELECT count(*) FROM t"), 1);
    EXPECT_TRUE(other.execute("COMMIT").ok());  // the image left no transaction behind
}

TEST(Transaction, RollsBackUnlessCommitted) {
    ScratchFolder const scratch;
    Database database = open(scratch.path("a.db"));
    ASSERT_TRUE(database.execute("CREATE TABLE t (i)").ok());
    for (bool const commits : {false, true}) {
        {
            auto transaction = Transaction::begin(database);
            ASSERT_TRUE(transaction.ok());
            ASSERT_TRUE(database.execute("INSERT INTO t VALUES (1)").ok());
            if (commits) {
                ASSERT_TRUE(transaction->commit().ok());
            }
        }
        EXPECT_EQ(*database.query_integer("SELECT count(*) FROM t"), commits ? 1 : 0);
    }
}

TEST(Database, ImmutableReadsAnyFileNameAndLeavesNothingBeside) {
    ScratchFolder const scratch;
    auto const path = scratch.path("50% #1?.db");
    ASSERT_TRUE(open(path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t (i)").ok());
    Database database = open(path, OpenMode::kImmutable);
    EXPECT_EQ(*database.query_integer("SELECT count(*) FROM t"), 0);
    EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
}

}  // namespace
}  // namespace agglo::sqlite
