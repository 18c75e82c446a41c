// `agglo user …`: accounts and tokens, beside the ledger.
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <set>

#include "api/ask.h"
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

Result<void> check_code(Snapshot const& snapshot, std::string const& entity,
                        std::string const& code) {
    Error const unknown(ErrorCode::kNoSuchReference, {entity, code});
    auto const index = snapshot.model->entity_index(entity);
    if (!index) return unknown;
    EntityView const view(snapshot, *index);
    auto const field = view.entity().code_field;
    if (!field || view.rows_equal(*field, code).empty()) return unknown;
    return {};
}

Result<std::vector<Membership::Own>> own_records(UserOptions const& options,
                                                 Snapshot const& snapshot) {
    std::vector<Membership::Own> own;
    for (auto const& text : options.own) {
        auto const colon = std::min(text.find(':'), text.size());
        Membership::Own each{text.substr(0, colon), text.substr(std::min(colon + 1, text.size()))};
        TRY(check_code(snapshot, each.entity, each.code));
        own.push_back(std::move(each));
    }
    return own;
}

/// One for each role, in the places asked for; all of them must be the ledger's.
Result<std::vector<Membership>> memberships(Accounts& accounts, UserOptions const& options) {
    auto const desk = TRY(open_desk_to_read(options.db));
    auto const snapshot = desk->snapshot();
    accounts.set_duties(
        [model = snapshot->model](std::string_view role) { return duty_of(*model, role); });
    for (auto const& role : options.roles) {
        if (!snapshot->model->find_role(role))
            return Error(ErrorCode::kNotInEnumeration, {role, "角色 roles"});
    }
    for (auto const& code : options.regions) TRY(check_code(*snapshot, "region", code));
    for (auto const& code : options.parks) TRY(check_code(*snapshot, "park", code));
    if (!options.unit.empty()) TRY(check_code(*snapshot, "organisation", options.unit));
    auto const own = TRY(own_records(options, *snapshot));
    std::vector<Membership> held;
    for (auto const& role : options.roles)
        held.push_back({.role = role,
                        .unit = options.unit,
                        .regions = options.regions,
                        .parks = options.parks,
                        .own = own});
    return held;
}

void note(UserOptions const& options, char const* act, std::string const& detail = "") {
    auto const log = open_audit_log(options.db);
    auto const noted =
        log.ok()
            ? (*log)->note_at_once(
                  {.act = act, .account = kOwnerName, .subject = options.name, .detail = detail})
            : Result<void>(log.error());
    if (!noted.ok()) (void)report(noted.error());
}

Result<void> list_accounts(Accounts& accounts) {
    for (auto const& account : TRY(accounts.list())) {
        std::vector<std::string> roles;
        std::set<std::string> regions;
        for (auto const& each : account.memberships) {
            roles.push_back(each.role);
            regions.insert(each.regions.begin(), each.regions.end());
        }
        std::printf("%s\t%s\t%s\t%s%s%s\n", account.name.c_str(), account.display_name.c_str(),
                    joined(roles).c_str(), joined({regions.begin(), regions.end()}).c_str(),
                    account.disabled ? "\t停用 disabled" : "", account.demo ? "\t演示 demo" : "");
    }
    return {};
}

Result<void> list_tokens(Accounts& accounts) {
    for (auto const& token : TRY(accounts.tokens())) {
        std::printf("%lld\t%s\t%s\t%s\t%s\t%s\t%s\n", static_cast<long long>(token.id),
                    token.account.c_str(), token.label.c_str(),
                    token.created_at.to_string().c_str(), token.expires_at.to_string().c_str(),
                    token.scope.write ? "读写 write" : "只读 read",
                    joined(token.scope.entities).c_str());
    }
    return {};
}

Result<void> make_token(Accounts& accounts, UserOptions const& options) {
    Instant const expires{Instant::now().us + options.days * 86'400 * 1'000'000 - 1'000'000};
    TokenScope const scope{options.write, options.entities};
    auto const secret = TRY(accounts.create_token(options.name, options.label, scope, expires));
    std::printf("%s\n", secret.c_str());
    note(options, "token_create", options.write ? "write" : "read");
    return {};
}

Result<void> add_account(Accounts& accounts, UserOptions const& options) {
    Account account;
    account.name = options.name;
    account.display_name = options.display_name;
    account.memberships = TRY(memberships(accounts, options));
    TRY(accounts.create(std::move(account), read_password()));
    note(options, "account_create", joined(options.roles));
    return {};
}

Result<void> set_roles(Accounts& accounts, UserOptions const& options) {
    auto held = TRY(memberships(accounts, options));
    TRY(accounts.set_memberships(options.name, std::move(held)));
    note(options, "membership_set", joined(options.roles));
    return {};
}

Result<void> noted(Result<void> done, UserOptions const& options, char const* act) {
    if (done.ok()) note(options, act);
    return done;
}

Result<void> reset_password(Accounts& accounts, UserOptions const& options) {
    std::printf("%s\n", TRY(accounts.reset_password(options.name)).c_str());
    note(options, "password_reset");
    return {};
}

Result<void> make_link(Accounts& accounts, UserOptions const& options) {
    auto asked = options;
    asked.roles = {options.link_role};
    TRY(memberships(accounts, asked));  // the role is the ledger's
    std::printf("/welcome?token=%s\n", TRY(accounts.create_link(options.link_role)).c_str());
    note(options, "link_create", options.link_role);
    return {};
}

Result<void> act(Accounts& accounts, UserOptions const& options) {
    using Action = UserOptions::Action;
    switch (options.action) {
        case Action::kAdd: return add_account(accounts, options);
        case Action::kList: return list_accounts(accounts);
        case Action::kPassword:
            return noted(accounts.set_password(options.name, read_password()), options,
                         "password_set");
        case Action::kReset: return reset_password(accounts, options);
        case Action::kCodesOff:
            return noted(accounts.remove_totp(options.name), options, "totp_reset");
        case Action::kSignOut:
            return noted(accounts.end_sessions(options.name), options, "sessions_end");
        case Action::kRoles: return set_roles(accounts, options);
        case Action::kDisable:
            return noted(accounts.set_disabled(options.name, true), options, "account_disable");
        case Action::kEnable:
            return noted(accounts.set_disabled(options.name, false), options, "account_enable");
        case Action::kToken: return make_token(accounts, options);
        case Action::kTokens: return list_tokens(accounts);
        case Action::kRevoke:
            return noted(accounts.revoke_token(options.token), options, "token_revoke");
        case Action::kLink: return make_link(accounts, options);
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
