// Promotion: events since 2023 with their published number and firms contacted; leads in classes
// with lights.
#include "region/fit_total.h"
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr char const* kEventKinds[] = {"presentation", "matching",   "trip", "reception",
                                       "signing",      "conference", "salon"};
constexpr char const* kEventNames[] = {"产业推介会",   "产业链对接会", "招商拜访活动",
                                       "客商考察接待", "集中签约活动", "产业大会",
                                       "企业沙龙"};

/// A few of the firms that came, by name.
void make_guests(World& world, Handle event, Date on) {
    static constexpr char const* kIntents[] = {"none", "interested", "interested", "visiting"};
    for (auto count = world.random.between(1, 3); count > 0; --count) {
        auto const home = world.random.pick(world.parameters.homes);
        auto const& sector = world.random.pick(world.parameters.sectors);
        auto const& product = world.random.pick(sector.products);
        world.make("event_enterprise", on, Topic::kPromotion,
                   Facts()("event", ref(event))("name", home + draw_brand(world) + product.word +
                                                            "有限公司（示例）")("home", home)(
                       "industry", product.industry)("attendees", world.random.between(1, 5))(
                       "intent", kIntents[world.random.between(0, 3)]));
    }
}

Handle make_event(World& world, Date on, int64_t firms) {
    auto& random = world.random;
    auto const kind = static_cast<size_t>(random.between(0, 6));
    auto const& county = random.pick(world.counties);
    auto const place = random.pick(world.parameters.homes);
    int64_t const signed_count = firms > 15 ? random.between(0, firms / 12) : 0;
    auto const event = world.make(
        "event", on, Topic::kPromotion,
        Facts()("code", world.code("HD"))("name", county.short_name + "（" + place + "）" +
                                                      kEventNames[kind])("kind", kEventKinds[kind])(
            "held_on", on)("place", place)("organiser", ref(county.bureaus[1]))(
            "region", ref(county.region))("enterprise_count", firms)("signed_count", signed_count)(
            "signed_amount", wan(signed_count * random.between(4'000, 20'000))));
    make_guests(world, event, on);
    return event;
}

std::vector<Handle> make_events(World& world) {
    auto const& published = world.parameters.published.events;
    std::vector<FitAmount> firms(static_cast<size_t>(published[0]));
    for (auto& amount : firms) amount = {draw_skewed(world.random, 22, 1.0), 4, 180};
    bool const fits = fit_total(firms, published[1], 1);
    AGGLO_ASSERT(fits);
    std::vector<Handle> events;
    for (int64_t at = 0; at < world.parameters.other_events; ++at) {
        Date const on = draw_working_day(world.random, civil(2020, 6, 1), civil(2022, 12, 28));
        events.push_back(make_event(world, on, world.random.between(5, 60)));
    }
    for (auto const& amount : firms) {
        Date const on = draw_working_day(world.random, civil(2023, 1, 4), civil(2024, 3, 8));
        events.push_back(make_event(world, on, amount.value));
    }
    for (int at = 0; at < 22; ++at) {
        Date const on = draw_working_day(world.random, civil(2024, 3, 12), plus(world.until, -5));
        events.push_back(make_event(world, on, world.random.between(5, 60)));
    }
    return events;
}

struct Standing {
    char const* status;
    char const* light;
    int quiet_low, quiet_high;  ///< days since the last progress
};

/// Two months without progress yellow, three red, six to the pool.
constexpr Standing kStandings[] = {
    {"new", "green", 1, 25},         {"following", "green", 2, 55},
    {"following", "yellow", 62, 88}, {"visiting", "green", 2, 50},
    {"negotiating", "green", 1, 58}, {"negotiating", "yellow", 61, 89},
    {"negotiating", "red", 93, 170}, {"pooled", "grey", 185, 420},
};

void make_progress(World& world, Handle lead, Date opened, Date last, Handle officer) {
    static constexpr char const* kKinds[] = {"call", "visit_out", "visit_in", "meeting", "online"};
    static constexpr char const* kTexts[] = {"电话沟通投资意向与用地需求",
                                             "拜访企业总部，介绍园区配套", "企业来肇考察地块",
                                             "会商政策与用能条件", "线上交换项目资料"};
    auto const steps = world.random.between(1, 3);
    for (int64_t at = 1; at <= steps; ++at) {
        Date const on = at == steps ? last : draw_day(world.random, opened, last);
        auto const kind = static_cast<size_t>(world.random.between(0, 4));
        world.make(
            "lead_progress", on, Topic::kPromotion,
            Facts()("lead", ref(lead))("made_on", on)("kind", kKinds[kind])(
                "content", kTexts[kind])("officer", ref(officer))("substantive", at == steps));
    }
}

size_t county_at(World const& world, County const& county) {
    return static_cast<size_t>(&county - world.counties.data());
}

void make_lead(World& world, std::vector<Handle> const& events) {
    static constexpr char const* kModes[] = {"business",  "chain",  "chain",   "ready_land",
                                             "expansion", "agency", "visiting"};
    static constexpr char const* kChannels[] = {"enterprise", "event",           "chamber",
                                                "agency",     "resident_office", "chain_analysis"};
    static constexpr char const* kClasses[] = {"a", "b", "b", "c", "c", "c"};
    auto& random = world.random;
    auto const at_sector = static_cast<size_t>(
        random.between(0, static_cast<int64_t>(world.parameters.sectors.size()) - 1));
    auto const& product = random.pick(world.parameters.sectors[at_sector].products);
    auto const& county = random.pick(world.counties);
    auto const& standing = kStandings[random.between(0, 7)];
    Date const last = plus(world.until, -random.between(standing.quiet_low, standing.quiet_high));
    Date const opened = plus(last, -random.between(5, 240));
    auto const channel = static_cast<size_t>(random.between(0, 5));
    auto const officer = random.pick(county.officers);
    auto const brand = draw_brand(world);
    int64_t const amount = draw_skewed(random, 12'000, 1.6) / 100 * 100 + 500;
    auto const home = random.pick(world.parameters.homes);
    auto const investor = home + brand + product.word + "有限公司（示例）";
    auto const lead = world.make(
        "lead", opened, Topic::kPromotion,
        Facts()("code", world.code("XS"))("name", brand + product.product + "项目")(
            "investor", investor)("lead_class", kClasses[random.between(0, 5)])(
            "mode", kModes[random.between(0, 6)])("channel", kChannels[channel])(
            "event", channel == 1 ? ref(random.pick(events)) : Value())(
            "industry", product.industry)("chain", ref(world.chain_of(at_sector, &product)))(
            "chain_node", ref(world.node_of(&product)))("intended_investment", wan(amount))(
            "land_area", area(centi_m2(std::max<int64_t>(8, amount / 380))))(
            "expected_output", wan(amount * 3 / 2))("region", ref(county.region))(
            "officer", ref(officer))("owner", ref(county.bureaus[1]))("status", "new")(
            "opened_on", opened)("light", "green"));
    world.leads.push_back({lead, county_at(world, county), investor, opened});
    make_progress(world, lead, opened, last, officer);
    world.change(lead, last, Topic::kPromotion,
                 Facts()("last_progress_on", last)("last_progress", "已更新跟进情况")(
                     "probability", share(draw_share(random, 5, 75))));
    world.change(
        lead, world.until, Topic::kPromotion,
        Facts()("status", standing.status)("light", standing.light)(
            "dropped_on",
            std::string_view(standing.status) == "pooled" ? Value(plus(last, 183)) : Value()));
}

}  // namespace

void generate_promotion(World& world) {
    auto const events = make_events(world);
    for (int64_t at = 0; at < world.parameters.leads; ++at) make_lead(world, events);
}

}  // namespace agglo
