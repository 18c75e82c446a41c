#include <gtest/gtest.h>

#include "account/accounts_fixture.h"
#include "account/password.h"

namespace agglo {
namespace {

TEST_F(AccountsTest, ListsAndEndsSessions) {
    make_chen();
    auto const first = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1", "Firefox"});
    pass(60);
    std::string const device(300, 'x');
    auto const second = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.2", device});
    auto const sessions = *accounts_->sessions("chen");
    ASSERT_EQ(sessions.size(), 2u);
    EXPECT_EQ(sessions[0].id, second->id);
    EXPECT_EQ(sessions[0].origin.device.size(), Accounts::kDeviceBytesMax);
    EXPECT_EQ(sessions[1].origin.remote, "10.0.0.1");
    EXPECT_EQ(sessions[1].origin.device, "Firefox");
    ASSERT_TRUE(accounts_->create({.name = "wang"}, "").ok());
    EXPECT_EQ(code_of(accounts_->end_session("wang", first->id)), ErrorCode::kNoSuchRecord);
    ASSERT_TRUE(accounts_->session(first->secret)->has_value());  // now in the cache
    EXPECT_TRUE(accounts_->end_session("chen", first->id).ok());
    EXPECT_FALSE(accounts_->session(first->secret)->has_value());
    EXPECT_TRUE(accounts_->session(second->secret)->has_value());
    EXPECT_TRUE(accounts_->end_sessions("chen").ok());
    EXPECT_FALSE(accounts_->session(second->secret)->has_value());
}

TEST_F(AccountsTest, DoesNotKeepASessionAliveByLooking) {
    make_chen();
    auto const session = accounts_->sign_in("chen", {"correct horse"}, {});
    for (int i = 0; i < 4; ++i) {
        pass(Accounts::kSessionIdle_s / 4);
        bool const lives =
            accounts_->session(session->secret, Accounts::Use::kLooksOnly)->has_value();
        EXPECT_EQ(lives, i < 3);
    }
}

TEST_F(AccountsTest, ChangesOnesOwnPassword) {
    make_chen();
    auto const here = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.1"});
    auto const there = accounts_->sign_in("chen", {"correct horse"}, {"10.0.0.2"});
    auto const change = [&](char const* old_one, char const* fresh) {
        return code_of(accounts_->change_password(*here, old_one, fresh, {"10.0.0.1"}));
    };
    EXPECT_EQ(change("wrong horse", "blue lantern"), ErrorCode::kBadCredentials);
    EXPECT_EQ(change("correct horse", "password1"), ErrorCode::kCommonPassword);
    EXPECT_EQ(change("correct horse", "blue lantern"), ErrorCode::kInternal);
    EXPECT_TRUE(accounts_->session(here->secret)->has_value());
    EXPECT_FALSE(accounts_->session(there->secret)->has_value());
    EXPECT_EQ(failure("chen", "correct horse"), ErrorCode::kBadCredentials);
    EXPECT_EQ(failure("chen", "blue lantern"), ErrorCode::kInternal);
}

TEST_F(AccountsTest, ResetsToASecretThatMustBeReplaced) {
    make_chen();
    auto const old = accounts_->sign_in("chen", {"correct horse"}, {});
    auto const once = *accounts_->reset_password("chen");
    EXPECT_FALSE(accounts_->session(old->secret)->has_value());
    EXPECT_EQ(failure("chen", "correct horse"), ErrorCode::kBadCredentials);
    auto const session = accounts_->sign_in("chen", {once}, {});
    ASSERT_TRUE(session.ok());
    EXPECT_TRUE(session->account.replace_password);
    ASSERT_TRUE(accounts_->change_password(*session, once, "blue lantern", {}).ok());
    EXPECT_FALSE((*accounts_->session(session->secret))->account.replace_password);
    auto const late = *accounts_->reset_password("chen");
    pass(Accounts::kOneTimePasswordAge_s);
    EXPECT_EQ(failure("chen", late), ErrorCode::kBadCredentials);
}

TEST_F(AccountsTest, TakesAPasswordHoweverItIsTyped) {
    auto const wide = "ＡＢＣ　lanterns";  // full width, as an input method may give it
    ASSERT_TRUE(accounts_->create({.name = "wang"}, wide).ok());
    EXPECT_EQ(failure("wang", "ABC lanterns"), ErrorCode::kInternal);
    EXPECT_EQ(failure("wang", wide), ErrorCode::kInternal);
    EXPECT_EQ(failure("wang", "abc lanterns"), ErrorCode::kBadCredentials);
    std::string const long_one =
        "a sentence of more than sixty-four characters, with spaces, is fine here";
    ASSERT_TRUE(accounts_->set_password("wang", long_one).ok());
    EXPECT_EQ(failure("wang", long_one), ErrorCode::kInternal);
    EXPECT_EQ(failure("wang", long_one.substr(0, 70)), ErrorCode::kBadCredentials);
}

TEST_F(AccountsTest, LinksIdentities) {
    make_chen();
    LinkedIdentity const identity{"https://id.example", "42", "chen"};
    auto const in = [&](char const* issuer, char const* subject) {
        return code_of(accounts_->sign_in_linked(issuer, subject, {}));
    };
    EXPECT_EQ(in("https://id.example", "42"), ErrorCode::kAccountNotLinked);
    ASSERT_TRUE(accounts_->link_identity(identity).ok());
    EXPECT_EQ(code_of(accounts_->link_identity(identity)), ErrorCode::kDuplicateValue);
    EXPECT_EQ(in("https://id.example", "42"), ErrorCode::kInternal);
    EXPECT_EQ(in("https://other.example", "42"), ErrorCode::kAccountNotLinked);
    EXPECT_EQ(in("https://id.example", "43"), ErrorCode::kAccountNotLinked);
    EXPECT_EQ(accounts_->identities("chen")->size(), 1u);
    auto const session = accounts_->sign_in("chen", {"correct horse"}, {});
    pass(Accounts::kProofFresh_s);
    EXPECT_FALSE(accounts_->confirm_linked(*session, "https://id.example", "43").ok());
    EXPECT_TRUE(accounts_->confirm_linked(*session, "https://id.example", "42").ok());
    EXPECT_TRUE(accounts_->is_fresh(**accounts_->session(session->secret)));
    ASSERT_TRUE(accounts_->set_disabled("chen", true).ok());
    EXPECT_EQ(in("https://id.example", "42"), ErrorCode::kAccountNotLinked);
    ASSERT_TRUE(accounts_->set_disabled("chen", false).ok());
    ASSERT_TRUE(accounts_->unlink_identity(identity).ok());
    EXPECT_EQ(in("https://id.example", "42"), ErrorCode::kAccountNotLinked);
}

}  // namespace
}  // namespace agglo
