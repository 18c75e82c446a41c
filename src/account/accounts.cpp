#include <algorithm>

#include "account/account.h"
#include "account/account_rules.h"
#include "account/file_accounts.h"
#include "account/password.h"
#include "account/secret.h"

namespace agglo {

namespace {

constexpr size_t kOneTimePasswordCharacters = 20;  // of 64 signs: 120 bits

}  // namespace

std::vector<Membership> Account::memberships_at(Instant now) const {
    std::vector<Membership> valid;
    std::ranges::copy_if(memberships, std::back_inserter(valid),
                         [&](Membership const& each) { return each.valid_at(now); });
    return valid;
}

Result<std::unique_ptr<Accounts>> Accounts::open(std::string const& path, Clock clock) {
    auto file = TRY(AccountFile::open(path, clock()));
    return std::unique_ptr<Accounts>(
        std::make_unique<FileAccounts>(std::move(file), std::move(clock)));
}

void FileAccounts::set_duties(DutyOf duty_of) {
    std::lock_guard const lock(mutex_);
    duty_of_ = std::move(duty_of);
}

void FileAccounts::on_change(std::function<void()> listener) {
    std::lock_guard const lock(listeners_mutex_);
    listeners_.push_back(std::move(listener));
}

void FileAccounts::changed() {
    std::vector<std::function<void()>> listeners;
    {
        std::lock_guard const lock(listeners_mutex_);
        listeners = listeners_;
    }
    for (auto const& listener : listeners) listener();
}

Result<Account> FileAccounts::existing(std::string const& name) const {
    auto found = TRY(file_.by_name(name));
    if (!found) return Error(ErrorCode::kNoSuchRecord, {"account", name});
    return std::move(found->account);
}

Result<bool> FileAccounts::empty() const {
    std::lock_guard const lock(mutex_);
    return file_.empty();
}

Result<std::vector<Account>> FileAccounts::list() const {
    std::lock_guard const lock(mutex_);
    return file_.all();
}

Result<Account> FileAccounts::find(std::string const& name) const {
    std::lock_guard const lock(mutex_);
    return existing(name);
}

Result<Account> FileAccounts::create(Account account, std::string const& password) {
    TRY(check_account(account));
    std::string hash;
    if (!password.empty()) {
        TRY(check_password(password, account.name));
        hash = TRY(hash_password(password));
    }
    std::lock_guard const lock(mutex_);
    TRY(check_duties(account.memberships, duty_of_, clock_()));
    auto transaction = TRY(file_.begin());
    account.id = TRY(file_.insert(account, hash, clock_()));
    TRY(transaction.commit());
    return existing(account.name);
}

Result<void> FileAccounts::set_display_name(std::string const& name, std::string const& text) {
    auto const clean = TRY(checked_display_name(text, name));
    std::lock_guard const lock(mutex_);
    auto const account = TRY(existing(name));
    TRY(file_.set_display_name(account.id, clean));
    cache_.forget_account(account.id);
    return {};
}

// Whoever knew the old password is signed out.
Result<void> FileAccounts::set_password(std::string const& name, std::string const& password) {
    TRY(check_password(password, name));
    auto const hash = TRY(hash_password(password));
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto transaction = TRY(file_.begin());
        TRY(file_.set_hash(account.id, hash, false, clock_()));
        TRY(file_.remove_sessions_of(account.id));
        TRY(transaction.commit());
        cache_.forget_account(account.id);
    }
    changed();
    return {};
}

Result<std::string> FileAccounts::reset_password(std::string const& name) {
    auto const secret = new_secret().substr(0, kOneTimePasswordCharacters);
    auto const hash = TRY(hash_password(secret));
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto transaction = TRY(file_.begin());
        TRY(file_.set_hash(account.id, hash, true, clock_()));
        TRY(file_.remove_sessions_of(account.id));
        TRY(transaction.commit());
        cache_.forget_account(account.id);
    }
    changed();
    return secret;
}

Result<void> FileAccounts::change_password(Session const& session, std::string const& old_password,
                                           std::string const& password, Origin const& origin) {
    auto const name = session.account.name;
    TRY(check_password(password, name));
    auto const known = TRY(proved(name, old_password, origin));
    auto const hash = TRY(hash_password(password));
    {
        std::lock_guard const lock(mutex_);
        auto transaction = TRY(file_.begin());
        auto const present = TRY(file_.by_id(known.account.id));
        if (!present || present->password_hash != known.password_hash)
            return Error(ErrorCode::kBadCredentials);
        TRY(file_.set_hash(known.account.id, hash, false, clock_()));
        TRY(file_.remove_sessions_of(known.account.id, session.id));
        TRY(transaction.commit());
        cache_.forget_account(known.account.id);
    }
    changed();
    return {};
}

Result<void> FileAccounts::set_disabled(std::string const& name, bool disabled) {
    {
        std::lock_guard const lock(mutex_);
        auto const account = TRY(existing(name));
        auto transaction = TRY(file_.begin());
        TRY(file_.set_disabled(account.id, disabled));
        if (disabled) {
            TRY(file_.remove_sessions_of(account.id));
            TRY(file_.remove_delegated_by(account.id));
        }
        TRY(transaction.commit());
        cache_.forget_all();
    }
    changed();
    return {};
}

}  // namespace agglo
