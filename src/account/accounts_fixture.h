#pragma once
// AccountsTest: a file and a clock of its own for each test.
#include <atomic>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

#include "account/account.h"

namespace agglo {

inline constexpr int64_t kSecond_us = 1'000'000;
inline constexpr int64_t kDay_s = 24 * 3600;

inline std::vector<std::string> roles_of(Account const& account) {
    std::vector<std::string> roles;
    for (auto const& each : account.memberships) roles.push_back(each.role);
    return roles;
}

template <class T>
ErrorCode code_of(Result<T> const& result) {
    return result.ok() ? ErrorCode::kInternal : result.error().code();
}

class AccountsTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = ::testing::TempDir() + "agglo_" + std::to_string(::getpid()) + test->name() + ".db";
        remove_files();
        reopen();
    }
    void TearDown() override {
        accounts_.reset();
        remove_files();
    }
    void reopen() {
        accounts_.reset();
        auto opened = Accounts::open(path_, [this] { return Instant{now_us_}; });
        ASSERT_TRUE(opened.ok()) << opened.error().message_en();
        accounts_ = std::move(opened).value();
    }
    void remove_files() {
        for (auto const* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end);
    }
    void pass(int64_t seconds) { now_us_ += seconds * kSecond_us; }
    void make_chen() {
        Account const chen{.name = "chen",
                           .display_name = "陈",
                           .memberships = {{.role = "officer"}, {.role = "viewer"}}};
        auto const made = accounts_->create(chen, "correct horse");
        ASSERT_TRUE(made.ok()) << made.error().message_en();
    }
    ErrorCode failure(std::string const& name, std::string const& password,
                      std::string const& remote = "10.0.0.1") {
        auto const result = accounts_->sign_in(name, {password}, {remote});
        return result.ok() ? ErrorCode::kInternal : result.error().code();
    }

    std::string path_;
    std::atomic<int64_t> now_us_ = 1'700'000'000 * kSecond_us;
    std::unique_ptr<Accounts> accounts_;
};

}  // namespace agglo
