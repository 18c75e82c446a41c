#include "sqlite/settle_log.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo::sqlite {
namespace {

std::string bytes_of(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Logs longer than SQLite's VFS for Unix writes at a time, and of every remainder.
TEST(SettleLog, WritesALogOfAnyLengthOnceMore) {
    for (size_t const kilobytes : {1u, 60u, 130u, 700u, 3'000u}) {
        ScratchFolder const scratch;
        auto const path = scratch.path("a.db");
        auto database = Database::open(path, OpenMode::kCreate);
        ASSERT_TRUE(database.ok());
        ASSERT_TRUE(database->execute("PRAGMA journal_mode=WAL").ok());
        ASSERT_TRUE(database->execute("PRAGMA wal_autocheckpoint=0").ok());
        ASSERT_TRUE(database->execute("CREATE TABLE t (b)").ok());
        auto insert = database->prepare("INSERT INTO t VALUES (randomblob(?))");
        insert->bind(1, static_cast<int64_t>(kilobytes * 1024));
        ASSERT_TRUE(insert->run().ok());
        auto const before = bytes_of(path + "-wal");
        ASSERT_GT(before.size(), kilobytes * 1024);
        auto const settled = settle_log(path);
        ASSERT_TRUE(settled.ok()) << kilobytes << " " << settled.error().message_en();
        EXPECT_EQ(bytes_of(path + "-wal"), before);
    }
}

TEST(SettleLog, NeedsNone) {
    ScratchFolder const scratch;
    EXPECT_TRUE(settle_log(scratch.path("none.db")).ok());
}

}  // namespace
}  // namespace agglo::sqlite
