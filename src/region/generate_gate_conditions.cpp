// Conditions of gates that were passed with conditions: what the investor had still to bring, until
// when, and whether it did before its building permit.
#include "region/generate.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

struct Condition {
    char const* text;
    char const* evidence;
    size_t bureau;  ///< that verifies it: position in GeneratorParameters::bureaus
};

constexpr Condition kEnergy{"施工许可前提交节能承诺书，单位增加值能耗不高于准入值", "节能承诺书",
                            3};
constexpr Condition kOthers[] = {
    {"施工许可前取得环评批复或完成登记", "环评批复文件", 5},
    {"注册后三个月内注册资本实缴不低于三成", "验资报告", 1},
    {"补充亩均产值和亩均税收承诺，写入投资协议", "投资协议补充条款", 0},
    {"提供自有资金和银行授信证明", "银行授信函", 6},
};

void make_condition(World& world, ConditionalGate const& gate, Condition const& condition) {
    auto const& plan = world.projects[gate.project];
    Date const due = plus(plan.gated, world.random.between(90, 180));
    Date const latest = std::max(plus(plan.gated, 40), plan.permitted);
    Date const met =
        std::min(latest, plus(due, world.random.chance(84, 100) ? -world.random.between(1, 45)
                                                                : world.random.between(3, 60)));
    auto const handle =
        world.make("gate_condition", plan.gated, Topic::kService,
                   Facts()("gate_decision", ref(gate.decision))("condition", condition.text)(
                       "owner", ref(world.counties[plan.county].bureaus[condition.bureau]))(
                       "due_on", due)("status", "pending"));
    if (world.has(plan, met)) {
        world.change(handle, met, Topic::kService,
                     Facts()("status", "met")("met_on", met)("evidence", condition.evidence));
    } else if (plan.ended && *plan.ended <= world.until) {
        world.change(handle, *plan.ended, Topic::kService,
                     Facts()("status", "waived")("evidence", "项目终止，不再要求"));
    } else if (due < world.until) {
        world.change(handle, plus(due, 1), Topic::kService, Facts()("status", "overdue"));
    }
}

}  // namespace

void generate_gate_conditions(World& world) {
    OwnDraws const own(world, Part::kGateConditions);
    for (auto const& gate : world.conditional_gates) {
        make_condition(world, gate, kEnergy);  // the opinion of every such gate names it
        if (world.random.chance(40, 100))
            make_condition(world, gate, kOthers[world.random.between(0, 3)]);
    }
}

}  // namespace agglo
