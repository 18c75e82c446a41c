// Rewards: demo policies with clauses and budgets, applications of firms, payouts. The published
// policies are left as they are.
#include "region/generate.h"

namespace agglo {

namespace {

struct PolicySpec {
    char const* code;
    char const* name;
    char const* kind;
    char const* condition;
    int64_t amount_wan;
};

constexpr PolicySpec kPolicies[] = {
    {"TZ", "制造业项目投资奖励办法（示例）", "investment_reward",
     "fixed_asset_investment >= 100000000", 400},
    {"SG", "新上规企业奖励办法（示例）", "above_scale", "above_scale_on != null", 20},
    {"GX", "高新技术企业认定奖励办法（示例）", "high_tech", "high_tech = true", 30},
    {"JG", "技术改造补助办法（示例）", "technical_upgrade", "technical_investment >= 5000000", 150},
};

void apply(World& world, Handle policy, Handle clause, PolicySpec const& spec, Firm const& firm) {
    auto& random = world.random;
    Date const on = draw_working_day(random, civil(2022, 4, 1), plus(world.until, -10));
    auto const& county = world.counties[firm.county];
    int64_t const amount = spec.amount_wan * random.between(50, 150) / 100;
    auto const application = world.make(
        "policy_application", on, Topic::kPolicy,
        Facts()("code", world.code("SB"))("policy", ref(policy))("policy_clause", ref(clause))(
            "enterprise", ref(firm.handle))("region", ref(county.region))("year", year_of(on))(
            "applied_amount", wan(amount))("applied_on", on)("status", "submitted")(
            "eligibility", random.chance(80, 100) ? "eligible" : "unknown")("due_on",
                                                                            plus(on, 45)));
    Date const decided = plus(on, random.between(30, 80));
    if (decided > world.until) return;
    bool const approved = random.chance(84, 100);
    world.change(application, decided, Topic::kPolicy,
                 Facts()("status", approved ? "approved" : "refused")("decided_on", decided)(
                     "approved_amount", approved ? wan(amount * 9 / 10) : Value()));
    Date const paid = plus(decided, random.between(20, 90));
    if (!approved || paid > world.until) return;
    world.make("payout", paid, Topic::kPolicy,
               Facts()("code", world.code("DF"))("policy_application", ref(application))(
                   "policy", ref(policy))("enterprise", ref(firm.handle))(
                   "region", ref(county.region))("kind", "payment")("instalment", 1)(
                   "amount", wan(amount * 9 / 10))("level", "municipal")("paid_on", paid));
    world.change(application, paid, Topic::kPolicy, Facts()("status", "paid"));
}

}  // namespace

void generate_policies(World& world) {
    std::vector<Firm const*> firms;
    for (auto const& firm : world.firms) {
        if (firm.above_scale) firms.push_back(&firm);
    }
    for (auto const& spec : kPolicies) {
        Date const on = civil(2022, 2, 20);
        auto const policy =
            world.make("policy", on, Topic::kPolicy,
                       Facts()("code", world.code_prefix + "-ZC-" + spec.code)("name", spec.name)(
                           "kind", spec.kind)("region", ref(world.prefecture))("issued_on", on)(
                           "valid_from", on)("valid_until", civil(2025, 12, 31))(
                           "audience", "enterprise")("review_days", 45)(
                           "cap_amount", wan(spec.amount_wan * 5))("eligibility", spec.condition));
        auto const clause = world.make(
            "policy_clause", on, Topic::kPolicy,
            Facts()("policy", ref(policy))("code", world.code_prefix + "-ZC-" + spec.code + "-1")(
                "name", "第一档")("condition", spec.condition)("amount", wan(spec.amount_wan))(
                "valid_from", on));
        for (int year = 2022; year <= 2024; ++year) {
            world.make("policy_budget", civil(year, 3, 1), Topic::kPolicy,
                       Facts()("policy", ref(policy))("year", year)("level", "municipal")(
                           "amount", wan(spec.amount_wan * 40)));
        }
        for (int at = 0; at < 60 && !firms.empty(); ++at)
            apply(world, policy, clause, spec, *world.random.pick(firms));
    }
}

}  // namespace agglo
