// Former names: some firms were renamed, before the ledger began or within it; those of the second
// kind are entered under their old name and change it on the day.
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

constexpr int kRenamedPercent = 7;
constexpr int kAgeDaysMin = 400;
constexpr Date kLastWorks{13'879};  // 2008-01-01: until then a predecessor may have been a works

std::string draw_former(World& world, Firm const& firm, bool works) {
    static constexpr char const* kWords[] = {"实业", "工贸", "制造", "科技发展"};
    auto const other = draw_brand(world);
    bool const same_brand = world.random.chance(60, 100);
    auto const* word = kWords[world.random.between(0, 3)];
    if (works) return world.city_name + other + firm.product->word + "厂（示例）";
    return same_brand ? firm_name(world, firm.brand, word)
                      : firm_name(world, other, firm.product->word);
}

}  // namespace

void settle_former_names(World& world) {
    OwnDraws const own(world, Part::kFormerNames);
    for (auto& firm : world.firms) {
        Date const first = plus(firm.established, kAgeDaysMin);
        Date const last = plus(world.until, -60);
        if (first >= last || !world.random.chance(kRenamedPercent, 100)) continue;
        Date const on = draw_working_day(world.random, first, last);
        firm.former = FormerName{draw_former(world, firm, on < kLastWorks), on, on < kLastWorks};
    }
}

void generate_former_names(World& world) {
    for (auto const& firm : world.firms) {
        if (!firm.former) continue;
        auto const& former = *firm.former;
        world.make("enterprise_name", former.until, Topic::kParty,
                   Facts()("enterprise", ref(firm.handle))("name", former.name)(
                       "kind", former.works ? "predecessor" : "former")(
                       "used_from", firm.established)("used_until", former.until));
        if (former.until > firm.recorded)
            world.change(firm.handle, former.until, Topic::kParty, Facts()("name", firm.name));
    }
}

}  // namespace agglo
