#include "region/timeline.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace agglo {

namespace {

int32_t week_of(Date date) {
    return (date.days + 3) / 7;
}  // 1970-01-01 was a Thursday

auto key_of(PlannedChange const& change) {
    return std::tuple(change.week, change.topic);
}

}  // namespace

std::string_view reason_of(Topic topic) {
    static constexpr std::string_view kReasons[kTopics] = {
        "录入公开资料", "园区与公用设施台账", "企业名录更新",   "招商台账周报",
        "土地台账更新", "重大项目库动态更新", "供地与占位登记", "项目服务周报",
        "项目月调度",   "资金与基建台账",     "政策兑现台账",   "会议与任务跟踪",
    };
    return kReasons[static_cast<size_t>(topic)];
}

Handle Timeline::create(std::string_view entity, Date on, Topic topic, Facts facts) {
    entities_.emplace_back(entity);
    changes_of_.emplace_back();
    add({next() - 1, true, week_of(on), topic, facts.take()});
    return next() - 1;
}

void Timeline::update(Handle handle, Date on, Topic topic, Facts facts) {
    auto changed = facts.take();
    if (!changed.empty()) add({handle, false, week_of(on), topic, std::move(changed)});
}

void Timeline::add(PlannedChange change) {
    move_after_references(change);
    changes_of_[index(change.handle)].push_back(static_cast<uint32_t>(changes_.size()));
    changes_.push_back(std::move(change));
}

void Timeline::move_after_references(PlannedChange& change) const {
    auto const move_after = [&](PlannedChange const& earlier) {
        if (key_of(earlier) <= key_of(change)) return;
        change.week = earlier.topic <= change.topic ? earlier.week : earlier.week + 1;
    };
    for (auto const& fact : change.facts) {
        auto const* reference = fact.value.get<Reference>();
        if (reference == nullptr || !ours(reference->id)) continue;
        auto const& changes = changes_of_[index(reference->id)];
        if (!changes.empty()) move_after(changes_[changes.front()]);
    }
    auto const& own = changes_of_[index(change.handle)];
    if (!own.empty()) move_after(changes_[own.front()]);
}

void Timeline::leave_out_same(std::vector<uint32_t> const& order) {
    std::vector<std::unordered_map<std::string_view, Value const*>> latest(entities_.size());
    for (auto const at : order) {
        auto& change = changes_[at];
        auto const record = index(change.handle);
        if (changes_of_[record].size() == 1) continue;
        auto& known = latest[record];
        std::erase_if(change.facts, [&](Fact const& fact) {
            auto const before = known.find(fact.field);
            return before != known.end() && *before->second == fact.value;
        });
        for (auto const& fact : change.facts) known[fact.field] = &fact.value;
    }
}

std::vector<PlannedChange> Timeline::take_in_order() {
    std::vector<uint32_t> order(changes_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return key_of(changes_[a]) < key_of(changes_[b]);
    });
    leave_out_same(order);
    std::vector<PlannedChange> ordered;
    ordered.reserve(order.size());
    for (auto const at : order) {
        if (!changes_[at].facts.empty()) ordered.push_back(std::move(changes_[at]));
    }
    return ordered;
}

std::vector<PlannedChange> Timeline::take_collapsed(Date on) {
    std::vector<PlannedChange> creates;
    std::vector<PlannedChange> later;
    for (auto& changes : changes_of_) {
        std::stable_sort(changes.begin(), changes.end(), [&](uint32_t a, uint32_t b) {
            return key_of(changes_[a]) < key_of(changes_[b]);
        });
        PlannedChange whole = std::move(changes_[changes.front()]);
        whole.week = week_of(on);
        whole.topic = Topic::kFacts;
        PlannedChange rest{whole.handle, false, whole.week, whole.topic, {}};
        for (size_t at = 1; at < changes.size(); ++at) {
            for (auto& fact : changes_[changes[at]].facts) {
                auto const* reference = fact.value.get<Reference>();
                bool const forward = reference != nullptr && reference->id > whole.handle;
                auto& facts = forward ? rest.facts : whole.facts;
                std::erase_if(facts, [&](Fact const& old) { return old.field == fact.field; });
                facts.push_back(std::move(fact));
            }
        }
        creates.push_back(std::move(whole));
        if (!rest.facts.empty()) later.push_back(std::move(rest));
    }
    std::move(later.begin(), later.end(), std::back_inserter(creates));
    return creates;
}

}  // namespace agglo
