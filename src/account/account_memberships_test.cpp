#include <gtest/gtest.h>

#include "account/accounts_fixture.h"

namespace agglo {
namespace {

Duty duty_of(std::string_view role) {
    if (role == "system_admin") return Duty::kSystem;
    if (role == "security_admin") return Duty::kSecurity;
    if (role == "audit_admin") return Duty::kAudit;
    return Duty::kBusiness;
}

class MembershipsTest : public AccountsTest {
protected:
    void SetUp() override {
        AccountsTest::SetUp();
        accounts_->set_duties(&duty_of);
        for (auto const* name : {"chen", "wang", "li"})
            ASSERT_TRUE(accounts_->create({.name = name}, "").ok());
    }
    Instant days_on(int64_t days) { return {now_us_ + days * kDay_s * kSecond_us}; }
    std::vector<Membership> held(std::string const& name) {
        return accounts_->find(name)->memberships_at(Instant{now_us_});
    }
};

TEST_F(MembershipsTest, KeepsWhatIsGiven) {
    Membership const given{.role = "officer",
                           .unit = "ORG-1",
                           .regions = {"441284", "441202"},
                           .parks = {"P1"},
                           .own = {{"enterprise", "E-7"}, {"officer", "O-1"}},
                           .from = days_on(-1),
                           .until = days_on(30)};
    auto const kept = accounts_->give("chen", given);
    ASSERT_TRUE(kept.ok()) << kept.error().message_en();
    auto expected = given;
    expected.id = kept->id;
    ASSERT_EQ(held("chen").size(), 1u);
    EXPECT_EQ(held("chen")[0], expected);
    EXPECT_EQ(code_of(accounts_->take("wang", kept->id)), ErrorCode::kNoSuchRecord);
    EXPECT_TRUE(accounts_->take("chen", kept->id).ok());
    EXPECT_TRUE(held("chen").empty());
}

TEST_F(MembershipsTest, CountsFromTheFirstInstantToBeforeTheLast) {
    ASSERT_TRUE(
        accounts_->give("chen", {.role = "r", .from = days_on(1), .until = days_on(2)}).ok());
    EXPECT_TRUE(held("chen").empty());
    pass(kDay_s);
    EXPECT_EQ(held("chen").size(), 1u);
    now_us_ += kDay_s * kSecond_us - 1;
    EXPECT_EQ(held("chen").size(), 1u);
    now_us_ += 1;
    EXPECT_TRUE(held("chen").empty());
    EXPECT_EQ(accounts_->find("chen")->memberships.size(), 1u);
}

TEST_F(MembershipsTest, KeepsTheThreeDutiesApart) {
    struct Row {
        char const* first;
        char const* second;
        bool allowed;
    };
    for (auto const& row : {
             Row{"leader", "analyst", true},
             Row{"system_admin", "system_admin", true},
             Row{"system_admin", "security_admin", false},
             Row{"security_admin", "audit_admin", false},
             Row{"audit_admin", "system_admin", false},
             Row{"audit_admin", "leader", false},
             Row{"leader", "system_admin", false},
         }) {
        ASSERT_TRUE(accounts_->set_memberships("chen", {{.role = row.first}}).ok());
        auto const given = accounts_->give("chen", {.role = row.second});
        EXPECT_EQ(given.ok(), row.allowed) << row.first << " " << row.second;
        EXPECT_TRUE(row.allowed || given.error().code() == ErrorCode::kDutiesConflict);
        auto const both =
            accounts_->set_memberships("chen", {{.role = row.first}, {.role = row.second}});
        EXPECT_EQ(both.ok(), row.allowed) << row.first << " " << row.second;
        auto const name =
            std::string(row.first).substr(0, 5) + std::string(row.second).substr(0, 5);
        auto const made = accounts_->create(
            {.name = name, .memberships = {{.role = row.first}, {.role = row.second}}}, "");
        EXPECT_EQ(made.ok(), row.allowed) << row.first << " " << row.second;
    }
    // What is over does not stand in the way, what is to come does.
    ASSERT_TRUE(accounts_->set_memberships("chen", {{.role = "leader", .until = days_on(1)}}).ok());
    EXPECT_FALSE(accounts_->give("chen", {.role = "audit_admin", .from = days_on(2)}).ok());
    pass(kDay_s);
    EXPECT_TRUE(accounts_->give("chen", {.role = "audit_admin"}).ok());
    EXPECT_FALSE(accounts_->give("chen", {.role = "leader", .from = days_on(9)}).ok());
}

TEST_F(MembershipsTest, DelegatesNoMoreThanIsHeld) {
    Membership const whole{.role = "officer",
                           .regions = {"441284", "441202"},
                           .parks = {"P1", "P2"},
                           .own = {{"officer", "O-1"}},
                           .until = days_on(60)};
    auto const source = accounts_->give("chen", whole)->id;
    Membership good = whole;
    good.delegated_from = source;
    good.regions = {"441284"};
    good.until = days_on(7);
    struct Row {
        char const* what;
        std::function<void(Membership&)> change;
        char const* path;
    };
    for (auto const& row : std::vector<Row>{
             {"no end", [](Membership& m) { m.until.reset(); }, "/until"},
             {"past", [&](Membership& m) { m.until = days_on(0); }, "/until"},
             {"after one's own end", [&](Membership& m) { m.until = days_on(61); }, "/until"},
             {"too long", [&](Membership& m) { m.until = days_on(91); }, "/until"},
             {"another role", [](Membership& m) { m.role = "leader"; }, "/role"},
             {"another unit", [](Membership& m) { m.unit = "X"; }, "/unit"},
             {"another region", [](Membership& m) { m.regions = {"441203"}; }, "/regions"},
             {"everywhere", [](Membership& m) { m.regions = {}; }, "/regions"},
             {"another park",
              [](Membership& m) {
                  m.parks = {"P1", "P3"};
              },
              "/parks"},
             {"another firm",
              [](Membership& m) {
                  m.own = {{"officer", "O-2"}};
              },
              "/own"},
         }) {
        auto part = good;
        row.change(part);
        auto const made = accounts_->delegate("chen", "wang", part);
        ASSERT_FALSE(made.ok()) << row.what;
        EXPECT_EQ(made.error().path(), row.path) << row.what;
    }
    EXPECT_EQ(code_of(accounts_->delegate("wang", "li", good)), ErrorCode::kNoSuchRecord);
    EXPECT_EQ(code_of(accounts_->delegate("chen", "chen", good)), ErrorCode::kCheckFailed);
    ASSERT_TRUE(accounts_->delegate("chen", "wang", good).ok());
    ASSERT_EQ(held("wang").size(), 1u);
    EXPECT_EQ(held("wang")[0].delegated_by, "chen");
    EXPECT_EQ(accounts_->delegated("chen")->front().first, "wang");
    auto on = held("wang")[0];
    on.delegated_from = on.id;
    EXPECT_EQ(code_of(accounts_->delegate("wang", "li", on)), ErrorCode::kCheckFailed) << "on";
}

TEST_F(MembershipsTest, EndsDelegations) {
    using Deed = std::function<void()>;
    auto const give = [&] {
        (void)accounts_->set_disabled("chen", false);
        (void)accounts_->set_memberships("chen", {{.role = "officer"}});
        auto const id = held("chen")[0].id;
        return accounts_
            ->delegate("chen", "wang",
                       {.role = "officer", .until = days_on(7), .delegated_from = id})
            ->id;
    };
    int64_t part = 0;
    for (auto const& [what, deed] : std::vector<std::pair<char const*, Deed>>{
             {"by itself", [&] { pass(7 * kDay_s); }},
             {"by the delegator", [&] { (void)accounts_->take("wang", part); }},
             {"with the delegator's", [&] { (void)accounts_->take("chen", held("chen")[0].id); }},
             {"with other roles", [&] { (void)accounts_->set_memberships("chen", {}); }},
             {"with the delegator", [&] { (void)accounts_->set_disabled("chen", true); }},
         }) {
        part = give();
        ASSERT_EQ(held("wang").size(), 1u) << what;
        deed();
        EXPECT_TRUE(held("wang").empty()) << what;
    }
    give();
    ASSERT_TRUE(accounts_->set_memberships("wang", {{.role = "analyst"}}).ok());
    EXPECT_EQ(held("wang").size(), 2u) << "what was delegated to it stays";
}

TEST_F(MembershipsTest, DelegatesBusinessAlone) {
    auto const admin = accounts_->give("chen", {.role = "security_admin"})->id;
    EXPECT_EQ(code_of(accounts_->delegate(
                  "chen", "wang",
                  {.role = "security_admin", .until = days_on(7), .delegated_from = admin})),
              ErrorCode::kCheckFailed);
    auto const officer = accounts_->give("wang", {.role = "officer"})->id;
    Membership const part{.role = "officer", .until = days_on(7), .delegated_from = officer};
    EXPECT_EQ(code_of(accounts_->delegate("wang", "chen", part)), ErrorCode::kDutiesConflict);
    ASSERT_TRUE(accounts_->set_disabled("li", true).ok());
    EXPECT_EQ(code_of(accounts_->delegate("wang", "li", part)), ErrorCode::kCheckFailed);
}

TEST_F(MembershipsTest, TellsListeners) {
    int told = 0;
    accounts_->on_change([&] { ++told; });
    auto const expect_told = [&](auto const& done, char const* what) {
        EXPECT_TRUE(done.ok()) << what;
        EXPECT_EQ(std::exchange(told, 0), 1) << what;
    };
    auto const given = accounts_->give("chen", {.role = "officer"});
    expect_told(given, "give");
    expect_told(
        accounts_->delegate("chen", "wang",
                            {.role = "officer", .until = days_on(7), .delegated_from = given->id}),
        "delegate");
    expect_told(accounts_->take("chen", given->id), "take");
    expect_told(accounts_->set_memberships("chen", {}), "set");
    expect_told(accounts_->set_disabled("chen", true), "disable");
    expect_told(accounts_->set_disabled("chen", false), "enable");
    expect_told(accounts_->set_password("chen", "blue lantern"), "password");
    expect_told(accounts_->reset_password("chen"), "reset");
    expect_told(accounts_->end_sessions("chen"), "sessions");
    (void)accounts_->create_token("chen", "x", {}, days_on(1));
    expect_told(accounts_->revoke_token(accounts_->tokens()->front().id), "token");
}

TEST_F(MembershipsTest, HasLimits) {
    std::vector<std::string> const many(kPlacesMax + 1, "x");
    EXPECT_EQ(code_of(accounts_->give("chen", {.role = "r", .regions = many})),
              ErrorCode::kTooLarge);
    EXPECT_EQ(
        code_of(accounts_->give("chen", {.role = "r", .from = days_on(1), .until = days_on(1)})),
        ErrorCode::kCheckFailed);
    for (size_t i = 0; i < kMembershipsMax; ++i)
        ASSERT_TRUE(accounts_->give("chen", {.role = "r"}).ok());
    EXPECT_EQ(code_of(accounts_->give("chen", {.role = "r"})), ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace agglo
