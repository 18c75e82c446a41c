#include "account/audit_log.h"

#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "sqlite/database.h"

namespace agglo {
namespace {

constexpr int64_t kDay_us = 24LL * 3600 * 1'000'000;

class AuditLogTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = ::testing::TempDir() + "agglo_audit_" + std::to_string(::getpid()) + test->name();
        remove_files();
        reopen();
    }
    void TearDown() override {
        log_.reset();
        remove_files();
    }
    void remove_files() {
        for (auto const* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
    }
    void reopen() {
        log_.reset();
        log_ = std::move(AuditLog::open(path_, [this] { return Instant{now_us_}; })).value();
    }
    Result<void> tamper(std::string const& sql) {
        auto database = sqlite::Database::open(path_, sqlite::OpenMode::kReadWrite);
        return database->execute(sql);
    }

    std::string path_;
    std::atomic<int64_t> now_us_ = 1'700'000'000'000'000;
    std::unique_ptr<AuditLog> log_;
};

TEST_F(AuditLogTest, KeepsWhatIsNoted) {
    log_->note({.act = "read_confidential", .account = "chen", .subject = "project/12"});
    now_us_ += 5;
    ASSERT_TRUE(log_->note_at_once({.act = "sign_in",
                                    .outcome = "bad_credentials",
                                    .account = "wang",
                                    .remote = "10.0.0.1"})
                    .ok());
    log_->note({.act = "sign_out", .account = "chen"});
    reopen();  // the end writes what waits
    auto const all = *log_->read({});
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].act, "sign_out");
    EXPECT_EQ(all[1].outcome, "bad_credentials");
    EXPECT_EQ(all[2].subject, "project/12");
    EXPECT_EQ(all[2].number, 1u);
    EXPECT_EQ(all[2].at.us + 5, all[1].at.us);
    struct stat status {};
    ASSERT_EQ(::stat(path_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(AuditLogTest, FiltersAndPages) {
    for (int i = 0; i < 20; ++i) {
        log_->note({.act = i % 2 ? "sign_in" : "export",
                    .outcome = i % 5 ? "ok" : "forbidden",
                    .account = i % 4 ? "chen" : "wang",
                    .subject = "s" + std::to_string(i)});
        now_us_ += 1;
    }
    auto const count = [&](AuditFilter const& filter) { return log_->read(filter)->size(); };
    Instant const start{now_us_ - 20};
    EXPECT_EQ(count({}), 20u);
    EXPECT_EQ(count({.act = "sign_in"}), 10u);
    EXPECT_EQ(count({.outcome = "forbidden"}), 4u);
    EXPECT_EQ(count({.act = "export", .account = "wang"}), 5u);
    EXPECT_EQ(count({.subject = "s7"}), 1u);
    EXPECT_EQ(count({.account = "' OR 1=1 --"}), 0u);
    EXPECT_EQ(count({.from = Instant{start.us + 5}}), 15u);
    EXPECT_EQ(count({.until = Instant{start.us + 5}}), 5u);
    EXPECT_EQ(count({.limit = 3}), 3u);
    EXPECT_EQ(log_->read({.before = 4})->front().number, 3u);
    EXPECT_EQ(count({.before = 1}), 0u);
}

TEST_F(AuditLogTest, ShowsWhatWasTamperedWith) {
    for (int i = 0; i < 5; ++i) log_->note({.act = "sign_in", .account = "chen"});
    auto const whole = log_->verify();
    ASSERT_TRUE(whole.ok());
    EXPECT_EQ(whole->events, 5u);
    EXPECT_EQ(whole->digest.size(), 64u);
    EXPECT_FALSE(tamper("UPDATE event SET account = 'wang' WHERE number = 3").ok());
    EXPECT_FALSE(tamper("DELETE FROM event WHERE number = 3").ok());
    EXPECT_TRUE(log_->verify().ok());
    ASSERT_TRUE(
        tamper("DROP TRIGGER event_stays; UPDATE event SET account = 'wang' WHERE number = 3")
            .ok());
    auto const broken = log_->verify();
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().code(), ErrorCode::kChainBroken);
    EXPECT_EQ(broken.error().arguments()[0], "3");
    ASSERT_TRUE(tamper("UPDATE event SET account = 'chen' WHERE number = 3").ok());
    EXPECT_TRUE(log_->verify().ok());
    ASSERT_TRUE(tamper("DROP TRIGGER event_kept; DELETE FROM event WHERE number = 2").ok());
    EXPECT_EQ(log_->verify().error().arguments()[0], "2");
}

TEST_F(AuditLogTest, PrunesOnlyWhatIsOldAndSaysSo) {
    for (int i = 0; i < 10; ++i) {
        log_->note({.act = "sign_in", .account = "chen"});
        now_us_ += 30 * kDay_us;
    }
    EXPECT_EQ(log_->prune(182, "owner").error().code(), ErrorCode::kBelowMinimum);
    EXPECT_EQ(*log_->prune(400, "owner"), 0u);
    EXPECT_EQ(*log_->prune(183, "owner"), 4u);
    auto const left = *log_->read({});
    ASSERT_EQ(left.size(), 7u);
    EXPECT_EQ(left.front().act, "audit_prune");
    EXPECT_EQ(left.back().number, 5u);
    auto const verified = log_->verify();
    ASSERT_TRUE(verified.ok()) << verified.error().message_en();
    EXPECT_EQ(verified->last, 11u);
    reopen();
    log_->note({.act = "sign_in"});
    EXPECT_EQ(log_->verify()->last, 12u);
}

TEST_F(AuditLogTest, CutsLongTextsBetweenCharacters) {
    std::string text(AuditLog::kTextBytesMax - 1, 'x');
    log_->note({.act = "sign_in", .account = text + "汉字", .device = "\xFF\xFE"});
    auto const event = log_->read({})->front();
    EXPECT_EQ(event.account, text);
    EXPECT_EQ(event.device, "");
    EXPECT_TRUE(log_->verify().ok());
}

TEST_F(AuditLogTest, ServesManyThreadsAndAnotherProcess) {
    auto const other = std::move(AuditLog::open(path_)).value();
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) {
                auto& log = t % 2 ? *log_ : *other;
                if (i % 10 == 0) {
                    EXPECT_TRUE(log.note_at_once({.act = "sign_in"}).ok());
                } else {
                    log.note({.act = "read"});
                }
            }
        });
    }
    for (auto& thread : threads) thread.join();
    ASSERT_TRUE(other->flush().ok());
    auto const verified = log_->verify();
    ASSERT_TRUE(verified.ok()) << verified.error().message_en();
    EXPECT_EQ(verified->events, 100u);
}

}  // namespace
}  // namespace agglo
