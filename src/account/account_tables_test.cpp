#include "account/account_tables.h"

#include <fstream>
#include <gtest/gtest.h>

#include "account/accounts_fixture.h"
#include "sqlite/database.h"

namespace agglo {
namespace {

class OldAccountsTest : public AccountsTest {
protected:
    void SetUp() override {
        AccountsTest::SetUp();
        accounts_.reset();
        remove_files();
        std::ifstream file(AGGLO_SOURCE_DIR "/tests/golden/account/version_1.sql");
        std::string const sql(std::istreambuf_iterator<char>(file), {});
        ASSERT_FALSE(sql.empty());
        auto database = sqlite::Database::open(path_, sqlite::OpenMode::kCreate);
        auto const made = database->execute(sql);
        ASSERT_TRUE(made.ok()) << made.error().message_en();
    }
};

TEST_F(OldAccountsTest, ComeOverWhole) {
    reopen();
    auto const accounts = *accounts_->list();
    ASSERT_EQ(accounts.size(), 4u);
    auto const chen = *accounts_->find("chen");
    EXPECT_EQ(chen.id, 3);
    EXPECT_EQ(chen.display_name, "陈");
    EXPECT_EQ(roles_of(chen), (std::vector<std::string>{"officer", "viewer"}));
    for (auto const& each : chen.memberships) {
        EXPECT_EQ(each.regions, (std::vector<std::string>{"441284", "441202"}));
        EXPECT_FALSE(each.from || each.until || each.delegated_from != 0);
        EXPECT_TRUE(each.unit.empty() && each.parks.empty() && each.own.empty());
    }
    EXPECT_FALSE(chen.replace_password);
    EXPECT_EQ(roles_of(*accounts_->find("robot")), std::vector<std::string>{"analyst"});
    EXPECT_TRUE(accounts_->find("gone")->disabled);
    EXPECT_TRUE(accounts_->find("gone")->memberships.empty());
    EXPECT_TRUE(accounts_->find("demo.leader")->demo);
    auto const session = *accounts_->session("hi");  // its digest stands in the file
    ASSERT_TRUE(session.has_value());
    EXPECT_EQ(session->account.name, "chen");
    EXPECT_FALSE(accounts_->is_fresh(*session)) << "nobody knows when it was proved";
    auto const tokens = *accounts_->tokens();
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_TRUE(tokens[0].scope.write && tokens[0].scope.entities.empty());
    EXPECT_EQ(tokens[0].expires_at.us, now_us_ + 365 * kDay_s * kSecond_us) << "had no end";
    EXPECT_EQ(tokens[1].expires_at.us, 1'700'000'100'000'000) << "keeps its end";
    EXPECT_EQ(tokens[1].id, 4);
}

TEST_F(OldAccountsTest, ComeOverOnce) {
    reopen();
    ASSERT_TRUE(accounts_->create({.name = "wang", .memberships = {{.role = "leader"}}}, "").ok());
    reopen();
    EXPECT_EQ(accounts_->list()->size(), 5u);
    EXPECT_EQ(roles_of(*accounts_->find("chen")).size(), 2u);
    auto database = sqlite::Database::open(path_, sqlite::OpenMode::kReadWrite);
    auto const tables = database->query_integer(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_1' ESCAPE "
        "'\\'");
    EXPECT_EQ(**tables, 0);
    EXPECT_FALSE((*database->query_integer("PRAGMA foreign_key_check")).has_value());
}

}  // namespace
}  // namespace agglo
