// Counter-values: what counties hold against the computed starts, completions and productions of a
// year, with the ruling. The computed value is what the ledger answers for that county and year.
#include "region/generate.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

struct Contested {
    char const* indicator;
    char const* field;  ///< of published projects
    Date ProjectPlan::*date;
};

constexpr Contested kContested[] = {
    {"started", "started_on", &ProjectPlan::started},
    {"completed", "completed_on", &ProjectPlan::completed},
    {"produced", "produced_on", &ProjectPlan::produced},
};

struct Reason {
    char const* reason;
    char const* evidence;
    char const* ruling;
    int more;  ///< projects claimed beyond the computed ones
    bool accepted;
};

constexpr Reason kReasons[] = {
    {"两个分期项目合并建档，应按两个项目计数", "两期备案证和施工许可证",
     "分期备案、分期许可，予以采纳", 1, true},
    {"年末开工项目次年初才录入，日期按录入日误计", "开工令和监理日志", "以开工令日期为准，予以采纳",
     2, true},
    {"已完成场地平整的项目应计入", "场平验收单", "场地平整不计为开工，不予采纳", 3, false},
    {"试运行项目应视同投产", "试运行记录", "未通过验收、未形成产能，不予采纳", 2, false},
    {"跨区共建项目在两地重复计入，应核减", "利益分享协议", "按落地地计数，予以采纳", -1, true},
};

std::string const* text_of(FactRecord const& record, std::string_view field) {
    for (auto const& fact : record.fields) {
        if (fact.field == field && !fact.texts.empty()) return &fact.texts.front();
    }
    return nullptr;
}

/// Manufacturing projects of the county that the documents name, with their date in the year.
int64_t published_of(Pack const& pack, std::string const& county, char const* field, int year) {
    int64_t count = 0;
    for (auto const& record : pack.facts) {
        if (record.entity != "project") continue;
        auto const* region = text_of(record, "region");
        auto const* making = text_of(record, "manufacturing");
        auto const* date = text_of(record, field);
        bool const counted = region != nullptr && *region == county && making != nullptr &&
                             *making == "true" && date != nullptr &&
                             date->starts_with(std::to_string(year));
        count += counted ? 1 : 0;
    }
    return count;
}

int64_t computed(World const& world, Pack const& pack, size_t county, Contested const& contested,
                 int year) {
    int64_t count = 0;
    for (auto const& plan : world.projects) {
        Date const date = plan.*contested.date;
        bool const counted = plan.handle != 0 && plan.making && plan.county == county &&
                             world.has(plan, date) && year_of(date) == year;
        count += counted ? 1 : 0;
    }
    if (!world.is_city()) return count;
    return count + published_of(pack, world.counties[county].code, contested.field, year);
}

void raise(World& world, Pack const& pack, size_t at, Contested const& contested, int year) {
    auto const& county = world.counties[at];
    auto const& reason = kReasons[world.random.between(0, 4)];
    int64_t const found = computed(world, pack, at, contested, year);
    if (found + reason.more < 0) return;
    Date const raised =
        draw_working_day(world.random, civil(year + 1, 1, 8), civil(year + 1, 1, 26));
    Date const ruled = plus(raised, world.random.between(10, 30));
    bool const withdrawn = world.random.chance(10, 100);
    auto const handle = world.make(
        "counter_value", raised, Topic::kGovernance,
        Facts()("indicator", ref(world.facts.find("indicator", contested.indicator)))(
            "region", ref(county.region))("year", year)("frequency", "year")("period", 0)(
            "computed_value", Decimal{found, 0})("value", Decimal{found + reason.more, 0})(
            "reason", reason.reason)("evidence", reason.evidence)(
            "raised_by", ref(county.bureaus[0]))("raised_on", raised)("status", "open"));
    if (withdrawn) {
        world.change(handle, ruled, Topic::kGovernance,
                     Facts()("status", "withdrawn")("ruled_on", ruled)(
                         "ruling_note", "核对后与系统数值一致，撤回"));
        return;
    }
    auto const city_bureau =
        world.is_city() ? world.facts.find("organisation", "ZQ-GXJ") : Handle(0);
    world.change(
        handle, ruled, Topic::kGovernance,
        Facts()("status", reason.accepted ? "accepted" : "rejected")("ruled_by", ref(city_bureau))(
            "ruled_on", ruled)("ruling_note", reason.ruling));
}

/// One that nobody has ruled on yet.
void raise_this_year(World& world, size_t at) {
    auto const& county = world.counties[at];
    auto const& plans = world.projects;
    auto const found = std::count_if(plans.begin(), plans.end(), [&](auto const& plan) {
        return plan.handle != 0 && plan.making && plan.county == at &&
               plan.started >= civil(2024, 4, 1) && plan.started <= civil(2024, 4, 30) &&
               world.has(plan, plan.started);
    });
    Date const raised = plus(world.until, -world.random.between(4, 20));
    world.make("counter_value", raised, Topic::kGovernance,
               Facts()("indicator", ref(world.facts.find("indicator", "started")))(
                   "region", ref(county.region))("year", 2024)("frequency", "month")("period", 4)(
                   "computed_value", Decimal{found, 0})("value", Decimal{found + 1, 0})(
                   "reason", "四月底开工的项目许可证补录，应计入当月")("evidence", "施工许可证")(
                   "raised_by", ref(county.bureaus[0]))("raised_on", raised)("status", "open"));
}

}  // namespace

void generate_counter_values(World& world, Pack const& pack) {
    OwnDraws const own(world, Part::kCounterValues);
    for (size_t at = 0; at < world.counties.size(); ++at) {
        for (int year = 2021; year <= 2023; ++year) {
            for (auto const& contested : kContested) {
                if (world.random.chance(30, 100)) raise(world, pack, at, contested, year);
            }
        }
        if (world.random.chance(40, 100)) raise_this_year(world, at);
    }
}

}  // namespace agglo
