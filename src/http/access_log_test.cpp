#include "http/access_log.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

namespace agglo::http {
namespace {

namespace fs = std::filesystem;

class AccessLogTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* const test = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::temp_directory_path() /
                  ("agglo-" + std::string(test->name()) + std::to_string(::getpid()));
        fs::create_directories(folder_);
        settings_.file = file().string();
    }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path file() const { return folder_ / "access.log"; }
    void open() {
        auto opened = AccessLog::open(settings_);
        ASSERT_TRUE(opened.ok()) << opened.error().message_en();
        log_ = std::move(opened).value();
    }
    static std::vector<std::string> lines_of(fs::path const& path) {
        std::ifstream in(path);
        std::vector<std::string> lines;
        for (std::string line; std::getline(in, line);) lines.push_back(line);
        return lines;
    }
    /// Until the thread has got so far.
    static void wait_for(std::function<bool()> const& holds) {
        for (int i = 0; !holds() && i < 4000; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ASSERT_TRUE(holds());
    }

    fs::path folder_;
    AccessLogSettings settings_;
    std::unique_ptr<AccessLog> log_;
};

AccessLine line(std::string path, std::string account = "wang") {
    return {.request_id = "id-1",
            .remote = "10.0.0.7",
            .account = std::move(account),
            .method = "GET",
            .route = "/a/{id}",
            .path = std::move(path),
            .status = 200,
            .bytes = 812,
            .ms = 1.2036};
}

TEST(AccessLine, IsOneLineOfJson) {
    EXPECT_EQ(to_json(line("/a/7"), "T"),
              R"({"time":"T","request_id":"id-1","remote":"10.0.0.7","account":"wang",)"
              R"("method":"GET","route":"/a/{id}","path":"/a/7","status":200,"bytes":812,)"
              R"("ms":1.204})");
    auto odd = line("/a\n\"四\x01", "");
    odd.is_cut = true;
    auto const text = to_json(odd, "T");
    EXPECT_NE(text.find(R"("account":null)"), text.npos) << text;
    EXPECT_NE(text.find(R"("cut":true})"), text.npos) << text;
    EXPECT_EQ(text.find('\n'), text.npos) << "a path must not begin another line";
    auto const long_one = to_json(line(std::string(511, 'a') + "四" + std::string(9000, 'b')), "T");
    EXPECT_NE(long_one.find(std::string(511, 'a') + "\""), long_one.npos) << "cut before the 四";
}

TEST_F(AccessLogTest, WritesAllThatCameBeforeItsEnd) {
    open();
    for (int i = 0; i < 1000; ++i) log_->write(line("/a/" + std::to_string(i)));
    log_.reset();
    auto const lines = lines_of(file());
    ASSERT_EQ(lines.size(), 1000u);
    EXPECT_NE(lines[999].find("/a/999"), std::string::npos);
    EXPECT_EQ(fs::status(file()).permissions() & fs::perms::others_all, fs::perms::none);
    open();
    log_->write(line("/a/1000"));
    log_.reset();
    EXPECT_EQ(lines_of(file()).size(), 1001u) << "goes on where it ended";
}

TEST_F(AccessLogTest, RotatesBySizeAndKeepsSome) {
    settings_.file_bytes_max = 1000;
    settings_.files_kept = 2;
    open();
    for (int i = 0; i < 100; ++i) log_->write(line("/a/" + std::to_string(i)));
    log_.reset();
    size_t files = 0;
    for (auto const& each : fs::directory_iterator(folder_)) {
        ++files;
        EXPECT_LE(fs::file_size(each), 1000u);
    }
    EXPECT_EQ(files, 3u);
    EXPECT_NE(lines_of(file()).back().find("/a/99"), std::string::npos);
    EXPECT_NE(lines_of(file().string() + ".1").front().find("/a/"), std::string::npos);
}

TEST_F(AccessLogTest, ReopensAfterItWasMovedAway) {
    open();
    log_->write(line("/a/1"));
    wait_for([&] { return lines_of(file()).size() == 1; });
    fs::rename(file(), folder_ / "moved");
    log_->reopen();
    wait_for([&] { return fs::exists(file()); });
    log_->write(line("/a/2"));
    log_.reset();
    EXPECT_EQ(lines_of(folder_ / "moved").size(), 1u);
    EXPECT_EQ(lines_of(file()).size(), 1u);
}

TEST_F(AccessLogTest, DropsCountsAndSaysSo) {
    settings_.lines_waiting_max = 0;
    open();
    for (int i = 0; i < 7; ++i) log_->write(line("/a/1"));
    EXPECT_EQ(log_->dropped(), 7u);
    log_.reset();
    auto const lines = lines_of(file());
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_NE(lines[0].find(R"("dropped":7})"), std::string::npos) << lines[0];
}

TEST_F(AccessLogTest, SaysWhyItCannotBegin) {
    settings_.file = (folder_ / "none" / "access.log").string();
    auto const opened = AccessLog::open(settings_);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code(), ErrorCode::kBadFile);
}

}  // namespace
}  // namespace agglo::http
