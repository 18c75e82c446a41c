// Joint governance: monthly meetings with resolutions, yearly tasks with progress.
#include "region/generate.h"

namespace agglo {

namespace {

constexpr char const* kMeetings[] = {"dispatch", "coordination", "gate_review", "joint_conference"};
constexpr char const* kMeetingNames[] = {"重大项目调度会", "用地用能协调会", "项目遴选评审会",
                                         "产业共建联席会议"};
constexpr char const* kResolutions[] = {"加快完成用地报批", "落实园区变电站建设",
                                        "推动签约项目开工", "协调项目贷款投放", "清理低效用地台账"};
constexpr char const* kTasks[] = {"新开工制造业项目", "竣工投产项目", "熟地整备",
                                  "规上企业培育",     "数字化转型",   "产业链补链项目引进"};

void make_meeting(World& world, int month_index) {
    auto& random = world.random;
    auto const kind = static_cast<size_t>(month_index % 4);
    Date const on = civil(2022 + month_index / 12, 1 + month_index % 12,
                          static_cast<int>(random.between(8, 26)));
    if (on > world.until) return;
    auto const& county = random.pick(world.counties);
    auto const meeting = world.make(
        "meeting", on, Topic::kGovernance,
        Facts()("code", world.code("HY"))("name", on.to_month_string() + kMeetingNames[kind])(
            "kind", kMeetings[kind])("held_on", on)("region", ref(world.prefecture))(
            "organiser", ref(county.bureaus[0])));
    for (int at = 0; at < 4; ++at) {
        auto const& owner = random.pick(world.counties);
        Date const due = plus(on, random.between(20, 90));
        auto const resolution =
            world.make("resolution", on, Topic::kGovernance,
                       Facts()("meeting", ref(meeting))(
                           "title", owner.short_name + kResolutions[random.between(0, 4)])(
                           "owner", ref(owner.bureaus[static_cast<size_t>(random.between(0, 7))]))(
                           "region", ref(owner.region))("due_on", due)("status", "under_way")(
                           "light", "green"));
        Date const done =
            plus(due, random.chance(78, 100) ? -random.between(0, 10) : random.between(5, 60));
        if (done <= world.until) {
            world.change(resolution, done, Topic::kGovernance,
                         Facts()("status", "completed")("completed_on", done));
        } else if (due < world.until) {
            world.change(resolution, world.until, Topic::kGovernance,
                         Facts()("status", "overdue")("light", "red"));
        }
    }
}

void make_task(World& world, County const& county, int year, size_t what) {
    Date const start = civil(year, 1, 20);
    auto const goal = world.random.between(8, 60);
    auto const task = world.make(
        "task", start, Topic::kGovernance,
        Facts()("code", world.code("RW"))(
            "title", county.short_name + std::to_string(year) + "年" + kTasks[what])(
            "region", ref(county.region))("owner", ref(county.bureaus[what % kBureausMax]))(
            "goal_value", decimal(static_cast<double>(goal), 4))("unit_name", "个")(
            "start_on", start)("due_on", civil(year, 12, 31))("status", "under_way")("light",
                                                                                     "green"));
    for (int quarter = 1; quarter <= 4; ++quarter) {
        Date const on = plus(start, quarter * 85);
        if (on > world.until) return;
        double const done = std::min(1.0, 0.25 * quarter * draw_share(world.random, 82, 108));
        world.make("task_progress", on, Topic::kGovernance,
                   Facts()("task", ref(task))("reported_on", on)("progress", share(done))(
                       "content", "按计划推进"));
        world.change(task, on, Topic::kGovernance,
                     Facts()("progress", share(done))("actual_value",
                                                      decimal(static_cast<double>(goal) * done, 4))(
                         "light", done * 4 < quarter * 0.9 ? "yellow" : "green"));
    }
    world.change(task, civil(year, 12, 31), Topic::kGovernance,
                 Facts()("status", "completed")("completed_on", civil(year, 12, 31)));
}

}  // namespace

void generate_governance(World& world) {
    for (int month = 0; month < 30; ++month) make_meeting(world, month);
    for (auto const& county : world.counties) {
        for (int year = 2023; year <= 2024; ++year) {
            for (size_t what = 0; what < std::size(kTasks); ++what)
                make_task(world, county, year, what);
        }
    }
}

}  // namespace agglo
