#include "base/disk.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace agglo {
namespace {

class SystemDisk : public testing::Test {
protected:
    SystemDisk() {
        std::string name = (std::filesystem::temp_directory_path() / "agglo_XXXXXX").string();
        AGGLO_ASSERT(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    ~SystemDisk() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    std::string path(std::string const& name) const { return folder_ + "/" + name; }
    static mode_t mode_of(std::string const& path) {
        struct stat status {};
        EXPECT_EQ(::stat(path.c_str(), &status), 0);
        return status.st_mode & 07777;
    }

    std::string folder_;
    Disk& disk_ = system_disk();
};

TEST_F(SystemDisk, ReplacesAFileWhole) {
    std::string const long_bytes(100'000, 'x');
    for (std::string const& bytes : {long_bytes, std::string("short"), std::string()}) {
        ASSERT_TRUE(replace_file(disk_, path("a"), bytes).ok());
        EXPECT_EQ(*disk_.read(path("a")), bytes);
        EXPECT_FALSE(disk_.exists(path("a.new")));
        EXPECT_EQ(mode_of(path("a")), 0600u);
    }
}

TEST_F(SystemDisk, MakesFoldersAndRemovesFiles) {
    ASSERT_TRUE(disk_.make_folder(path("b/c")).ok());
    ASSERT_TRUE(disk_.make_folder(path("b/c")).ok());
    EXPECT_EQ(mode_of(path("b/c")), 0700u);
    ASSERT_TRUE(disk_.write(path("b/c/d"), "1").ok());
    ASSERT_TRUE(disk_.remove(path("b/c/d")).ok());
    EXPECT_FALSE(disk_.exists(path("b/c/d")));
    EXPECT_TRUE(disk_.remove(path("b/c/d")).ok());
}

TEST_F(SystemDisk, GivesSecondNamesAndListsFiles) {
    ASSERT_TRUE(disk_.make_folder(path("b/inner")).ok());
    ASSERT_TRUE(disk_.write(path("b/2"), "22").ok());
    ASSERT_TRUE(disk_.link(path("b/2"), path("b/1")).ok());
    EXPECT_FALSE(disk_.link(path("b/2"), path("b/1")).ok());
    EXPECT_FALSE(disk_.link(path("none"), path("b/3")).ok());
    ASSERT_TRUE(disk_.remove(path("b/2")).ok());
    EXPECT_EQ(*disk_.read(path("b/1")), "22");
    ASSERT_TRUE(disk_.write(path("b/0"), "").ok());
    auto const members = disk_.list(path("b"));  // folders are not among them
    ASSERT_EQ(members.size(), 2u);
    EXPECT_EQ(members[0].name, "0");
    EXPECT_EQ(members[1].name, "1");
    EXPECT_EQ(members[1].bytes, 2u);
    EXPECT_TRUE(disk_.list(path("none")).empty());
    ASSERT_TRUE(disk_.remove_folder(path("b")).ok());
    EXPECT_FALSE(disk_.exists(path("b")));
    EXPECT_TRUE(disk_.remove_folder(path("b")).ok());
}

TEST_F(SystemDisk, SaysWhatItCannotDo) {
    EXPECT_EQ(disk_.read(path("none")).error().code(), ErrorCode::kFileNotFound);
    EXPECT_EQ(disk_.read(path("none/x")).error().code(), ErrorCode::kFileNotFound);
    for (auto const& done : {disk_.write(path("none/x"), "1"), disk_.sync(path("none")),
                             disk_.rename(path("none"), path("x")), disk_.sync_folder(path("none")),
                             disk_.make_folder("/proc/none"), disk_.remove(folder_)}) {
        ASSERT_FALSE(done.ok());
        EXPECT_EQ(done.error().code(), ErrorCode::kStorageFailed);
    }
}

TEST(FolderOf, IsTheFolderAFileStandsIn) {
    EXPECT_EQ(folder_of("data/zhaoqing.db"), "data");
    EXPECT_EQ(folder_of("zhaoqing.db"), ".");
    EXPECT_EQ(folder_of("/x"), "/");
}

}  // namespace
}  // namespace agglo
