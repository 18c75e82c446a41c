// Monthly dispatch: reports of the larger projects under construction since 2023, and site
// inspections.
#include "region/generate.h"
#include "region/period_close.h"

namespace agglo {

namespace {

constexpr int kReportDay = 25;

Date month_start(int index) {
    return civil(2023 + index / 12, 1 + index % 12, 1);
}

/// The 25th of the month that `day` lies in.
Date report_day(Date day) {
    auto const date = day.civil();
    return civil(date.year, date.month, kReportDay);
}

/// Share of the works done on a day: an S-shaped curve between start and completion.
double progress_on(ProjectPlan const& plan, Date day) {
    double const whole = plan.completed.days - plan.started.days;
    double const at = std::clamp((day.days - plan.started.days) / whole, 0.0, 1.0);
    return 0.01 + 0.99 * at * at * (3 - 2 * at);
}

int64_t invested_on(ProjectPlan const& plan, Date day) {
    if (day < plan.started) return 0;
    return std::llround(static_cast<double>(plan.fixed_wan) * progress_on(plan, day));
}

/// Staff hired before production: few at first, half of those promised when the works are done.
int64_t jobs_on(ProjectPlan const& plan, Date day, int64_t noise) {
    double const hired = 0.5 * progress_on(plan, day) * static_cast<double>(noise) / 260;
    return 2 + std::llround(static_cast<double>(plan.jobs) * hired);
}

void make_report(World& world, ProjectPlan const& plan, Date month) {
    auto& random = world.random;
    Date const day = plus(month, kReportDay - 1);
    Date const before = report_day(plus(month, -1));
    int64_t const year_before = invested_on(plan, civil(year_of(month) - 1, 12, kReportDay));
    int64_t const total = invested_on(plan, day);
    int64_t const in_month = total - invested_on(plan, before);
    bool const problem = random.chance(18, 100);
    auto facts = Facts()("project", ref(plan.handle))("month", month)("invested", wan(in_month))(
        "invested_total", wan(total))("invested_year", wan(total - year_before))(
        "progress", share(progress_on(plan, day)))("jobs",
                                                   jobs_on(plan, day, random.between(20, 260)))(
        "submitted_on", plus(day, random.between(0, 3)))("state", "submitted");
    facts("next_plan", "按施工计划推进主体工程和设备安装");
    if (problem) facts("problems", "施工用电增容和材料供应需协调");
    auto const report = world.make("period_report", plus(day, 3), Topic::kReport, std::move(facts));
    Date const closed = close_of(month);
    world.change(report, closed, Topic::kReport, Facts()("state", "locked")("locked_on", closed));
}

void follow_progress(World& world, ProjectPlan const& plan) {
    for (int index = 0; month_start(index) <= plus(world.until, -30); ++index) {
        Date const month = month_start(index);
        Date const day = plus(month, kReportDay - 1);
        if (day < plan.started || plus(month, -10) > plan.completed) continue;
        make_report(world, plan, month);
        if (index % 3 == 2 && progress_on(plan, day) < 1) {
            world.change(plan.handle, plus(day, 7), Topic::kReport,
                         Facts()("invested", wan(invested_on(plan, day)))(
                             "progress", share(progress_on(plan, day))));
        }
    }
}

/// What the last month closed leaves in the library, for projects without reports too.
void record_standing(World& world, ProjectPlan const& plan) {
    Date const last = plus(world.until, -36);  // the 25th of the month before
    if (last < plan.started) return;
    world.change(plan.handle, plus(last, 7), Topic::kReport,
                 Facts()("invested", wan(invested_on(plan, last)))("progress",
                                                                   share(progress_on(plan, last))));
}

void make_inspections(World& world, ProjectPlan const& plan) {
    static constexpr char const* kNotes[] = {"基础施工", "主体结构施工",   "钢结构吊装",
                                             "设备安装", "厂区道路与管网", "外立面与装修"};
    Date const last = std::min(plan.completed, world.until);
    Date on = plus(std::max(plan.started, civil(2022, 1, 1)), world.random.between(15, 60));
    for (; on < last; on = plus(on, world.random.between(75, 130))) {
        double const progress = progress_on(plan, on);
        bool const stopped = world.random.chance(4, 100);
        auto const note = std::min<size_t>(5, static_cast<size_t>(progress * 6));
        world.make("inspection", on, Topic::kReport,
                   Facts()("project", ref(plan.handle))("inspected_on", on)(
                       "inspector", ref(plan.officer))("progress", share(progress))(
                       "progress_note", kNotes[note])("workers", world.random.between(12, 240))(
                       "machines", world.random.between(2, 26))("stopped", stopped)(
                       "finding", stopped ? Value("现场停工，已约谈企业") : Value()));
    }
}

}  // namespace

void generate_progress(World& world) {
    for (auto const& plan : world.projects) {
        if (plan.handle == 0 || !world.has(plan, plan.started)) continue;
        if (plan.completed > civil(2022, 12, 31) && plan.size != SizeClass::kSmall)
            follow_progress(world, plan);
        if (plan.completed > civil(2022, 1, 31) && plan.size != SizeClass::kSmall)
            make_inspections(world, plan);
        if (world.has(plan, plan.completed)) {
            world.change(plan.handle, plan.completed, Topic::kReport,
                         Facts()("invested", wan(plan.fixed_wan)));
        } else {
            record_standing(world, plan);
        }
    }
}

}  // namespace agglo
