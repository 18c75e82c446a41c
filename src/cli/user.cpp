// `agglo user …`: accounts and tokens, beside the ledger.
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "cli/console_io.h"

namespace agglo::cli {

namespace {

std::string joined(std::vector<std::string> const& items) {
    std::string text;
    for (auto const& item : items) text += (text.empty() ? "" : ",") + item;
    return text;
}

/// The first line of standard input.
std::string read_password() {
    std::string password;
    std::getline(std::cin, password);
    return password;
}

Result<void> check_region(Snapshot const& snapshot, std::string const& code) {
    Error const unknown(ErrorCode::kNoSuchReference, {"行政区 region", code});
    auto const entity = snapshot.model->entity_index("region");
    if (!entity) return unknown;
    EntityView const view(snapshot, *entity);
    if (view.rows_equal(*view.entity().code_field, code).empty()) return unknown;
    return {};
}

/// The roles and regions asked for must be the ledger's.
Result<void> check_rights(UserOptions const& options) {
    auto const desk = TRY(open_desk_to_read(options.db));
    auto const snapshot = desk->snapshot();
    for (auto const& role : options.roles) {
        if (!snapshot->model->find_role(role))
            return Error(ErrorCode::kNotInEnumeration, {role, "角色 roles"});
    }
    for (auto const& code : options.regions) TRY(check_region(*snapshot, code));
    return {};
}

Result<void> list_accounts(Accounts& accounts) {
    for (auto const& account : TRY(accounts.list())) {
        std::printf("%s\t%s\t%s\t%s%s%s\n", account.name.c_str(), account.display_name.c_str(),
                    joined(account.roles).c_str(), joined(account.region_codes).c_str(),
                    account.disabled ? "\t停用 disabled" : "", account.demo ? "\t演示 demo" : "");
    }
    return {};
}

Result<void> list_tokens(Accounts& accounts) {
    for (auto const& token : TRY(accounts.tokens())) {
        std::printf("%lld\t%s\t%s\t%s\t%s\n", static_cast<long long>(token.id),
                    token.account.c_str(), token.label.c_str(),
                    token.created_at.to_string().c_str(),
                    token.expires_at ? token.expires_at->to_string().c_str() : "-");
    }
    return {};
}

Result<void> make_token(Accounts& accounts, UserOptions const& options) {
    std::optional<Instant> expires;
    if (options.days > 0) expires = Instant{Instant::now().us + options.days * 86'400 * 1'000'000};
    std::printf("%s\n", TRY(accounts.create_token(options.name, options.label, expires)).c_str());
    return {};
}

Result<void> add_account(Accounts& accounts, UserOptions const& options) {
    TRY(check_rights(options));
    Account account;
    account.name = options.name;
    account.display_name = options.display_name;
    account.roles = options.roles;
    account.region_codes = options.regions;
    TRY(accounts.create(std::move(account), read_password()));
    return {};
}

Result<void> act(Accounts& accounts, UserOptions const& options) {
    using Action = UserOptions::Action;
    switch (options.action) {
        case Action::kAdd: return add_account(accounts, options);
        case Action::kList: return list_accounts(accounts);
        case Action::kPassword: return accounts.set_password(options.name, read_password());
        case Action::kRoles:
            TRY(check_rights(options));
            return accounts.set_roles(options.name, options.roles, options.regions);
        case Action::kDisable: return accounts.set_disabled(options.name, true);
        case Action::kEnable: return accounts.set_disabled(options.name, false);
        case Action::kToken: return make_token(accounts, options);
        case Action::kTokens: return list_tokens(accounts);
        case Action::kRevoke: return accounts.revoke_token(options.token);
        case Action::kLink:
            std::printf("/welcome?token=%s\n", TRY(accounts.create_link()).c_str());
            return {};
    }
    return {};
}

}  // namespace

int run_user(UserOptions const& options) {
    if (!std::filesystem::exists(options.db))
        return report(Error(ErrorCode::kFileNotFound, {options.db}));
    auto const accounts = TRY_OR_EXIT(open_accounts(options.db));
    auto const done = act(*accounts, options);
    return done.ok() ? kOk : report(done.error());
}

}  // namespace agglo::cli
