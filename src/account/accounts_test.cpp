#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

#include "account/account.h"
#include "account/accounts_fixture.h"
#include "account/throttle.h"
#include "sqlite/database.h"

namespace agglo {
namespace {

TEST_F(AccountsTest, SignsInAndOut) {
    EXPECT_TRUE(*accounts_->empty());
    make_chen();
    EXPECT_FALSE(*accounts_->empty());
    auto const session = accounts_->sign_in(" Chen", {"correct horse"}, {"10.0.0.1"});
    ASSERT_TRUE(session.ok()) << session.error().message_en();
    EXPECT_EQ(session->secret.size(), 43u);
    EXPECT_NE(session->csrf, session->secret);
    EXPECT_EQ(roles_of(session->account), (std::vector<std::string>{"officer", "viewer"}));

    auto const again = accounts_->session(session->secret);
    ASSERT_TRUE(again.ok() && again->has_value());
    EXPECT_EQ((*again)->csrf, session->csrf);
    EXPECT_EQ((*again)->account.display_name, "陈");
    reopen();
    EXPECT_TRUE(accounts_->session(session->secret)->has_value());
    ASSERT_TRUE(accounts_->sign_out(session->secret).ok());
    EXPECT_FALSE(accounts_->session(session->secret)->has_value());
    EXPECT_FALSE(accounts_->session("")->has_value());
}

TEST_F(AccountsTest, RefusesWhatAnAccountMayNotBe) {
    struct Row {
        Account account;
        std::string password;
        ErrorCode code;
        std::string path;
    };
    make_chen();
    std::string const good = "blue lantern";
    for (auto const& row : std::vector<Row>{
             {{.name = "x"}, good, ErrorCode::kCheckFailed, "/name"},
             {{.name = "Wang"}, good, ErrorCode::kCheckFailed, "/name"},
             {{.name = "a b"}, good, ErrorCode::kCheckFailed, "/name"},
             {{.name = "四会"}, good, ErrorCode::kCheckFailed, "/name"},
             {{.name = std::string(65, 'a')}, good, ErrorCode::kCheckFailed, "/name"},
             {{.name = "chen"}, good, ErrorCode::kDuplicateValue, "/name"},
             {{.name = "wang", .memberships = {{.role = "a\nb"}}},
              good,
              ErrorCode::kCheckFailed,
              "/memberships/0/role"},
             {{.name = "wang", .memberships = {{.role = "a", .regions = {""}}}},
              good,
              ErrorCode::kCheckFailed,
              "/memberships/0/regions"},
             {{.name = "wang", .display_name = "a\x01"},
              good,
              ErrorCode::kBadText,
              "/display_name"},
             {{.name = "wang"}, "1234567", ErrorCode::kBelowMinimum, "/password"},
             {{.name = "wang"}, "12345678", ErrorCode::kCommonPassword, "/password"},
             {{.name = "wang"}, "Sunshine1", ErrorCode::kCommonPassword, "/password"},
             {{.name = "wangming"}, "wangming.99", ErrorCode::kGuessablePassword, "/password"},
             {{.name = "wang@zq.gov"}, "Agglo-wang2", ErrorCode::kGuessablePassword, "/password"},
             {{.name = "wang"}, "肇庆zhaoqing1", ErrorCode::kGuessablePassword, "/password"},
             {{.name = "wang"}, "一二三四五六七", ErrorCode::kBelowMinimum, "/password"},
             {{.name = "wang"}, std::string(257, 'x'), ErrorCode::kTooLong, "/password"},
             {{.name = "wang"},
              "\xFF\xFE\xFD"
              "1234567",
              ErrorCode::kBadText,
              "/password"},
         }) {
        auto const made = accounts_->create(row.account, row.password);
        ASSERT_FALSE(made.ok()) << row.account.name << " " << row.password;
        EXPECT_EQ(made.error().code(), row.code) << row.account.name << " " << row.password;
        EXPECT_EQ(made.error().path(), row.path);
    }
    std::string longest;
    for (size_t i = 0; i < Accounts::kPasswordMax; ++i) longest += "汉";
    EXPECT_TRUE(accounts_->create({.name = "wang@zq.gov"}, longest).ok());
    EXPECT_TRUE(accounts_->sign_in("wang@zq.gov", {longest}, {"r"}).ok());
    EXPECT_EQ(accounts_->find("nobody").error().code(), ErrorCode::kNoSuchRecord);
    EXPECT_EQ(accounts_->list()->size(), 2u);
}

TEST_F(AccountsTest, SaysTheSameOfUnknownAndWrong) {
    make_chen();
    ASSERT_TRUE(accounts_->create({.name = "robot"}, "").ok());
    EXPECT_EQ(failure("chen", "wrong password"), ErrorCode::kBadCredentials);
    EXPECT_EQ(failure("nobody", "wrong password"), ErrorCode::kBadCredentials);
    EXPECT_EQ(failure("robot", ""), ErrorCode::kBadCredentials);
    EXPECT_EQ(failure("chen", std::string(5000, 'x')), ErrorCode::kBadCredentials);
    ASSERT_TRUE(accounts_->set_disabled("chen", true).ok());
    EXPECT_EQ(failure("chen", "correct horse"), ErrorCode::kBadCredentials);
}

TEST_F(AccountsTest, TakesAsLongForUnknownNames) {
    make_chen();
    auto const time = [&](char const* name) {
        auto const start = std::chrono::steady_clock::now();
        EXPECT_EQ(failure(name, "wrong password"), ErrorCode::kBadCredentials);
        return std::chrono::steady_clock::now() - start;
    };
    time("chen");  // makes the dummy hash
    auto const unknown = time("nobody");
    auto const known = time("chen");
    EXPECT_GT(unknown * 4, known);
    EXPECT_GT(known * 4, unknown);
}

TEST_F(AccountsTest, EndsSessionsByTime) {
    struct Row {
        char const* what;
        std::vector<int64_t> uses_after_s;
        bool lives;
    };
    make_chen();
    for (auto const& row : std::vector<Row>{
             {"fresh", {60}, true},
             {"just idle enough", {Accounts::kSessionIdle_s - 1}, true},
             {"idle too long", {Accounts::kSessionIdle_s}, false},
             {"used now and then", {40'000, 40'000, 40'000}, true},
             {"used, but a week old", std::vector<int64_t>(19, 32'000), false},
         }) {
        auto const session = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
        ASSERT_TRUE(session.ok()) << row.what;
        bool lives = true;
        for (auto const step_s : row.uses_after_s) {
            pass(step_s);
            lives = accounts_->session(session->secret)->has_value();
        }
        EXPECT_EQ(lives, row.lives) << row.what;
    }
}

TEST_F(AccountsTest, EndsSessionsByDeed) {
    using Deed = std::function<Result<void>(Accounts&)>;
    struct Row {
        char const* what;
        Deed deed;
        bool lives;
    };
    make_chen();
    for (auto const& row : std::vector<Row>{
             {"nothing", [](Accounts&) { return Result<void>(); }, true},
             {"other roles",
              [](Accounts& a) {
                  return a.set_memberships("chen", {{.role = "auditor", .regions = {"4412"}}});
              },
              true},
             {"another password",
              [](Accounts& a) { return a.set_password("chen", "correct horse"); }, false},
             {"disabled", [](Accounts& a) { return a.set_disabled("chen", true); }, false},
         }) {
        auto const session = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
        ASSERT_TRUE(session.ok()) << row.what;
        ASSERT_TRUE(accounts_->session(session->secret)->has_value());  // now in the cache
        ASSERT_TRUE(row.deed(*accounts_).ok()) << row.what;
        auto const after = *accounts_->session(session->secret);
        EXPECT_EQ(after.has_value(), row.lives) << row.what;
        if (std::string(row.what) == "other roles") {
            EXPECT_EQ(roles_of(after->account), std::vector<std::string>{"auditor"});
            EXPECT_EQ(after->account.memberships[0].regions, std::vector<std::string>{"4412"});
        }
    }
}

TEST_F(AccountsTest, HearsOfAnotherProcessWithinTheCacheTime) {
    make_chen();
    auto const session = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
    ASSERT_TRUE(accounts_->session(session->secret)->has_value());
    ASSERT_TRUE((*Accounts::open(path_))->set_disabled("chen", true).ok());
    pass(11);
    EXPECT_FALSE(accounts_->session(session->secret)->has_value());
}

TEST_F(AccountsTest, KeepsTheNewestSessions) {
    std::vector<std::string> secrets;
    for (size_t i = 0; i <= Accounts::kSessionsPerAccountMax; ++i) {
        pass(1);
        secrets.push_back(accounts_->sign_in_demo("看", {.role = "viewer"}, {})->secret);
    }
    EXPECT_FALSE(accounts_->session(secrets.front())->has_value());
    EXPECT_TRUE(accounts_->session(secrets[1])->has_value());
    EXPECT_TRUE(accounts_->session(secrets.back())->has_value());
}

TEST_F(AccountsTest, SlowsGuessingDownButLocksNobodyOut) {
    make_chen();
    for (int i = 0; i < Throttle::kByNameAndRemote.free_failures + 1; ++i)
        EXPECT_EQ(failure("chen", "wrong password"), ErrorCode::kBadCredentials) << i;
    auto const refused = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code(), ErrorCode::kTooManyAttempts);
    EXPECT_EQ(refused.error().arguments(), std::vector<std::string>{"1"});
    EXPECT_TRUE(accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.2"}).ok());
    pass(1);
    EXPECT_TRUE(accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"}).ok());
}

TEST_F(AccountsTest, MakesDemoAccountsOnFirstUse) {
    auto const first =
        accounts_->sign_in_demo("经办", {.role = "officer", .regions = {"4412"}}, {});
    auto const second =
        accounts_->sign_in_demo("经办", {.role = "officer", .regions = {"441284"}}, {});
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(first->account.id, second->account.id);
    EXPECT_TRUE(second->account.demo);
    auto const third =
        accounts_->sign_in_demo("经办", {.role = "officer", .regions = {"441284"}}, {});
    EXPECT_EQ(third->account.memberships, second->account.memberships) << "and what hangs on them";
    EXPECT_EQ(second->account.memberships[0].regions, std::vector<std::string>{"441284"});
    EXPECT_EQ(failure("demo.officer", ""), ErrorCode::kBadCredentials);
    EXPECT_FALSE(accounts_->sign_in_demo("x", {.role = "no such\nrole"}, {}).ok());
    ASSERT_TRUE(accounts_->create({.name = "demo.boss"}, "blue lantern").ok());
    EXPECT_FALSE(accounts_->sign_in_demo("x", {.role = "boss"}, {}).ok())
        << "a real account is not for all";
}

TEST_F(AccountsTest, SpendsALinkOnce) {
    Account const admin{.name = "admin", .memberships = {{.role = "leader"}}};
    auto const old = *accounts_->create_link("system_admin");
    auto const other = *accounts_->create_link("audit_admin");
    auto const link = *accounts_->create_link("system_admin");
    auto const code = [&](std::string const& secret, std::string const& password) {
        auto const session = accounts_->redeem_link(secret, admin, password, {"10.0.0.1"});
        return session.ok() ? ErrorCode::kInternal : session.error().code();
    };
    EXPECT_EQ(code(old, "blue lantern"), ErrorCode::kBadCredentials);
    EXPECT_EQ(code("", "blue lantern"), ErrorCode::kBadCredentials);
    EXPECT_EQ(code(link, "short"), ErrorCode::kBelowMinimum);
    auto const session = accounts_->redeem_link(link, admin, "blue lantern", {});
    ASSERT_TRUE(session.ok()) << session.error().message_en();
    EXPECT_EQ(roles_of(session->account), std::vector<std::string>{"system_admin"});
    EXPECT_TRUE(accounts_->session(session->secret)->has_value());
    EXPECT_EQ(code(link, "blue lantern"), ErrorCode::kBadCredentials);
    auto const second = accounts_->redeem_link(other, {.name = "audit"}, "blue lantern", {});
    EXPECT_EQ(roles_of(second->account), std::vector<std::string>{"audit_admin"});
    auto const late = *accounts_->create_link("system_admin");
    pass(kDay_s);
    EXPECT_EQ(code(late, "blue lantern"), ErrorCode::kBadCredentials);
}

TEST_F(AccountsTest, KeepsSecretsOutOfTheFile) {
    make_chen();
    auto const session = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
    auto const token = *accounts_->create_token("chen", "QGIS", {}, {now_us_ + kSecond_us});
    auto const link = *accounts_->create_link("system_admin");
    std::string bytes;
    for (auto const* end : {"", "-wal"}) {
        std::ifstream file(path_ + end, std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    EXPECT_NE(bytes.find("$argon2id$"), bytes.npos);
    for (auto const& secret :
         {session->secret, session->csrf, token, token.substr(4), link, std::string("correct")})
        EXPECT_EQ(bytes.find(secret), bytes.npos) << secret;
    for (auto const* end : {"", "-wal", "-shm"}) {
        struct stat status {};
        ASSERT_EQ(::stat((path_ + end).c_str(), &status), 0) << end;
        EXPECT_EQ(status.st_mode & 0777, 0600u) << end;
    }
}

TEST_F(AccountsTest, RefusesAFileOfTheFuture) {
    accounts_.reset();
    auto database = sqlite::Database::open(path_, sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(database->execute("PRAGMA user_version = 99").ok());
    EXPECT_EQ(Accounts::open(path_).error().code(), ErrorCode::kBadFile);
    EXPECT_FALSE(Accounts::open("/no/such/folder/a.db").ok());
}

TEST_F(AccountsTest, ServesManyThreads) {
    make_chen();
    auto const secret = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"})->secret;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                EXPECT_TRUE(accounts_->session(secret)->has_value());
                if (t == 0) pass(5);
                auto const own =
                    accounts_->sign_in_demo("", {.role = "role" + std::to_string(t)}, {});
                ASSERT_TRUE(own.ok());
                EXPECT_TRUE(accounts_->session(own->secret)->has_value());
                EXPECT_TRUE(accounts_->sign_out(own->secret).ok());
                EXPECT_FALSE(accounts_->session(own->secret)->has_value());
            }
        });
    }
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace agglo
