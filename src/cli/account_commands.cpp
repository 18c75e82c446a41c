#include "cli/account_commands.h"

#include "cli/command_parts.h"

namespace agglo::cli {

namespace {

using Action = UserOptions::Action;

/// Adds subcommands of `user` that set the action and run it.
struct UserCommands {
    CLI::App* user;
    UserOptions& options;
    std::function<int()>& run;

    CLI::App* add(char const* name, char const* help, Action action) const {
        auto* sub = user->add_subcommand(name, help);
        add_db(sub, options.db);
        sub->callback([&options = options, &run = run, action] {
            options.action = action;
            run = [&options] { return run_user(options); };
        });
        return sub;
    }
    CLI::App* add_named(char const* name, char const* help, Action action) const {
        auto* sub = add(name, help, action);
        sub->add_option("name", options.name, "登录名 account name")->required();
        return sub;
    }
};

void add_rights(CLI::App* sub, UserOptions& options) {
    sub->add_option("--role", options.roles, "角色 role (repeatable)");
    sub->add_option("--region", options.regions, "行政区代码 region code (repeatable)");
    sub->add_option("--park", options.parks, "园区代码 park code (repeatable)");
    sub->add_option("--unit", options.unit, "单位代码 code of an organisation");
    sub->add_option("--own", options.own,
                    "本企业或本人记录 the firm or officer it is, entity:code (repeatable)");
}

void add_token(UserCommands const& commands, UserOptions& options) {
    auto* token = commands.add_named(
        "token", "为账号生成接口令牌，只显示一次 make an API token, shown once", Action::kToken);
    token->add_option("--label", options.label, "用途 what it is for")->required();
    token->add_option("--days", options.days, "有效天数 days it is valid")
        ->check(CLI::Range(1, 366))
        ->capture_default_str();
    token->add_flag("--write", options.write, "可写，否则只读 may write, else reads only");
    token->add_option("--entity", options.entities, "只限此实体 this entity alone (repeatable)");
    commands.add("tokens", "列出令牌 list tokens", Action::kTokens);
    commands.add("revoke", "吊销令牌 revoke a token", Action::kRevoke)
        ->add_option("id", options.token, "令牌编号 its number")
        ->required();
}

}  // namespace

void add_user_commands(CLI::App& app, UserOptions& options, std::function<int()>& run) {
    auto* user = app.add_subcommand("user", "账号与令牌 accounts and tokens");
    user->require_subcommand(1);
    UserCommands const commands{user, options, run};
    auto* create = commands.add_named(
        "add",
        "新建账号，密码从标准输入读取 add an account; the password is read from standard input",
        Action::kAdd);
    create->add_option("--display-name", options.display_name, "姓名 display name");
    add_rights(create, options);
    add_rights(commands.add_named("roles", "设置角色及范围 set roles and where they are held",
                                  Action::kRoles),
               options);
    commands.add("list", "列出账号 list accounts", Action::kList);
    commands.add_named("password", "设置密码（标准输入） set the password from standard input",
                       Action::kPassword);
    commands.add_named("reset", "重置为一次性密码 reset to a one-time password", Action::kReset);
    commands.add_named("codes-off", "清除动态验证码 remove the one-time codes", Action::kCodesOff);
    commands.add_named("sign-out", "结束其全部会话 end all its sessions", Action::kSignOut);
    commands.add_named("disable", "停用 disable", Action::kDisable);
    commands.add_named("enable", "启用 enable", Action::kEnable);
    commands
        .add("link", "为首个管理员生成一次性链接 make the one-time link of the first administrator",
             Action::kLink)
        ->add_option("--role", options.link_role, "管理员角色 the administrator's role")
        ->capture_default_str();
    add_token(commands, options);
}

void add_audit_commands(CLI::App& app, AuditOptions& options, std::function<int()>& run) {
    auto* audit = app.add_subcommand("audit", "审计记录 the audit log");
    audit->require_subcommand(1);
    auto const add = [&](char const* name, char const* help, AuditOptions::Action action) {
        auto* sub = audit->add_subcommand(name, help);
        add_db(sub, options.db);
        sub->callback([&options, &run, action] {
            options.action = action;
            run = [&options] { return run_audit(options); };
        });
        return sub;
    };
    auto* list = add("list", "查看，新的在前 show, newest first", AuditOptions::Action::kList);
    list->add_option("--account", options.account, "账号 account");
    list->add_option("--act", options.act, "行为 act");
    list->add_option("--limit", options.limit, "条数 at most")->capture_default_str();
    add("verify", "校验其哈希链 verify its hash chain", AuditOptions::Action::kVerify);
    add("prune", "删除早于保留期的记录 remove what is older than is kept",
        AuditOptions::Action::kPrune)
        ->add_option("--days", options.days, "保留天数，至少 183 days kept, at least 183")
        ->required();
}

void add_sign_in_options(CLI::App* serve, ServeOptions& options) {
    serve->add_option("--second-factor-role", options.second_factor_roles,
                      "此角色必须用动态验证码 holders of this role must use one-time codes "
                      "(repeatable)");
}

}  // namespace agglo::cli
