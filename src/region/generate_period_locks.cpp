// Closed periods: the dispatch's months, the counties' indicators by quarter, the firms' years. In
// the city each lock tells the sequence of the journal at which it was made, so that the period's
// report can be asked again as of then; copies have no history to ask.
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"
#include "region/period_close.h"

namespace agglo {

namespace {

constexpr int kFirstYear = 2023;  // of the monthly dispatch

struct Period {
    char const* subject;
    Handle region = 0;
    int year = 0;
    char const* frequency;
    int number = 0;
};

Handle make_lock(World& world, Period const& period, Date on, std::string const& by) {
    return world.make(
        "period_lock", on, Topic::kGovernance,
        Facts()("subject", period.subject)("region", ref(period.region))("year", period.year)(
            "frequency", period.frequency)("period", period.number)("locked_on", on)(
            "locked_by", by)("sequence", world.is_city() ? Value(kHeadSequence) : Value()));
}

void lock_months(World& world, std::string const& by) {
    for (int month = 0;; ++month) {
        int const year = kFirstYear + month / 12, number = 1 + month % 12;
        Date const on = close_of(civil(year, number, 1));
        if (on > world.until) return;
        make_lock(world, {"period_report", world.prefecture, year, "month", number}, on, by);
    }
}

/// By the 18th after the quarter; a wrong figure found later opens it once more.
void lock_quarters(World& world, County const& county, std::string const& by) {
    for (int quarter = 0;; ++quarter) {
        int const year = 2022 + quarter / 4, number = 1 + quarter % 4;
        Date const end = number == 4 ? civil(year + 1, 1, 1) : civil(year, number * 3 + 1, 1);
        Date const on = plus(end, world.random.between(10, 17));
        if (on > world.until) return;
        Period const period{"indicator", county.region, year, "quarter", number};
        auto const lock = make_lock(world, period, on, by);
        Date const opened = plus(on, world.random.between(12, 30));
        if (!world.random.chance(5, 100) || plus(opened, 7) > world.until) continue;
        world.change(lock, opened, Topic::kGovernance,
                     Facts()("unlocked_on", opened)("unlock_reason", "开工时间认定更正，重新核定"));
        make_lock(world, period, plus(opened, 7), by);
    }
}

void lock_years(World& world, std::string const& by) {
    for (int year = 2019; year <= 2022; ++year) {
        Date const on = civil(year + 1, 4, static_cast<int>(world.random.between(12, 28)));
        make_lock(world, {"enterprise_period", world.prefecture, year, "year", 0}, on, by);
    }
}

}  // namespace

void generate_period_locks(World& world) {
    OwnDraws const own(world, Part::kPeriodLocks);
    lock_months(world, draw_person(world));
    lock_years(world, draw_person(world));
    for (auto const& county : world.counties) lock_quarters(world, county, draw_person(world));
}

}  // namespace agglo
