#pragma once
// A small schema with a field of every type, for the tests of state, query and desk.
#include <gtest/gtest.h>

#include "state/bootstrap.h"

namespace agglo {

inline constexpr char const* kSampleSchema[][2] = {
    {"groups.yaml", "groups:\n  - {name: main, labels: {zh: 主要, en: Main}}\n"},
    {"enumerations/stage.yaml", R"(enumeration: stage
labels: {zh: 阶段, en: Stage}
ordered: true
values:
  - {code: lead, labels: {zh: 线索, en: Lead}}
  - {code: signed, labels: {zh: 签约, en: Signed}, aliases: [已签]}
  - {code: built, labels: {zh: 建成, en: Built}}
)"},
    {"enumerations/industry.yaml", R"(enumeration: industry
labels: {zh: 行业, en: Industry}
values:
  - {code: c, labels: {zh: 制造业, en: Manufacturing}}
  - {code: c26, labels: {zh: 化学制品, en: Chemicals}, parent: c}
  - {code: c261, labels: {zh: 基础化学, en: Basic chemicals}, parent: c26}
  - {code: i, labels: {zh: 信息业, en: Information}}
)"},
    {"region.yaml", R"(entity: region
labels: {zh: 行政区, en: Region}
group: main
code: code
title: name
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, unique: true, class: public}
  - {name: name, type: text, labels: {zh: 名称, en: Name}, class: public}
  - {name: parent, type: reference, to: region, labels: {zh: 上级, en: Parent}, class: public}
)"},
    {"project.yaml", R"(entity: project
labels: {zh: 项目, en: Project}
group: main
code: code
title: name
scope: region
fields:
  - {name: code, type: text, labels: {zh: 编号, en: Code}, unique: true, class: public}
  - {name: name, type: text, labels: {zh: 项目名称, en: Name}, required: true, class: public}
  - {name: note, type: long_text, labels: {zh: 说明, en: Note}, search: true}
  - {name: region, type: reference, to: region, labels: {zh: 属地, en: Region}, class: public}
  - {name: partner, type: reference, to: project, labels: {zh: 关联项目, en: Partner}}
  - {name: total, type: money, labels: {zh: 总投资, en: Total}, min: 0}
  - {name: offer, type: money, labels: {zh: 报价, en: Offer}, class: confidential}
  - {name: contact, type: text, labels: {zh: 联系人, en: Contact}, class: personal, search: true}
  - {name: rate, type: decimal, scale: 3, labels: {zh: 比率, en: Rate}}
  - {name: share, type: share, labels: {zh: 占比, en: Share}}
  - {name: land, type: area, labels: {zh: 用地, en: Land}}
  - {name: jobs, type: integer, labels: {zh: 就业, en: Jobs}, max: 1000000}
  - {name: signed_on, type: date, labels: {zh: 签约日期, en: Signed on}}
  - {name: due, type: month, labels: {zh: 到期月, en: Due}}
  - {name: seen_at, type: instant, labels: {zh: 巡查时刻, en: Seen at}}
  - {name: stage, type: enumeration, of: stage, labels: {zh: 阶段, en: Stage}, class: public}
  - {name: industry, type: enumeration, of: industry, labels: {zh: 行业, en: Industry}}
  - {name: tags, type: list, items: text, labels: {zh: 标签, en: Tags}}
  - {name: industries, type: list, items: enumeration, of: industry, labels: {zh: 涉及行业, en: Industries}}
  - {name: key_project, type: boolean, labels: {zh: 重点, en: Key}}
  - {name: place, type: point, labels: {zh: 位置, en: Place}}
)"},
    {"milestone.yaml", R"(entity: milestone
labels: {zh: 节点, en: Milestone}
group: main
title: name
scope: project.region
fields:
  - {name: project, type: reference, to: project, labels: {zh: 项目, en: Project}, required: true}
  - {name: name, type: text, labels: {zh: 节点名称, en: Name}}
  - {name: weight, type: integer, labels: {zh: 权重, en: Weight}}
)"},
    {"roles.yaml", R"(roles:
  - {name: leader, labels: {zh: 领导, en: Leader}, scope: all, read: [public, internal, confidential],
     entities: ["*"], edit: [], admin: false}
  - {name: clerk, labels: {zh: 办事员, en: Clerk}, scope: all, read: [public, internal, confidential, personal],
     entities: ["*"], edit: [region, project, milestone], admin: false}
  - {name: officer, labels: {zh: 专员, en: Officer}, scope: region, read: [public, internal],
     entities: [region, project, milestone], edit: [project, milestone], admin: false}
  - {name: promoter, labels: {zh: 招商, en: Promoter}, scope: region,
     read: [public, internal, confidential, personal], entities: [region, project], edit: [project], admin: false}
  - {name: reader, labels: {zh: 公众, en: Reader}, scope: all, read: [public],
     entities: [region, project, milestone], edit: [], admin: false}
  - {name: nobody, labels: {zh: 无, en: Nobody}, scope: none, read: [public], entities: ["*"], edit: [],
     admin: false}
)"},
};

inline std::vector<Definition> sample_definitions() {
    std::vector<Definition> definitions;
    for (auto const& [path, text] : kSampleSchema) definitions.push_back({"schema", path, text});
    return definitions;
}

inline std::shared_ptr<Model const> sample_model() {
    static auto const model = [] {
        auto read = model_of(sample_definitions());
        if (!read.ok()) {
            for (auto const& detail : read.error().details()) ADD_FAILURE() << detail.message_en();
        }
        return *std::move(read);
    }();
    return model;
}

inline size_t entity_named(Snapshot const& snapshot, std::string_view name) {
    return *snapshot.model->entity_index(name);
}

}  // namespace agglo
