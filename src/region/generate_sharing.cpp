// Sharing agreements: projects that one county brought and another took, and parks that two build
// together. The shares of each figure add up to one. The published agreement is left as it is.
#include "region/generate.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

constexpr int kReferredMax = 24;
constexpr int kReferredEvery = 23;  // of the projects signed since 2021
constexpr int kSharedParks = 4;
constexpr char const* kReferredTerms =
    "引荐地与落地地按比例分享签约额和投资额；税收地方留成部分自投产之日起分享五年";
constexpr char const* kParkTerms = "两地共建园区，产值和税收地方留成按比例分享，期满另议";

struct Party {
    size_t county = 0;
    int percent = 0;
};

void make_share(World& world, Handle agreement, Party const& party, char const* metric, Date from,
                Date until) {
    world.make(
        "sharing_share", from, Topic::kGovernance,
        Facts()("sharing_agreement", ref(agreement))(
            "region", ref(world.counties[party.county].region))("metric", metric)(
            "share", share(party.percent / 100.0))("valid_from", from)("valid_until", until));
}

void make_shares(World& world, Handle agreement, Party const& lead, Party const& partner,
                 std::span<char const* const> metrics, std::pair<Date, Date> valid) {
    for (auto const* metric : metrics) {
        make_share(world, agreement, lead, metric, valid.first, valid.second);
        make_share(world, agreement, partner, metric, valid.first, valid.second);
    }
}

size_t draw_partner(World& world, size_t county) {
    auto const others = static_cast<int64_t>(world.counties.size()) - 1;
    auto const step = static_cast<size_t>(world.random.between(1, others));
    return (county + step) % world.counties.size();
}

/// The county that signed the project is not the one where it lands.
void make_referred(World& world, ProjectPlan const& plan) {
    static constexpr char const* kMetrics[] = {"signing", "investment", "tax"};
    auto const signer = draw_partner(world, plan.county);
    auto const& landing = world.counties[plan.county];
    Date const signed_on = plus(plan.introduced, world.random.between(5, 40));
    Date const until = plus(signed_on, 5 * 365 + 1);
    if (signed_on > world.until || !world.has(plan, signed_on)) return;
    auto const agreement = world.make(
        "sharing_agreement", signed_on, Topic::kGovernance,
        Facts()("code", world.code("GX"))(
            "name", world.counties[signer].short_name + "—" + landing.short_name + plan.brand +
                        "项目利益分享协议（示例）")("scope_kind", "project")(
            "project", ref(plan.handle))("lead_region", ref(landing.region))(
            "metrics", ValueList(std::begin(kMetrics), std::end(kMetrics)))("signed_on", signed_on)(
            "valid_from", signed_on)("valid_until", until)("status", "effective")("terms",
                                                                                  kReferredTerms));
    int const percent = static_cast<int>(world.random.between(5, 7)) * 10;
    make_shares(world, agreement, {plan.county, percent}, {signer, 100 - percent}, kMetrics,
                {signed_on, until});
    world.change(plan.handle, signed_on, Topic::kGovernance,
                 Facts()("signing_region", ref(world.counties[signer].region))("sharing_agreement",
                                                                               ref(agreement)));
    if (plan.ended && *plan.ended <= world.until)
        world.change(agreement, plus(*plan.ended, 20), Topic::kGovernance,
                     Facts()("status", "ended")("valid_until", *plan.ended));
}

/// A park of the county about which nothing is published; kNone when there is none.
size_t draw_invented_park(World& world, size_t county) {
    for (int attempt = 0; attempt < 8; ++attempt) {
        auto const at = world.draw_park(county, ZonePlace::kOutside);
        if (at == kNone || !world.parks[at].published) return at;
    }
    return kNone;
}

/// An eastern county's park in a western one: the host leads.
void make_shared_park(World& world, size_t host, size_t partner) {
    static constexpr char const* kMetrics[] = {"output", "tax", "value_added"};
    auto const at = draw_invented_park(world, host);
    if (at == kNone) return;
    auto const& park = world.parks[at];
    Date const signed_on = draw_working_day(world.random, civil(2021, 3, 1), civil(2023, 6, 30));
    Date const until = plus(signed_on, 10 * 365 + 2);
    auto const agreement = world.make(
        "sharing_agreement", signed_on, Topic::kGovernance,
        Facts()("code", world.code("GX"))("name", world.counties[partner].short_name + "—" +
                                                      world.counties[host].short_name + "共建" +
                                                      park.name + "协议")("scope_kind", "park")(
            "park", ref(park.handle))("lead_region", ref(world.counties[host].region))(
            "metrics", ValueList(std::begin(kMetrics), std::end(kMetrics)))("signed_on", signed_on)(
            "valid_from", signed_on)("valid_until", until)("status", "effective")("terms",
                                                                                  kParkTerms));
    int const percent = static_cast<int>(world.random.between(5, 8)) * 10;
    make_shares(world, agreement, {host, percent}, {partner, 100 - percent}, kMetrics,
                {signed_on, until});
}

}  // namespace

void generate_sharing(World& world) {
    OwnDraws const own(world, Part::kSharing);
    int made = 0;
    for (auto const& plan : world.projects) {
        bool const open = plan.handle != 0 && plan.introduced >= civil(2021, 6, 1) &&
                          world.has(plan, plan.introduced);
        if (!open || made == kReferredMax || !world.random.chance(1, kReferredEvery)) continue;
        make_referred(world, plan);
        ++made;
    }
    std::vector<size_t> western, eastern;
    for (size_t at = 0; at < world.counties.size(); ++at)
        (world.counties[at].eastern ? eastern : western).push_back(at);
    for (size_t at = 0; at < kSharedParks && at < std::min(western.size(), eastern.size()); ++at)
        make_shared_park(world, western[at], eastern[at]);
}

}  // namespace agglo
