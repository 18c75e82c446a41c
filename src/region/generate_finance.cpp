// Special bonds from plan to spending, industry funds, and loans sought and granted.
#include "region/generate.h"

namespace agglo {

namespace {

void make_flows(World& world, Handle bond, Handle issue, Date issued, int64_t amount_wan) {
    auto const flow = [&](char const* kind, Date on, int64_t part, double progress) {
        if (on > world.until) return;
        world.make(
            "bond_flow", on, Topic::kFinance,
            Facts()("bond", ref(bond))("bond_issue", ref(issue))("kind", kind)("flow_on", on)(
                "amount", wan(part))("progress", progress > 0 ? share(progress) : Value()));
    };
    flow("allocation", plus(issued, 18), amount_wan, 0);
    int64_t left = amount_wan;
    for (int at = 1; at <= 3 && left > 0; ++at) {
        int64_t const part = at == 3 ? left : amount_wan * world.random.between(22, 38) / 100;
        Date const on = plus(issued, at * world.random.between(60, 110));
        flow("disbursement", on, part, 0);
        flow("expenditure", plus(on, 25), part * world.random.between(80, 98) / 100, 0.3 * at);
        left -= part;
    }
}

void make_bond(World& world, int number) {
    auto& random = world.random;
    int const year = 2021 + number % 4;
    auto const& county = world.counties[static_cast<size_t>(number) % world.counties.size()];
    int64_t const total = draw_skewed(random, 60'000, 0.8),
                  asked = total * random.between(50, 75) / 100;
    int64_t const cost = asked * random.between(140, 165) / 100;
    int64_t const cover = random.between(112, 175);
    Date const applied = civil(year, 1, 20);
    auto const bond = world.make(
        "bond", applied, Topic::kFinance,
        Facts()("code", world.code("ZX"))("name", county.short_name + "产业园区基础设施专项债项目" +
                                                      std::to_string(number + 1) +
                                                      "（示例）")("region", ref(county.region))(
            "field", "park_infrastructure")("owner", ref(county.bureaus[6]))("status", "applied")(
            "applied_on", applied)("total_investment", wan(total))("capital", wan(total - asked))(
            "bond_asked", wan(asked))("expected_income", wan(cost * cover / 100))(
            "expected_cost", wan(cost / 5))("debt_service", wan(cost))(
            "cover_ratio", decimal(static_cast<double>(cover) / 100, 4))("operation_years", 15)(
            "construction_from", plus(applied, 120))("construction_until", plus(applied, 900)));
    Date const issued = plus(applied, random.between(60, 240));
    if (issued > world.until) return;
    int64_t const amount = asked * random.between(55, 100) / 100;
    auto const issue =
        world.make("bond_issue", issued, Topic::kFinance,
                   Facts()("bond", ref(bond))("batch", std::to_string(year) + "年第" +
                                                           std::to_string(1 + number % 5) + "批")(
                       "issued_on", issued)("amount", wan(amount))("rate", share(0.0315))(
                       "term_years", 15)("matures_on", plus(issued, 15 * 365 + 4)));
    world.change(bond, issued, Topic::kFinance, Facts()("status", "issued")("issued", wan(amount)));
    world.change(bond, plus(issued, 200), Topic::kFinance,
                 Facts()("status", "building")("progress", share(draw_share(random, 15, 80)))(
                     "progress_on", plus(issued, 200)));
    make_flows(world, bond, issue, issued, amount);
}

void make_funds(World& world) {
    static constexpr char const* kNames[] = {"产业引导基金（示例）", "新能源产业基金（示例）",
                                             "电子信息产业基金（示例）"};
    std::vector<Firm const*> firms;
    for (auto const& firm : world.firms) {
        if (firm.sector < 3 && firm.above_scale) firms.push_back(&firm);
    }
    for (auto const* name : kNames) {
        auto const fund = world.make(
            "fund", civil(2021, 3, 15), Topic::kFinance,
            Facts()("code", world.code("JJ"))("name", world.city_name + name)("kind", "industry")(
                "region", ref(world.prefecture))("size", wan(100'000))("paid_in", wan(46'000))(
                "government_share", share(0.4))("founded_on", civil(2021, 3, 15))("status",
                                                                                  "investing"));
        for (int at = 0; at < 7 && !firms.empty(); ++at) {
            Date const on =
                draw_working_day(world.random, civil(2021, 6, 1), plus(world.until, -20));
            world.make(
                "fund_investment", on, Topic::kFinance,
                Facts()("fund", ref(fund))("enterprise", ref(world.random.pick(firms)->handle))(
                    "amount", wan(world.random.between(8, 60) * 100))(
                    "share", share(draw_share(world.random, 2, 18)))("invested_on", on)(
                    "status", "invested"));
        }
    }
}

void make_loans(World& world) {
    for (auto const& bank : world.banks) {
        world.make(
            "loan_offer", civil(2022, 3, 1), Topic::kFinance,
            Facts()("bank", ref(bank))("product", "制造业项目贷（示例）")(
                "purpose", "construction")("amount_max", wan(30'000))("rate_from", share(0.0355))(
                "term_months_max", 120)("valid_from", civil(2022, 3, 1)));
    }
    for (auto const& plan : world.projects) {
        bool const asks = plan.firm != kNone && plan.introduced >= civil(2022, 1, 1) &&
                          plan.size != SizeClass::kSmall && world.has(plan, plan.registered) &&
                          world.random.chance(22, 100);
        if (!asks) continue;
        Date const raised = plan.registered, closed = plus(raised, world.random.between(25, 110));
        int64_t const amount = plan.total_wan * world.random.between(15, 40) / 100;
        auto const need = world.make(
            "loan_need", raised, Topic::kFinance,
            Facts()("code", world.code("RZ"))("enterprise", ref(world.firms[plan.firm].handle))(
                "project", ref(plan.handle))("region", ref(world.counties[plan.county].region))(
                "amount", wan(amount))("purpose", "construction")("term_months", 84)(
                "raised_on", raised)("status", "open"));
        if (closed > world.until) continue;
        bool const granted = world.random.chance(82, 100);
        world.change(need, closed, Topic::kFinance,
                     Facts()("status", granted ? "granted" : "refused")("closed_on", closed)(
                         "bank", ref(world.random.pick(world.banks)))(
                         "granted_amount", granted ? wan(amount * 4 / 5) : Value())(
                         "refusal_reason", granted ? Value() : Value("抵押物不足")));
    }
}

}  // namespace

void generate_finance(World& world) {
    for (int number = 0; number < 20; ++number) make_bond(world, number);
    make_funds(world);
    make_loans(world);
}

}  // namespace agglo
