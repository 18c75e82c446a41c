#pragma once
// The sample schema with computed fields and roll-ups laid on it, for tests.
#include "query/derived/derivation.h"
#include "state/ledger_sample.h"

namespace agglo {

inline constexpr char const* kDerivedSample[][2] = {
    {"x/milestone.yaml", R"yaml(entity: milestone
fields:
  - {name: heavy, type: boolean, labels: {zh: 重大, en: Heavy}, computed: "权重 > 500"}
  - {name: project_stage, type: enumeration, of: stage, labels: {zh: 项目阶段, en: Project stage},
     computed: "项目.阶段"}
  - {name: project_total, type: money, labels: {zh: 项目总投资, en: Project total},
     computed: "项目.总投资"}
)yaml"},
    {"x/project.yaml", R"yaml(entity: project
fields:
  - {name: per_job, type: decimal, scale: 2, labels: {zh: 人均投资, en: Per job},
     computed: "if 就业 > 0 then 总投资 / 就业 else null"}
  - {name: age_days, type: integer, labels: {zh: 签约天数, en: Days since signing},
     computed: "(today() - 签约日期) / duration(\"P1D\")"}
  - {name: region_name, type: text, labels: {zh: 属地名称, en: Region name}, computed: "属地.名称"}
  - {name: partner_per_job, type: decimal, scale: 1, labels: {zh: 关联人均, en: Partner per job},
     computed: "关联项目.人均投资"}
  - {name: milestones, type: integer, labels: {zh: 节点数, en: Milestones},
     rollup: {of: milestone, by: project, aggregate: count}}
  - {name: heavy_milestones, type: integer, labels: {zh: 重大节点数, en: Heavy milestones},
     rollup: {of: milestone, by: project, aggregate: count, where: "重大"}}
  - {name: weight, type: integer, labels: {zh: 权重合计, en: Weight},
     rollup: {of: milestone, by: project, aggregate: sum, field: weight}}
  - {name: lightest, type: integer, labels: {zh: 最轻, en: Lightest},
     rollup: {of: milestone, by: project, aggregate: min, field: weight}}
  - {name: heaviest, type: integer, labels: {zh: 最重, en: Heaviest},
     rollup: {of: milestone, by: project, aggregate: max, field: weight}}
  - {name: last_name, type: text, labels: {zh: 最重节点, en: Heaviest's name},
     rollup: {of: milestone, by: project, aggregate: latest, field: name, order: weight}}
  - {name: due_month, type: month, labels: {zh: 签约月, en: Month signed}, computed: "签约日期"}
  - {name: summary, type: text, labels: {zh: 摘要, en: Summary},
     computed: "string(节点数) + \"/\" + string(权重合计)"}
)yaml"},
    {"x/region.yaml", R"yaml(entity: region
fields:
  - {name: projects, type: integer, labels: {zh: 项目数, en: Projects}, class: public,
     rollup: {of: project, by: region, aggregate: count}}
  - {name: invested, type: money, labels: {zh: 总投资合计, en: Invested},
     rollup: {of: project, by: region, aggregate: sum, field: total}}
  - {name: young, type: integer, labels: {zh: 新签数, en: Young},
     rollup: {of: project, by: region, aggregate: count, where: "签约天数 < 5000"}}
  - {name: weight, type: integer, labels: {zh: 权重合计, en: Weight},
     rollup: {of: project, by: region, aggregate: sum, field: weight}}
  - {name: last_signed, type: date, labels: {zh: 最近签约, en: Last signed},
     rollup: {of: project, by: region, aggregate: max, field: signed_on}}
)yaml"},
};

inline std::shared_ptr<Model const> derived_model(
    std::vector<std::pair<std::string, std::string>> const& more = {}) {
    auto definitions = sample_definitions();
    for (auto const& [path, text] : kDerivedSample) definitions.push_back({"schema", path, text});
    for (auto const& [path, text] : more) definitions.push_back({"schema", path, text});
    auto read = model_of(definitions);
    if (read.ok()) return *std::move(read);
    for (auto const& detail : read.error().details()) ADD_FAILURE() << detail.message_en();
    return nullptr;
}

inline FieldAddress address_of(Model const& model, std::string_view entity,
                               std::string_view field) {
    auto const e = *model.entity_index(entity);
    return {e, *model.entities[e].field_index(field)};
}

}  // namespace agglo
