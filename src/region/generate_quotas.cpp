// Land quotas of the high-tech zone in 2022, in batches that add up to the published areas, and
// their use.
#include "region/fit_total.h"
#include "region/generate.h"

namespace agglo {

namespace {

struct QuotaKind {
    char const* kind;
    char const* level;
    char const* issuer;
    char const* document;
    int batches;
};

constexpr QuotaKind kKinds[] = {
    {"advance_scale", "provincial", "省自然资源主管部门", "预支规模批次", 5},
    {"plan_quota", "national", "国家自然资源主管部门", "国家指标批次", 3},
    {"consolidation", "municipal", "市自然资源主管部门", "整理提升验收批次", 9},
};

Facts entry_of(World& world, QuotaKind const& kind, Date on) {
    return Facts()("kind", kind.kind)("issuer", kind.issuer)("issuer_level", kind.level)(
        "year", year_of(on))("region", ref(world.counties[3].region))(
        "zone", ref(world.zone(ZonePlace::kHighTech)))("entry_on", on);
}

Result<void> make_batches(World& world, QuotaKind const& kind, int64_t mu) {
    std::vector<FitAmount> amounts(static_cast<size_t>(kind.batches));
    for (auto& amount : amounts) amount = {world.random.between(80, 160), 10, 5'000};
    if (!fit_total(amounts, mu, 1)) return Error(ErrorCode::kInternal, {"no room for a quota"});
    bool const task = std::string_view(kind.kind) == "consolidation";
    std::vector<FitAmount> tasks, parts;
    for (auto const& amount : amounts) {
        tasks.push_back({centi_m2(amount.value) * 2 / 3, 0, centi_m2(mu)});
        parts.push_back({centi_m2(amount.value), 0, centi_m2(mu)});
    }
    fit_total(tasks, centi_m2(mu) * 2 / 3, 1);
    fit_total(parts, centi_m2(mu), 1);
    for (size_t at = 0; at < amounts.size(); ++at) {
        Date const on = civil(2022, 2 + static_cast<int>(at) % 10, 18);
        auto facts = entry_of(world, kind, on);
        facts("document", kind.document + std::to_string(at + 1) + "（示例）")("use", "received");
        facts("amount", area(parts[at].value));
        if (task) facts("task_amount", area(tasks[at].value));
        world.make("quota_entry", on, Topic::kLand, std::move(facts));
    }
    return {};
}

void make_uses(World& world) {
    int left = 30;
    for (auto const& plan : world.projects) {
        bool const uses = plan.parcel != 0 && plan.zone == ZonePlace::kHighTech &&
                          year_of(plan.land_granted) == 2022;
        if (!uses || left-- <= 0) continue;
        auto facts = entry_of(world, kKinds[0], plan.land_granted);
        facts("document", "用地指标使用登记（示例）")("use", "industry")("amount",
                                                                         area(-centi_m2(plan.mu)));
        facts("project", ref(plan.handle))("parcel", ref(plan.parcel));
        world.make("quota_entry", plan.land_granted, Topic::kSupply, std::move(facts));
    }
}

}  // namespace

Result<void> generate_quotas(World& world) {
    auto const& mu = world.parameters.published.quota_mu;
    for (size_t at = 0; at < mu.size(); ++at) TRY(make_batches(world, kKinds[at], mu[at]));
    make_uses(world);
    return {};
}

}  // namespace agglo
