#include <gtest/gtest.h>

#include "account/accounts_fixture.h"
#include "account/throttle.h"

namespace agglo {
namespace {

Instant after(int64_t now_us, int64_t seconds) {
    return {now_us + seconds * kSecond_us};
}

TEST_F(AccountsTest, KnowsTokens) {
    make_chen();
    auto const year = after(now_us_, 365 * kDay_s);
    auto const lasting = *accounts_->create_token("chen", "QGIS", {true, {"project"}}, year);
    auto const brief = *accounts_->create_token("chen", "Excel", {}, after(now_us_, 1));
    auto const known = accounts_->token_account(lasting, "10.0.0.1");
    ASSERT_TRUE(known.ok() && known->has_value());
    EXPECT_EQ((*known)->account.name, "chen");
    EXPECT_TRUE((*known)->scope.write);
    EXPECT_EQ((*known)->scope.entities, std::vector<std::string>{"project"});
    EXPECT_FALSE((*accounts_->token_account(brief, ""))->scope.write);
    for (auto const& wrong : {lasting + "x", std::string(), std::string("agt_")})
        EXPECT_FALSE(accounts_->token_account(wrong, "10.0.0.1")->has_value()) << wrong;
    EXPECT_FALSE(accounts_->create_token("nobody", "x", {}, year).ok());
    pass(1);
    EXPECT_FALSE(accounts_->token_account(brief, "10.0.0.1")->has_value());
    auto const tokens = *accounts_->tokens("chen");
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_TRUE(accounts_->tokens("wang")->empty());
    EXPECT_EQ(tokens[0].label, "QGIS");
    EXPECT_EQ(code_of(accounts_->revoke_token(tokens[0].id, "wang")), ErrorCode::kNoSuchRecord);
    EXPECT_TRUE(accounts_->token_account(lasting, "")->has_value());
    EXPECT_TRUE(accounts_->revoke_token(tokens[0].id, "chen").ok());
    EXPECT_FALSE(accounts_->token_account(lasting, "")->has_value());
    EXPECT_FALSE(accounts_->revoke_token(tokens[0].id).ok());
    auto const third = *accounts_->create_token("chen", "", {}, year);
    ASSERT_TRUE(accounts_->set_disabled("chen", true).ok());
    EXPECT_FALSE(accounts_->token_account(third, "")->has_value());
}

TEST_F(AccountsTest, LimitsTokens) {
    make_chen();
    struct Row {
        TokenScope scope;
        int64_t seconds;
        ErrorCode code;
    };
    for (auto const& row : std::vector<Row>{
             {{}, 0, ErrorCode::kCheckFailed},
             {{}, 367 * kDay_s, ErrorCode::kCheckFailed},
             {{false, {"a b"}}, 60, ErrorCode::kCheckFailed},
             {{false, std::vector<std::string>(201, "project")}, 60, ErrorCode::kTooLarge},
         }) {
        auto const made =
            accounts_->create_token("chen", "x", row.scope, after(now_us_, row.seconds));
        EXPECT_EQ(code_of(made), row.code) << row.seconds;
    }
    for (size_t i = 0; i < Accounts::kTokensPerAccountMax; ++i)
        ASSERT_TRUE(accounts_->create_token("chen", "x", {}, after(now_us_, 60)).ok());
    EXPECT_EQ(code_of(accounts_->create_token("chen", "x", {}, after(now_us_, 60))),
              ErrorCode::kTooLarge);
}

// Whoever tries many is slowed, but never one whose token holds, even from the same address.
TEST_F(AccountsTest, SlowsDownWrongTokensAlone) {
    make_chen();
    auto const good = *accounts_->create_token("chen", "x", {}, after(now_us_, 3600));
    ErrorCode last = ErrorCode::kInternal;
    for (int i = 0; i < Throttle::kByRemote.free_failures + 2; ++i)
        last = code_of(accounts_->token_account("agt_wrong", "10.0.0.1"));
    EXPECT_EQ(last, ErrorCode::kTooManyAttempts);
    EXPECT_TRUE(accounts_->token_account(good, "10.0.0.1")->has_value());
    EXPECT_TRUE(accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"}).ok());
}

}  // namespace
}  // namespace agglo
