#include "account/totp.h"

#include <gtest/gtest.h>

#include "account/accounts_fixture.h"

namespace agglo {
namespace {

constexpr std::string_view kRfcKey = "12345678901234567890";

Instant at_second(int64_t second) {
    return {second * kSecond_us};
}

TEST(Totp, FollowsRfc4226) {
    char const* const expected[] = {"755224", "287082", "359152", "969429", "338314",
                                    "254676", "287922", "162583", "399871", "520489"};
    for (uint64_t counter = 0; counter < 10; ++counter)
        EXPECT_EQ(hotp(kRfcKey, counter), expected[counter]);
}

TEST(Totp, FollowsRfc6238) {
    struct Row {
        int64_t second;
        char const* code;
    };
    for (auto const& row :
         {Row{59, "94287082"}, Row{1111111109, "07081804"}, Row{1111111111, "14050471"},
          Row{1234567890, "89005924"}, Row{2000000000, "69279037"}, Row{20000000000, "65353130"}})
        EXPECT_EQ(hotp(kRfcKey, static_cast<uint64_t>(row.second / 30), 8), row.code);
}

TEST(Totp, TakesOneStepAsideAndNoneTwice) {
    auto const code = hotp(kRfcKey, 100);
    struct Row {
        int64_t second, last_step;
        bool fits;
    };
    for (auto const& row :
         {Row{100 * 30, 0, true}, Row{99 * 30, 0, true}, Row{101 * 30 + 29, 0, true},
          Row{98 * 30 + 29, 0, false}, Row{102 * 30, 0, false}, Row{100 * 30, 99, true},
          Row{100 * 30, 100, false}, Row{99 * 30, 101, false}})
        EXPECT_EQ(totp_step_of(kRfcKey, code, at_second(row.second), row.last_step).has_value(),
                  row.fits)
            << row.second << " " << row.last_step;
    for (auto const* wrong : {"", "12345", "1234567", "abcdef"})
        EXPECT_FALSE(totp_step_of(kRfcKey, wrong, at_second(3000), 0).has_value()) << wrong;
}

TEST(Totp, WritesBase32) {
    // RFC 4648 §10, without padding
    for (auto const& [bytes, text] :
         std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                          {"f", "MY"},
                                                          {"fo", "MZXQ"},
                                                          {"foo", "MZXW6"},
                                                          {"foob", "MZXW6YQ"},
                                                          {"fooba", "MZXW6YTB"},
                                                          {"foobar", "MZXW6YTBOI"}})
        EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(totp_uri("foobar", "wang@zq.gov"),
              "otpauth://totp/Agglo:wang%40zq.gov?secret=MZXW6YTBOI&issuer=Agglo&algorithm=SHA1"
              "&digits=6&period=30");
}

class SecondFactorTest : public AccountsTest {
protected:
    std::string code_at(int64_t steps_on) {
        return hotp(key_, static_cast<uint64_t>(now_us_ / kSecond_us / 30 + steps_on));
    }
    // Base32 back to bytes.
    static std::string bytes_of_base32(std::string const& text) {
        std::string bytes;
        uint32_t held = 0;
        int bits = 0;
        for (char const c : text) {
            held = held << 5 | static_cast<uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes += static_cast<char>(held >> bits & 0xFF);
        }
        return bytes;
    }
    std::vector<std::string> enrol() {
        key_ = bytes_of_base32(accounts_->begin_totp("chen")->secret);
        auto const codes = accounts_->confirm_totp("chen", code_at(0));
        EXPECT_TRUE(codes.ok()) << codes.error().message_en();
        return *codes;
    }
    ErrorCode sign_in(std::string const& code, std::string const& password = "correct horse",
                      std::string const& remote = "10.0.0.1") {
        return code_of(accounts_->sign_in("chen", {password, code}, {remote}));
    }
    static constexpr auto kOk = ErrorCode::kInternal;
    std::string key_;
};

TEST_F(SecondFactorTest, CountsOnceACodeWasShown) {
    make_chen();
    EXPECT_EQ(code_of(accounts_->confirm_totp("chen", "000000")), ErrorCode::kNoSuchRecord);
    key_ = bytes_of_base32(accounts_->begin_totp("chen")->secret);
    EXPECT_EQ(sign_in(""), kOk) << "begun, but not shown";
    EXPECT_EQ(code_of(accounts_->confirm_totp("chen", code_at(9))), ErrorCode::kBadSecondFactor);
    EXPECT_EQ(accounts_->confirm_totp("chen", code_at(0))->size(), Accounts::kRecoveryCodes);
    EXPECT_TRUE(accounts_->find("chen")->second_factor);
    EXPECT_EQ(sign_in(""), ErrorCode::kSecondFactorRequired);
    EXPECT_EQ(sign_in("", "wrong horse"), ErrorCode::kBadCredentials) << "says nothing of the code";
    EXPECT_EQ(sign_in(code_at(1), "wrong horse"), ErrorCode::kBadCredentials);
    EXPECT_EQ(sign_in(code_at(0)), ErrorCode::kBadSecondFactor) << "served when it was set up";
    EXPECT_EQ(sign_in(code_at(1)), kOk);
    EXPECT_EQ(sign_in(code_at(1)), ErrorCode::kBadSecondFactor) << "twice";
    pass(60);
    EXPECT_EQ(sign_in(code_at(0)), kOk);
    EXPECT_FALSE(accounts_->begin_totp("chen").ok()) << "is set up";
    ASSERT_TRUE(accounts_->remove_totp("chen").ok());
    EXPECT_EQ(sign_in(""), kOk);
    EXPECT_EQ(*accounts_->recovery_codes_left("chen"), 0u);
}

TEST_F(SecondFactorTest, SpendsRecoveryCodesOnce) {
    make_chen();
    auto const codes = enrol();
    EXPECT_EQ(codes.front().size(), 19u);
    EXPECT_EQ(sign_in(codes[0]), kOk);
    EXPECT_EQ(sign_in(codes[0]), ErrorCode::kBadSecondFactor);
    std::string loose;
    for (char const c : codes[1]) loose += c == '-' ? ' ' : static_cast<char>(std::tolower(c));
    EXPECT_EQ(sign_in(loose), kOk);
    EXPECT_EQ(sign_in(codes[2], "wrong horse"), ErrorCode::kBadCredentials);
    EXPECT_EQ(*accounts_->recovery_codes_left("chen"), Accounts::kRecoveryCodes - 2);
}

// From ever new addresses: only who has the password comes this far, and a recovery code still
// works.
TEST_F(SecondFactorTest, SlowsGuessingOfCodes) {
    make_chen();
    auto const codes = enrol();
    pass(3600);
    auto last = kOk;
    for (int i = 0; i < 30 && last != ErrorCode::kTooManyAttempts; ++i)
        last = sign_in("000000", "correct horse", "10.0.1." + std::to_string(i));
    EXPECT_EQ(last, ErrorCode::kTooManyAttempts);
    EXPECT_EQ(sign_in(code_at(0), "correct horse", "10.0.2.1"), ErrorCode::kTooManyAttempts);
    EXPECT_EQ(sign_in(codes[0], "correct horse", "10.0.2.2"), kOk);
    EXPECT_EQ(sign_in(code_at(0), "correct horse", "10.0.2.3"), kOk) << "forgiven with it";
}

TEST_F(SecondFactorTest, ProvesAgain) {
    make_chen();
    enrol();
    pass(60);
    auto const session = accounts_->sign_in("chen", {"correct horse", code_at(0)}, {"10.0.0.1"});
    auto const read = [&] { return **accounts_->session(session->secret); };
    EXPECT_TRUE(accounts_->is_fresh(read()));
    pass(Accounts::kProofFresh_s);
    EXPECT_FALSE(accounts_->is_fresh(read()));
    auto const confirm = [&](std::string const& password, std::string const& code) {
        return code_of(accounts_->confirm(read(), {password, code}, {"10.0.0.1"}));
    };
    EXPECT_EQ(confirm("wrong horse", code_at(0)), ErrorCode::kBadCredentials);
    EXPECT_EQ(confirm("correct horse", ""), ErrorCode::kSecondFactorRequired);
    EXPECT_FALSE(accounts_->is_fresh(read()));
    EXPECT_EQ(confirm("correct horse", code_at(0)), kOk);
    EXPECT_TRUE(accounts_->is_fresh(read()));
}

}  // namespace
}  // namespace agglo
