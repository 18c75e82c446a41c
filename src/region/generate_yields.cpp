// Per-mu evaluation: the schemes with their indicators and rules, and the results of 2022 and 2023,
// computed from the firms' recorded years (yield_rating.h).
#include "base/json_writer.h"
#include "region/generate.h"
#include "region/own_draws.h"
#include "region/yield_rating.h"

namespace agglo {

namespace {

constexpr double kCentiM2PerMu = 2'000'000.0 / 30;
constexpr double kLandMinMu = 3;
constexpr double kDigitalisedPoints = 2, kTechnicalPoints = 1;
constexpr int64_t kTechnicalWan = 1'000;

struct SchemeSpec {
    char const* suffix;
    char const* name;
    YieldShape shape;
    int year;
    bool below_scale;
    char const* document;
};

constexpr char const* kHuangyan =
    "台州市黄岩区2022年工业企业亩均效益综合评价办法（公开文本）的公式";
constexpr char const* kMinMaxShape = "极差标准化通用公式";
constexpr SchemeSpec kSchemes[] = {
    {"BZ2022", "规上工业企业亩均效益评价2022年度（示例）", YieldShape::kRatio, 2022, false,
     kHuangyan},
    {"BZ2023", "规上工业企业亩均效益评价2023年度（示例）", YieldShape::kRatio, 2023, false,
     kHuangyan},
    {"JC2023", "规上工业企业亩均效益评价2023年度极差法试算（示例）", YieldShape::kMinMax, 2023,
     false, kMinMaxShape},
    {"GX2023", "规下工业企业亩均效益评价2023年度（示例）", YieldShape::kRatio, 2023, true,
     kHuangyan},
};

constexpr char const* kNotRated =
    "land_area = null or land_area * 3 / 2000 < 3 or enterprise.industry in (\"44\", \"45\", "
    "\"46\") or enterprise.produced_on = null or enterprise.produced_on > date(year - 2, 12, 31)";

Handle make_scheme(World& world, SchemeSpec const& spec) {
    bool const ratio = spec.shape == YieldShape::kRatio;
    return world.make(
        "yield_scheme", civil(spec.year + 1, 3, 28), Topic::kPolicy,
        Facts()("code", world.code_prefix + "-MJ-" + spec.suffix)("name", spec.name)(
            "year", spec.year)("region", ref(world.prefecture))(
            "shape", ratio ? "ratio" : "min_max")("document_name", spec.document)("active", true)(
            "population_name", spec.below_scale ? "规下工业企业" : "规上工业企业")(
            "population", spec.below_scale ? "enterprise.above_scale = false"
                                           : "enterprise.above_scale = true and quarter = 0")(
            "missing_rule", "population_mean")("merge_shared_land", true)("share_a", share(0.20))(
            "share_b", share(0.60))("share_c", share(0.95))("exempt_rule", kNotRated)(
            "measures_enabled", false)("valid_from", civil(spec.year + 1, 4, 1)));
}

void make_indicator(World& world, Handle scheme, SchemeSpec const& spec,
                    YieldIndicatorSpec const& indicator, int64_t order) {
    bool const ratio = spec.shape == YieldShape::kRatio;
    world.make(
        "yield_indicator", civil(spec.year + 1, 3, 28), Topic::kPolicy,
        Facts()("yield_scheme", ref(scheme))("name", indicator.name)("formula", indicator.formula)(
            "weight", decimal(indicator.weight, 4))(
            "benchmark", ratio ? decimal(indicator.benchmark, 6) : Value())(
            "benchmark_kind", ratio ? Value("fixed") : Value())("missing_rule", "population_mean")(
            "lower_is_better", false)("unit_name", indicator.unit)("order", order));
}

void make_rule(World& world, Handle scheme, int year, Facts facts) {
    facts("yield_scheme", ref(scheme));
    world.make("yield_rule", civil(year + 1, 3, 28), Topic::kPolicy, std::move(facts));
}

void make_rules(World& world, Handle scheme, int year) {
    make_rule(
        world, scheme, year,
        Facts()("kind", "addition")("name", "完成数字化转型")("condition", "digitalised = true")(
            "points", decimal(kDigitalisedPoints, 4))("order", 1));
    make_rule(world, scheme, year,
              Facts()("kind", "addition")("name", "年度技改投资一千万元以上")(
                  "condition", "technical_investment >= 10000000")(
                  "points", decimal(kTechnicalPoints, 4))("order", 2));
    make_rule(world, scheme, year,
              Facts()("kind", "veto")("name", "当年无税收贡献")("condition", "tax <= 0")(
                  "grade_cap", "d")("order", 3));
}

char const* not_rated(Firm const& firm, FirmYear const& year) {
    if (firm.land == 0) return "没有自有用地面积";
    if (static_cast<double>(firm.land) / kCentiM2PerMu < kLandMinMu) return "用地不足3亩";
    if (firm.producing > civil(year.year - 2, 12, 31)) return "投产不满两年";
    return nullptr;
}

YieldFacts facts_of(World const& world, FirmYear const& year) {
    auto const& firm = world.firms[year.firm];
    auto const mu = static_cast<double>(firm.land) / kCentiM2PerMu;
    auto const tax = static_cast<double>(year.tax_wan);
    auto const added = static_cast<double>(year.value_added_wan);
    YieldFacts facts;
    facts.not_rated = not_rated(firm, year);
    if (facts.not_rated != nullptr) return facts;
    facts.values = {tax / mu,
                    added / mu,
                    added / (static_cast<double>(year.energy_kgce) / 1'000),
                    std::nullopt,
                    added / static_cast<double>(year.headcount),
                    static_cast<double>(year.rd_wan) / static_cast<double>(year.revenue_wan)};
    if (year.emissions_e4t > 0)
        facts.values[3] = added / (static_cast<double>(year.emissions_e4t) / 10'000);
    facts.added = (year.digitalised ? kDigitalisedPoints : 0) +
                  (year.technical_wan >= kTechnicalWan ? kTechnicalPoints : 0);
    facts.vetoed = year.tax_wan <= 0;
    return facts;
}

std::string explained(YieldFacts const& facts, YieldRating const& rating) {
    JsonWriter json;
    json.begin_object();
    if (facts.not_rated != nullptr) {
        json.member("not_rated", facts.not_rated).end_object();
        return json.take();
    }
    for (size_t at = 0; at < kYieldIndicators; ++at) {
        json.key(kAboveScaleIndicators[at].key).begin_object();
        json.key("value").decimal(*decimal(rating.values[at], 6).get<Decimal>());
        json.key("score").decimal(*decimal(rating.scores[at], 4).get<Decimal>());
        if (!facts.values[at]) json.member("missing", "population_mean");
        json.end_object();
    }
    json.end_object();
    return json.take();
}

Facts rated_facts(FirmYear const& year, Firm const& firm, YieldFacts const& facts,
                  YieldRating const& rating) {
    auto const per_mu = [&](int64_t amount_wan) {
        return decimal(static_cast<double>(amount_wan) * 10'000 * kCentiM2PerMu /
                           static_cast<double>(firm.land),
                       2);
    };
    return Facts()("tax_per_mu", per_mu(year.tax_wan))(
        "value_added_per_mu", per_mu(year.value_added_wan))("base_score", decimal(rating.base, 4))(
        "added_score", decimal(facts.added, 4))("score", decimal(rating.score, 4))(
        "rank", static_cast<int64_t>(rating.rank));
}

void make_result(World& world, Handle scheme, SchemeSpec const& spec, FirmYear const& year,
                 std::pair<YieldFacts, YieldRating> const& rated) {
    static constexpr char const* kObjections[] = {"用地面积含已退还的代征道路用地，请核减",
                                                  "年内并购企业税收未并入，请复核",
                                                  "自备光伏用能应从综合能耗中扣除"};
    auto const& firm = world.firms[year.firm];
    auto const& [facts, rating] = rated;
    auto all = facts.not_rated == nullptr ? rated_facts(year, firm, facts, rating) : Facts();
    all("yield_scheme", ref(scheme))("enterprise", ref(firm.handle))("year", year.year)(
        "grade", std::string(1, rating.grade))("vetoed", facts.vetoed)(
        "explanation", explained(facts, rating))("state", "computed");
    if (firm.land > 0) all("land_area", area(firm.land));
    Date const on = civil(spec.year + 1, 6, 6);
    auto const result = world.make("yield_result", on, Topic::kPolicy, std::move(all));
    if (spec.shape == YieldShape::kMinMax) return;
    Date const announced = civil(spec.year + 1, 8, 18);
    bool const objects = rating.grade == 'd' && world.random.chance(20, 100);
    if (objects) {
        world.change(
            result, plus(on, 15), Topic::kPolicy,
            Facts()("state", "objected")("objection", kObjections[world.random.between(0, 2)]));
    }
    world.change(result, announced, Topic::kPolicy,
                 Facts()("state", "announced")("announced_on", announced));
}

void make_results(World& world, Handle scheme, SchemeSpec const& spec) {
    std::vector<FirmYear const*> years;
    std::vector<YieldFacts> facts;
    for (auto const& year : world.firm_years) {
        if (year.year != spec.year) continue;
        years.push_back(&year);
        facts.push_back(facts_of(world, year));
    }
    auto const ratings = rate_yields(spec.shape, facts);
    for (size_t at = 0; at < years.size(); ++at)
        make_result(world, scheme, spec, *years[at], {facts[at], ratings[at]});
}

}  // namespace

void generate_yields(World& world) {
    OwnDraws const own(world, Part::kYields);
    for (auto const& spec : kSchemes) {
        auto const scheme = make_scheme(world, spec);
        int64_t order = 0;
        if (spec.below_scale) {
            for (auto const& indicator : kBelowScaleIndicators)
                make_indicator(world, scheme, spec, indicator, ++order);
            continue;
        }
        for (auto const& indicator : kAboveScaleIndicators)
            make_indicator(world, scheme, spec, indicator, ++order);
        make_rules(world, scheme, spec.year);
        make_results(world, scheme, spec);
    }
}

}  // namespace agglo
