// Which firms are above scale and digitalised, and what they put out in 2023, so that the published
// numbers of vehicle firms and digitalised firms and the outputs of the three emerging sectors come
// out exactly.
#include "region/fit_total.h"
#include "region/generate.h"

namespace agglo {

namespace {

constexpr size_t kVehicle = 0;
constexpr int64_t kOutputLowWan = 2'100;  // above scale is 20 million yuan
constexpr int64_t kOutputHighWan = 1'900'000;
constexpr int64_t kOutputPerMuWan = 1'800;

/// Firms whose project has come above scale are so in any case; of the others a share.
void settle_scale(World& world) {
    for (auto const& plan : world.projects) {
        bool const new_firm =
            plan.firm != kNone && plan.firm >= static_cast<size_t>(world.parameters.existing_firms);
        if (new_firm && plan.making && world.has(plan, plan.above_scale))
            world.firms[plan.firm].above_scale = true;
    }
    for (size_t at = 0; at < static_cast<size_t>(world.parameters.existing_firms); ++at) {
        auto& firm = world.firms[at];
        firm.above_scale =
            firm.sector != kVehicle &&
            world.random.chance(static_cast<int>(world.parameters.above_scale_percent), 100);
    }
}

/// Vehicle firms: those of projects, then existing ones up to the published number.
bool settle_vehicles(World& world) {
    int64_t wanted = world.parameters.published.vehicle_firms;
    if (world.is_city()) --wanted;  // one is published
    for (auto const& firm : world.firms)
        wanted -= firm.sector == kVehicle && firm.above_scale ? 1 : 0;
    for (auto const at :
         draw_order(world.random, static_cast<size_t>(world.parameters.existing_firms))) {
        auto& firm = world.firms[at];
        if (wanted == 0 || firm.sector != kVehicle || firm.above_scale) continue;
        firm.above_scale = true;
        --wanted;
    }
    return wanted == 0;
}

bool settle_digitalised(World& world) {
    int64_t wanted = world.parameters.published.digitalised;
    for (auto const at : draw_order(world.random, world.firms.size())) {
        auto& firm = world.firms[at];
        if (wanted == 0 || !firm.above_scale || firm.producing > civil(2022, 12, 31)) continue;
        firm.digitalised = true;
        --wanted;
    }
    return wanted == 0;
}

/// What a firm's land can carry; that of existing firms is made to suit their output instead.
int64_t output_high(World const& world, Firm const& firm) {
    bool const existing =
        &firm - world.firms.data() < static_cast<std::ptrdiff_t>(world.parameters.existing_firms);
    if (existing || firm.land == 0) return kOutputHighWan;
    return std::clamp(firm.land / centi_m2(1) * kOutputPerMuWan, 2 * kOutputLowWan, kOutputHighWan);
}

void settle_land(World& world) {
    for (size_t at = 0; at < static_cast<size_t>(world.parameters.existing_firms); ++at) {
        auto& firm = world.firms[at];
        firm.land = std::max(firm.land, centi_m2(firm.output_wan / kOutputPerMuWan));
    }
}

bool settle_output(World& world) {
    auto const& wanted = world.parameters.published.sector_output_wan;
    for (size_t sector = 0; sector < world.parameters.sectors.size(); ++sector) {
        std::vector<Firm*> firms;
        std::vector<FitAmount> amounts;
        for (auto& firm : world.firms) {
            if (firm.sector != sector || !firm.above_scale || year_of(firm.producing) > 2023)
                continue;
            auto const median = world.parameters.sectors[sector].output_wan;
            int64_t const high = output_high(world, firm);
            firm.output_wan =
                std::clamp(draw_skewed(world.random, median, 2.0), kOutputLowWan, high);
            firms.push_back(&firm);
            amounts.push_back({firm.output_wan, kOutputLowWan, high});
        }
        if (sector >= wanted.size()) continue;
        if (!fit_total(amounts, wanted[sector], 10)) return false;
        for (size_t at = 0; at < firms.size(); ++at) firms[at]->output_wan = amounts[at].value;
    }
    return true;
}

void record_standing(World& world, Firm const& firm) {
    Date const start = std::max(firm.producing, plus(world.from, 60));
    if (firm.above_scale) {
        Date const on =
            std::min(plus(start, world.random.between(60, 300)), plus(world.until, -20));
        world.change(firm.handle, on, Topic::kParty,
                     Facts()("above_scale", true)("above_scale_on", on));
    }
    if (firm.digitalised) {
        Date const on = draw_day(world.random, std::max(civil(2020, 3, 1), plus(start, 30)),
                                 civil(2024, 2, 28));
        world.change(firm.handle, on, Topic::kParty,
                     Facts()("digitalised", true)("digitalised_on", on));
    }
}

}  // namespace

Result<void> settle_firms(World& world) {
    settle_scale(world);
    if (!settle_vehicles(world))
        return Error(ErrorCode::kInternal, {"no room for the vehicle firms"});
    if (!settle_digitalised(world))
        return Error(ErrorCode::kInternal, {"too few above-scale firms"});
    if (!settle_output(world))
        return Error(ErrorCode::kInternal, {"no room for the sectors' output"});
    settle_land(world);
    settle_former_names(world);
    generate_firm_records(world);
    generate_former_names(world);
    for (auto const& firm : world.firms) record_standing(world, firm);
    return {};
}

}  // namespace agglo
