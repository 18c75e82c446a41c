// One-time codes, and identities that a provider vouches for.
#include <algorithm>

#include "account/file_accounts.h"
#include "account/secret.h"
#include "account/totp.h"

namespace agglo {

namespace {

constexpr size_t kRecoveryCodeCharacters = 16;  // of 32 signs: 80 bits

bool is_totp_code(std::string_view code) {
    return code.size() == kTotpDigits &&
           std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

/// Written in groups, typed in any way.
std::string bare(std::string_view code) {
    std::string text;
    for (char const c : code) {
        if (c == '-' || c == ' ') continue;
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return text;
}

std::string new_recovery_code() {
    auto const code = base32(new_totp_key()).substr(0, kRecoveryCodeCharacters);
    return code.substr(0, 4) + "-" + code.substr(4, 4) + "-" + code.substr(8, 4) + "-" +
           code.substr(12);
}

std::string recovery_digest(std::string_view code) {
    return secret_digest("agglo recovery " + bare(code));
}

}  // namespace

Result<TotpEnrolment> FileAccounts::begin_totp(std::string const& name) {
    auto const key = new_totp_key();
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    if (account.second_factor)
        return Error(ErrorCode::kCheckFailed,
                     {"TOTP", "已启用，请先停用", "set up; remove it first"});
    TRY(file_.put_totp(account.id, {key, false, 0}));
    return TotpEnrolment{base32(key), totp_uri(key, name)};
}

Result<std::vector<std::string>> FileAccounts::confirm_totp(std::string const& name,
                                                            std::string const& code) {
    TRY(throttle_.admit_code(name, clock_()));
    std::vector<std::string> codes, digests;
    for (size_t i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(new_recovery_code());
        digests.push_back(recovery_digest(codes.back()));
    }
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto stored = TRY(file_.totp(account.id));
        if (!stored || stored->confirmed) return Error(ErrorCode::kNoSuchRecord, {"TOTP", name});
        auto const step = totp_step_of(stored->secret, code, clock_(), 0);
        if (!step) return Error(ErrorCode::kBadSecondFactor).at("code");
        auto transaction = TRY(file_.begin());
        TRY(file_.put_totp(account.id, {stored->secret, true, *step}));
        TRY(file_.replace_recovery_codes(account.id, digests));
        TRY(transaction.commit());
        cache_.forget_account(account.id);
    }
    throttle_.forgive_code(name);
    return codes;
}

Result<void> FileAccounts::remove_totp(std::string const& name) {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    auto transaction = TRY(file_.begin());
    TRY(file_.remove_totp(account.id));
    TRY(transaction.commit());
    cache_.forget_account(account.id);
    return {};
}

Result<size_t> FileAccounts::recovery_codes_left(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    return file_.recovery_codes(account.id);
}

// Whether the code holds; it serves once, whatever comes of it.
Result<bool> FileAccounts::spend_code(StoredAccount const& stored, std::string const& code) {
    if (!is_totp_code(code))
        return file_.spend_recovery_code(stored.account.id, recovery_digest(code));
    auto transaction = TRY(file_.begin());
    auto totp = TRY(file_.totp(stored.account.id));
    if (!totp || !totp->confirmed) return false;
    auto const step = totp_step_of(totp->secret, code, clock_(), totp->last_step);
    if (!step) return false;
    totp->last_step = *step;
    TRY(file_.put_totp(stored.account.id, *totp));
    TRY(transaction.commit());
    return true;
}

Result<void> FileAccounts::check_second_factor(StoredAccount const& stored,
                                               std::string const& code) {
    if (!stored.account.second_factor) return {};
    if (code.empty()) return Error(ErrorCode::kSecondFactorRequired);
    auto const& name = stored.account.name;
    if (is_totp_code(code)) TRY(throttle_.admit_code(name, clock_()));
    bool holds = false;
    {
        std::lock_guard const lock(mutex_);
        holds = TRY(spend_code(stored, code));
    }
    if (!holds) return Error(ErrorCode::kBadSecondFactor);
    throttle_.forgive_code(name);
    return {};
}

Result<void> FileAccounts::link_identity(LinkedIdentity const& identity) {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(identity.account));
    if (TRY(file_.insert_identity(identity, account.id))) return {};
    return Error(ErrorCode::kDuplicateValue, {"subject", identity.subject}).at("subject");
}

Result<void> FileAccounts::unlink_identity(LinkedIdentity const& identity) {
    std::lock_guard const lock(mutex_);
    if (TRY(file_.remove_identity(identity))) return {};
    return Error(ErrorCode::kNoSuchRecord, {"identity", identity.subject});
}

Result<std::vector<LinkedIdentity>> FileAccounts::identities(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    return file_.identities(account.id);
}

Result<Session> FileAccounts::sign_in_linked(std::string const& issuer, std::string const& subject,
                                             Origin const& origin) {
    std::lock_guard const lock(mutex_);
    auto const id = TRY(file_.identified(issuer, subject));
    if (!id) return Error(ErrorCode::kAccountNotLinked);
    auto const stored = TRY(file_.by_id(*id));
    if (!stored || stored->account.disabled) return Error(ErrorCode::kAccountNotLinked);
    return begin_session(stored->account, origin);
}

}  // namespace agglo
